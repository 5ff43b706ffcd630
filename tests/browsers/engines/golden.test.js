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
  const measured = async (table, measure) => {
    const lines = [];
    for (const line of parseGolden(await (await fetch(table)).text())) {
      const photo = await (await fetch('/tests/fixtures/' + line.fixture)).arrayBuffer();
      lines.push(written(line, await measure(preflight, photo, line.json)));
    }
    return lines.join('\\n') + '\\n';
  };
  window.golden = {
    pictures: await measured('/tests/golden/jpegs.txt', measure),
    faces: await measured('/tests/golden/faces.txt', measureFaces),
    closely: await measured('/tests/golden/landmarks.txt', measureClosely),
  };`;

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
      assert.ok(simd.asked.includes('/pkg/wasm/face_preflight.wasm'));
      assert.ok(!simd.asked.includes('/pkg/wasm/face_preflight_scalar.wasm'));
      const scalar = await goldenOf(engine, WITHOUT_SIMD);
      assert.deepEqual(scalar.tables, golden);
      assert.ok(scalar.asked.includes('/pkg/wasm/face_preflight_scalar.wasm'));
      assert.ok(!scalar.asked.includes('/pkg/wasm/face_preflight.wasm'));
    } finally {
      await engine.close();
    }
  });
}
