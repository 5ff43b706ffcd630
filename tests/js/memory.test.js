// Photos of 12 and 48 megapixels in Node with 32 MiB for wasm, and in no more than the goals allow.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { photo, photoIds } from '../support/photos.js';

/** @import { PreflightOptions } from '../../pkg/lib/option-types.js' */

const script = fileURLToPath(new URL('../support/memory-of-photo.js', import.meta.url));

/** Pages of 64 KiB. */
const LIMIT = '--wasm-max-mem-pages=512';

/**
 * @param {string} path
 * @param {'streamed' | 'whole'} way
 * @param {PreflightOptions} [options]
 */
async function run(path, way, options = {}) {
  const command = [LIMIT, script, path, way, JSON.stringify(options)];
  const { stdout } = await promisify(execFile)(process.execPath, command);
  return JSON.parse(stdout);
}

for (const id of photoIds) {
  for (const way of /** @type {const} */ (['streamed', 'whole'])) {
    test(`${id}, ${way}`, async (t) => {
      const { path, goals } = photo(id);
      const { ok, width, mebibytes } = await run(path, way);
      assert.deepEqual({ ok, width }, { ok: true, width: 720 });
      const goal = way === 'whole' ? goals.wholeMiB : goals.streamedMiB;
      t.diagnostic(`${mebibytes.toFixed(1)} MiB, goal ${goal ?? 'none'}`);
      assert.ok(mebibytes <= (goal ?? 32), `${mebibytes} MiB, at most ${goal} are wanted`);
    });
  }
}

test('12 MP with the thorough search', async (t) => {
  const { ok, width, mebibytes } = await run(photo('p12').path, 'streamed', { effort: 'thorough' });
  assert.deepEqual({ ok, width }, { ok: true, width: 720 });
  t.diagnostic(`${mebibytes.toFixed(1)} MiB`);
});

test('the limit is there', async () => {
  const grow = 'new WebAssembly.Memory({ initial: 1 }).grow(512)';
  await assert.rejects(promisify(execFile)(process.execPath, [LIMIT, '--eval', grow]));
});
