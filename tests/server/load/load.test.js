// A short load run in each runtime; `cargo xtask load` is the long one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadRun } from './run.js';

for (const runtime of /** @type {const} */ (['node', 'workerd'])) {
  test(`80 calls through random faults, 40 at once, at 10 a second, in ${runtime}`, async (t) => {
    const { checks, summary } = await loadRun({ calls: 80, atOnce: 40, qps: 10, runtime });
    t.diagnostic(summary);
    for (const { name, value } of checks) {
      t.diagnostic(`${name}: ${value}`);
    }
    for (const { name, good, value } of checks) {
      assert.ok(good, `${name}: ${value}`);
    }
  });
}
