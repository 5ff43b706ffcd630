// The golden table in the engines that the other suites do not use: with SIMD in a worker, and with the scalar
// build on the page's own thread.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { serve } from '../support/chromium.js';
import { launchFirefox } from '../support/firefox.js';
import { launchWebKit } from '../support/webkit.js';
import { root } from '../support/package.js';

/** @import { Engine } from '../support/engine.js' */

const POLL_MS = 250;
const LIMIT_MS = 180_000;

/** Makes the package take the build without SIMD: the engine claims to know none. */
const WITHOUT_SIMD = 'WebAssembly.validate = () => false; delete window.Worker;';

/** @param {string} prelude */
const script = (prelude) => `${prelude}
  const { preflight } = await import('/pkg/browser.js');
  const { measure } = await import('/tests/support/golden.js');
  const lines = [];
  for (const line of (await (await fetch('/tests/golden.txt')).text()).trim().split('\\n')) {
    const name = line.split(' ')[0];
    const photo = await (await fetch('/tests/fixtures/' + name)).arrayBuffer();
    lines.push(name + ' ' + (await measure(preflight, photo).catch((error) => 'error ' + error.code)));
  }
  window.golden = lines.join('\\n') + '\\n';`;

/**
 * @param {Engine} engine
 * @param {string} prelude
 */
async function goldenOf(engine, prelude) {
  const server = await serve((path) => {
    if (path === '/golden.html') return { body: '<!doctype html><script type="module" src="/golden-page.js"></script>' };
    if (path === '/golden-page.js') return { headers: { 'content-type': 'text/javascript' }, body: script(prelude) };
    return undefined;
  });
  try {
    await engine.open(`${server.url}/golden.html`);
    for (let waited = 0; waited < LIMIT_MS; waited += POLL_MS) {
      const table = await engine.evaluate('return window.golden ?? null;');
      if (table) return { table, asked: server.asked };
      await wait(POLL_MS);
    }
    throw new Error(`${engine.name} did not finish the golden table`);
  } finally {
    server.close();
  }
}

for (const [name, launch] of /** @type {const} */ ([['Firefox', launchFirefox], ['WebKit', launchWebKit]])) {
  test(`the golden table in ${name}`, { timeout: 2 * LIMIT_MS }, async () => {
    const golden = await readFile(join(root, 'tests/golden.txt'), 'utf8');
    const engine = await launch();
    try {
      const simd = await goldenOf(engine, '');
      assert.equal(simd.table, golden);
      assert.ok(simd.asked.includes('/pkg/wasm/face_preflight.wasm'));
      assert.ok(!simd.asked.includes('/pkg/wasm/face_preflight_scalar.wasm'));
      const scalar = await goldenOf(engine, WITHOUT_SIMD);
      assert.equal(scalar.table, golden);
      assert.ok(scalar.asked.includes('/pkg/wasm/face_preflight_scalar.wasm'));
      assert.ok(!scalar.asked.includes('/pkg/wasm/face_preflight.wasm'));
    } finally {
      await engine.close();
    }
  });
}
