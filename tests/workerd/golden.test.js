// The golden tables in workerd.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fixture, golden, goldenFaces } from '../support/fixtures.js';
import { startWorker } from '../support/workerd.js';

const worker = startWorker('tests/workerd/worker.js');
after(() => worker.dispose());

/** @param {string} path @param {string} name */
async function ask(path, name) {
  const body = fixture(name);
  const response = await worker.dispatchFetch(`http://localhost${path}`, { method: 'POST', body });
  return response.json();
}

for (const line of golden) {
  test(line.fixture, async () => assert.equal(await ask('/golden', line.fixture), line.expected));
}

for (const line of goldenFaces) {
  test(`faces of ${line.fixture}`, async () => assert.equal(await ask('/golden-faces', line.fixture), line.expected));
}
