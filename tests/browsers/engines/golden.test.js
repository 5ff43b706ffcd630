// The golden tables in every browser: with SIMD in a worker, and with the scalar build on the page's own thread.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { launchChromium, serve } from '../../support/chromium.js';
import { launchFirefox } from '../../support/firefox.js';
import { launchWebKit } from '../../support/webkit.js';
import { root } from '../../support/package.js';

/** @import { Engine } from '../../support/engine.js' */

const POLL_MS = 250;
const LIMIT_MS = 180_000;

/** Makes the package take the build without SIMD: the engine claims to know none. */
const WITHOUT_SIMD = 'WebAssembly.validate = () => false; delete window.Worker;';

/** @param {string} prelude */
const script = (prelude) => `${prelude}
  const { preflight } = await import('/pkg/browser.js');
  const { measure, measureClosely, measureFaces, parseGolden, written } = await import('/tests/support/golden.js');
  const tables = [['jpegs', measure], ['faces', measureFaces], ['landmarks', measureClosely]];
  const rows = [];
  for (const [table, measure] of tables) {
    const lines = parseGolden(await (await fetch('/tests/golden/' + table + '.txt')).text());
    rows.push(...lines.map((line) => ({ table, measure, line })));
  }
  // PNG last: the module that reads it does the rest as well, and the smaller ones are to be measured too.
  const isPng = ({ line }) => Number(line.fixture.endsWith('.png'));
  for (const row of [...rows].sort((one, other) => isPng(one) - isPng(other))) {
    const photo = await (await fetch('/tests/fixtures/' + row.line.fixture)).arrayBuffer();
    row.written = written(row.line, await row.measure(preflight, photo, row.line.json));
  }
  const whole = (name) => rows.filter(({ table }) => table === name).map((row) => row.written + '\\n').join('');
  window.golden = { pictures: whole('jpegs'), faces: whole('faces'), closely: whole('landmarks') };`;

/**
 * @param {Engine} engine
 * @param {string} prelude
 */
async function goldenOf(engine, prelude) {
  const server = await serve((path) => {
    if (path === '/golden.html') {
      return { body: '<!doctype html><script type="module" src="/golden-page.js"></script>' };
    }
    if (path === '/golden-page.js') {
      return { headers: { 'content-type': 'text/javascript' }, body: script(prelude) };
    }
    return undefined;
  });
  try {
    await engine.open(`${server.url}/golden.html`);
    for (let waited = 0; waited < LIMIT_MS; waited += POLL_MS) {
      const tables = await engine.evaluate('return window.golden ?? null;');
      if (tables) {
        return { tables, asked: server.asked };
      }
      await wait(POLL_MS);
    }
    throw new Error(`${engine.name} did not finish the golden tables`);
  } finally {
    server.close();
  }
}

/** The modules in the order in which they were fetched. @param {{ asked: string[] }} run */
const modulesOf = ({ asked }) =>
  asked.filter((path) => path.endsWith('.wasm')).map((path) => path.slice(path.lastIndexOf('/') + 1));

const ENGINES = /** @type {const} */ ([
  ['Chromium', launchChromium],
  ['Firefox', launchFirefox],
  ['WebKit', launchWebKit],
]);

for (const [name, launch] of ENGINES) {
  test(`the golden tables in ${name}`, { timeout: 2 * LIMIT_MS }, async () => {
    const golden = {
      pictures: await readFile(join(root, 'tests/golden/jpegs.txt'), 'utf8'),
      faces: await readFile(join(root, 'tests/golden/faces.txt'), 'utf8'),
      closely: await readFile(join(root, 'tests/golden/landmarks.txt'), 'utf8'),
    };
    const engine = await launch();
    try {
      const simd = await goldenOf(engine, '');
      assert.deepEqual(simd.tables, golden);
      assert.deepEqual(modulesOf(simd), [
        'face_preflight_jpeg.wasm',
        'face_preflight_face.wasm',
        'face_preflight.wasm',
      ]);
      const scalar = await goldenOf(engine, WITHOUT_SIMD);
      assert.deepEqual(scalar.tables, golden);
      assert.deepEqual(modulesOf(scalar), ['face_preflight_scalar.wasm']);
    } finally {
      await engine.close();
    }
  });
}
