// The three browser engines, each in the surroundings that pages have: without any bundler, with all of the photos.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launchChromium, serve } from '../../support/chromium.js';
import { launchFirefox } from '../../support/firefox.js';
import { fixture } from '../../support/fixtures.js';
import { launchWebKit } from '../../support/webkit.js';
import { ownWorkerFiles, pageFiles, pageOf } from '../help/app.js';
import { assertGood } from '../help/expected.js';
import { outcomeOf } from '../help/load.js';
import { cell } from '../help/matrix.js';
import { SEVEN } from '../help/photos.js';
import { makeProject, runIn, toolsFolder } from '../help/project.js';

/** @import { Engine } from '../../support/engine.js' */

/** The strictest policy under which WebAssembly runs. */
const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * @param {Engine} engine
 * @param {Record<string, string>} files
 * @param {Record<string, string>} [headers]
 */
async function outcome(engine, files, headers) {
  const server = await serve((path) => {
    if (path === '/') {
      return { body: pageOf('/main.js') };
    }
    if (SEVEN.includes(path.slice(1))) {
      return { body: fixture(path.slice(1)) };
    }
    return files[path.slice(1)] === undefined ? undefined : { body: files[path.slice(1)] ?? '' };
  }, headers);
  try {
    const found = await outcomeOf(engine, server.url);
    return { ...found, modules: server.asked.filter((path) => path.endsWith('.wasm')) };
  } finally {
    server.close();
  }
}

/**
 * The photos went through the builds with SIMD, each when it was first needed, in a worker, and no other was fetched.
 *
 * @param {Awaited<ReturnType<typeof outcome>>} found
 */
function assertBest(found) {
  assertGood(found, { worker: true });
  assert.deepEqual(found.modules, [
    '/pkg/wasm/face_preflight_jpeg.wasm',
    '/pkg/wasm/face_preflight_face.wasm',
    '/pkg/wasm/face_preflight.wasm',
  ]);
}

/** A page of one file that is opened without a server: the script is no module there, and the photos are part of it. */
async function singleFile() {
  const files = pageFiles('face-preflight/inline');
  const photos = SEVEN.map((name) => [name, `data:;base64,${Buffer.from(fixture(name)).toString('base64')}`]);
  const measuring = `${files['photos.js']}`.replace("fetch('/' + name)", 'fetch(PHOTOS[name])');
  files['photos.js'] = `const PHOTOS = ${JSON.stringify(Object.fromEntries(photos))};\n${measuring}`;
  const folder = makeProject('quick', 'single-file', files);
  const esbuild = join(toolsFolder('quick'), 'node_modules/.bin/esbuild');
  await runIn(folder, esbuild, ['main.js', '--bundle', '--format=iife', '--minify', '--outfile=main.min.js']);
  const page = join(folder, 'page.html');
  const script = readFileSync(join(folder, 'main.min.js'), 'utf8').replaceAll('</script', '<\\/script');
  writeFileSync(page, `<!doctype html><meta charset="utf-8"><title>photo</title><script>${script}</script>`);
  return pathToFileURL(page).href;
}

for (const launch of [launchChromium, launchFirefox, launchWebKit]) {
  const engine = await launch();
  after(() => engine.close());
  const row = `${engine.name === 'WebKit' ? 'WebKitGTK' : engine.name} ${engine.version}`;

  cell('engines', row, 'page', async () => {
    assertBest(await outcome(engine, pageFiles('/pkg/browser.js')));
    return 'yes, in a worker';
  });

  cell('engines', row, 'in your own worker', async () => {
    assertBest(await outcome(engine, ownWorkerFiles('/pkg/browser.js')));
    return 'yes';
  });

  cell('engines', row, 'strict content security policy', async () => {
    assertBest(await outcome(engine, pageFiles('/pkg/browser.js'), { 'content-security-policy': STRICT }));
    return 'yes, in a worker';
  });

  cell('engines', row, 'cross-origin isolated', async () => {
    const files = pageFiles('/pkg/browser.js');
    files['main.js'] = `if (!crossOriginIsolated) throw new Error('not isolated');\n${files['main.js']}`;
    assertBest(await outcome(engine, files, ISOLATED));
    return 'yes, in a worker';
  });

  cell('engines', row, 'without SIMD', async () => {
    const files = pageFiles('/pkg/browser.js');
    files['main.js'] = `${files['main.js']}WebAssembly.validate = () => false;\ndelete window.Worker;\n`;
    const found = await outcome(engine, files);
    assertGood(found);
    assert.deepEqual(found.modules, ['/pkg/wasm/face_preflight_scalar.wasm']);
    return 'yes';
  });

  cell('engines', row, 'opened as a file', async () => {
    assertGood(await outcomeOf(engine, await singleFile()));
    return 'yes, with `/inline`';
  });
}
