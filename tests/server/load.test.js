// A short load run in each runtime; `cargo xtask load` is the long one, and it alone insists on what is timed. The rule
// of the account's rate itself is tested without a clock in limits.test.js.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadRun } from './load/run.js';

for (const runtime of /** @type {const} */ (['node', 'workerd'])) {
  test(`80 calls through random faults, 40 at once, at 10 a second, in ${runtime}`, async (t) => {
    const { checks, summary } = await loadRun({ calls: 80, atOnce: 40, qps: 10, runtime });
    t.diagnostic(summary);
    for (const { name, good, value, timed } of checks) {
      t.diagnostic(`${name}: ${value}`);
      assert.ok(good || timed, `${name}: ${value}`);
    }
  });
}
