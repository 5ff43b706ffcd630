// Photos of 12 and 48 megapixels in workerd with 32 MiB for wasm, as a Worker takes them: as the body of a request.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { photo, photoIds } from '../support/photos.js';
import { startLimitedWorker } from '../support/workerd-limited.js';

/** @type {(() => void)[]} */
const running = [];
after(() => running.forEach((end) => end()));

/** A fresh one for each photo, because wasm memory never shrinks. */
async function start() {
  const worker = await startLimitedWorker('tests/workerd/memory-worker.js', ['--wasm-max-mem-pages=512']);
  running.push(worker.end);
  return worker;
}

for (const id of photoIds) {
  test(id, async (t) => {
    const { path, goals } = photo(id);
    const { url, end } = await start();
    const response = await fetch(url, { method: 'POST', body: readFileSync(path) });
    assert.equal(response.status, 200, response.ok ? '' : await response.text());
    const { ok, width, mebibytes } = await response.json();
    end();
    assert.deepEqual({ ok, width }, { ok: true, width: 720 });
    t.diagnostic(`${mebibytes.toFixed(1)} MiB, goal ${goals.streamedMiB}`);
    assert.ok(mebibytes <= goals.streamedMiB, `${mebibytes} MiB, at most ${goals.streamedMiB} are wanted`);
  });
}

test('the limit is there', async () => {
  const { url } = await start();
  const response = await fetch(`${url}/grow`);
  assert.equal(response.status, 500);
  assert.match(await response.text(), /RangeError/);
});
