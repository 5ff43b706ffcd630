// The golden tables in workerd, with both builds of the wasm.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fixture, golden, goldenFaces, goldenLandmarks } from '../support/fixtures.js';
import { startWorker } from '../support/workerd.js';

/** @import { GoldenLine } from '../support/golden.js' */

const worker = startWorker('tests/workerd/golden-worker.js');
after(() => worker.dispose());

/** @param {string} path @param {string} build @param {GoldenLine} line */
async function ask(path, build, line) {
  const query = new URLSearchParams({ build, options: line.json });
  const request = { method: 'POST', body: fixture(line.fixture) };
  const response = await worker.dispatchFetch(`http://localhost${path}?${query}`, request);
  return response.text();
}

for (const build of ['simd', 'scalar']) {
  for (const line of golden) {
    test(`${line.fixture} ${line.json} by ${build}`, async () => {
      assert.equal(await ask('/picture', build, line), line.expected);
    });
  }
  for (const line of goldenFaces) {
    test(`faces of ${line.fixture} by ${build}`, async () => {
      assert.equal(await ask('/faces', build, line), line.expected);
    });
  }
  for (const line of goldenLandmarks) {
    test(`${line.fixture} closely by ${build}`, async () => {
      assert.equal(await ask('/closely', build, line), line.expected);
    });
  }
}
