// The page of each contestant, bundled by Vite without configuration.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const target = fileURLToPath(new URL('../../../target/cold-start', import.meta.url));

export const CONTESTANTS = ['face-preflight', 'browser-image-compression', '@jsquash/jpeg', 'compressorjs'];

/**
 * What docs/performance.md advises: the worker and the module are asked for beside the page's script, not after it.
 *
 * @param {string[]} files
 */
function hints(files) {
  const named = (/** @type {string} */ name) => files.find((file) => file.startsWith(`${name}-`));
  const worker = named('face-preflight-worker');
  // A photo that is a JPEG needs the smallest.
  const module = named('face_preflight_jpeg') ?? named('face_preflight');
  return [
    ...(worker ? [`<link rel="modulepreload" href="/assets/${worker}">`] : []),
    ...(module ? [`<link rel="preload" as="fetch" crossorigin href="/assets/${module}">`] : []),
  ];
}

/**
 * @param {string} name
 * @returns {Promise<string>} the folder with the page
 */
export async function buildPage(name) {
  const root = join(target, name.replace(/\W+/g, '-'));
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  const script = name === '@jsquash/jpeg' ? 'jsquash' : name;
  const imports = `import { answer } from '${here}page.js';\nimport { job } from '${here}contestants/${script}.js';\n`;
  writeFileSync(join(root, 'main.js'), `${imports}answer(job);\n`);
  writeFileSync(
    join(root, 'index.html'),
    '<!doctype html><meta charset="utf-8"><title>photo</title><script type="module" src="./main.js"></script>' +
      '<input type="file">',
  );
  await build({ root, configFile: false, logLevel: 'error', build: { assetsInlineLimit: 0 } });
  addHints(join(root, 'dist'));
  return join(root, 'dist');
}

/** @param {string} folder */
function addHints(folder) {
  const page = join(folder, 'index.html');
  const added = hints(readdirSync(join(folder, 'assets'))).join('');
  writeFileSync(page, readFileSync(page, 'utf8').replace('<title>', `${added}<title>`));
}
