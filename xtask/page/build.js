// `node xtask/page/build.js`: bundles the page and the built package in `pkg/` into `www/.page/`, as it is served. One
// script and one style sheet are loaded at first; the engineers' part, the languages and the worker each when needed.

import { build, transform } from 'esbuild';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compressBeside } from './compress.js';

const root = new URL('../../', import.meta.url);
const source = new URL('www/public/', root);
const pkg = new URL('pkg/', root);
const target = new URL('www/.page/', root);
const stage = new URL('www/.page.new/', root);

/** What the bundles fetch at run time. */
const FETCHED = [
  ...['face_preflight.wasm', 'face_preflight_face.wasm', 'face_preflight_jpeg.wasm', 'face_preflight_scalar.wasm'],
  ...['face_weights.bin', 'face_landmarks.bin'],
];

/** Browsers that run the package's WebAssembly and a form-associated element. */
const TARGET = ['chrome102', 'firefox102', 'safari16.4'];

/** The package's files that name others by URL stand one folder below them; the bundles stand beside them. */
const besideBundles = {
  name: 'beside-bundles',
  /** @param {import('esbuild').PluginBuild} bundling */
  setup(bundling) {
    bundling.onLoad({ filter: /\/pkg\/lib\/(load-browser|in-worker)\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll("new URL('../", "new URL('./"),
    }));
  },
};

/** @param {Record<string, URL>} entries by the name of their bundle */
function bundle(entries) {
  return build({
    entryPoints: Object.fromEntries(Object.entries(entries).map(([name, url]) => [name, fileURLToPath(url)])),
    absWorkingDir: fileURLToPath(root),
    outdir: fileURLToPath(stage),
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    // The server says so in each file's type.
    charset: 'utf8',
    target: TARGET,
    metafile: true,
    plugins: [besideBundles],
    logLevel: 'warning',
  });
}

/**
 * The files that the page's script imports before it runs: without a word in the HTML, the browser would find them only
 * once it has read the script.
 * @param {import('esbuild').Metafile} metafile
 */
function importedFirst({ outputs }) {
  const names = new Set();
  /** @param {string} name */
  const follow = (name) => {
    for (const { path, kind } of outputs[name]?.imports ?? []) {
      if (kind === 'import-statement' && !names.has(path)) {
        names.add(path);
        follow(path);
      }
    }
  };
  const main = Object.keys(outputs).find((name) => basename(name) === 'main.js');
  follow(main ?? '');
  return [...names].map((name) => basename(name));
}

await rm(stage, { recursive: true, force: true });
await mkdir(new URL('wasm/', stage), { recursive: true });
const { metafile } = await bundle({ main: new URL('main.js', source), style: new URL('style.css', source) });
// On its own: what it shares with the page would be one more file to wait for, on both sides.
await bundle({ 'face-preflight-worker': new URL('face-preflight-worker.js', pkg) });

const html = await readFile(new URL('index.html', source), 'utf8');
const preloads = importedFirst(metafile).map((name) => `    <link rel="modulepreload" href="./${name}">\n`);
await writeFile(new URL('index.html', stage), html.replace('    <script type="module"', `${preloads.join('')}$&`));
const { code } = await transform(await readFile(new URL('sw.js', source), 'utf8'), { minify: true, target: TARGET });
await writeFile(new URL('sw.js', stage), code);
await cp(new URL('icon.svg', source), new URL('icon.svg', stage));
await cp(new URL('THIRD-PARTY.txt', pkg), new URL('THIRD-PARTY.txt', stage));
for (const name of FETCHED) {
  await cp(new URL(`wasm/${name}`, pkg), new URL(`wasm/${name}`, stage));
}
await compressBeside(stage, target);

await rm(target, { recursive: true, force: true });
await rename(stage, target);
console.error(`the page: ${relative(fileURLToPath(root), fileURLToPath(target))}/`);
