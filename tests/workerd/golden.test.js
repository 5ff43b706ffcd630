// The golden table in workerd.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fixture, golden } from '../support/fixtures.js';
import { startWorker } from '../support/workerd.js';

const worker = startWorker('tests/workerd/worker.js');
after(() => worker.dispose());

for (const line of golden) {
  test(line.fixture, async () => {
    const body = fixture(line.fixture);
    const response = await worker.dispatchFetch('http://localhost/golden', { method: 'POST', body });
    assert.equal(await response.json(), line.expected);
  });
}
