// Each attack once, the longest ones shortened; `cargo xtask attack` makes them in full and writes the table.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ATTACKS } from './attacks.js';
import { startTarget } from './target.js';

const SHARE = 0.2;

/** Wrangler takes its time to bundle: attacks that are not about memory meet one Worker. @type {ReturnType<typeof startTarget> | undefined} */
let worker;
after(async () => (await worker)?.close());

for (const { name, goal, runtimes, run } of ATTACKS) {
  if (runtimes.includes('node')) {
    test(`Node: ${name}: ${goal}`, async (t) => {
      const target = await startTarget('node');
      t.after(target.close);
      const { good, value } = await run(target, SHARE);
      assert.ok(good, value);
      t.diagnostic(value);
    });
  }
  if (runtimes.includes('workerd')) {
    test(`workerd: ${name}: ${goal}`, async (t) => {
      const isAboutMemory = goal.startsWith('memory');
      const target = await (isAboutMemory ? startTarget('workerd') : (worker ??= startTarget('workerd')));
      if (isAboutMemory) {
        t.after(target.close);
      }
      const { good, value } = await run(target, SHARE);
      assert.ok(good, value);
      t.diagnostic(value);
    });
  }
}
