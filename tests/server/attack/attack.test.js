// Each attack once, the longest one shortened; `cargo xtask attack` makes them in full and writes the table.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ATTACKS } from './attacks.js';
import { startTarget } from './target.js';

for (const runtime of /** @type {const} */ (['node', 'workerd'])) {
  for (const { name, goal, run } of ATTACKS.filter((attack) => attack.runtimes.includes(runtime))) {
    test(`${runtime}: ${name}: ${goal}`, async (t) => {
      const target = await startTarget(runtime);
      t.after(target.close);
      const { good, value } = await run(target, 0.2);
      t.diagnostic(value);
      assert.ok(good, value);
    });
  }
}
