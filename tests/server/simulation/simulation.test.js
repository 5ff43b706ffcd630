// Many people, backends and storages in bad weather, on virtual time; `cargo xtask simulate` is the long run.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFECTS } from './defects.js';
import { replay } from './report.js';
import { simulate } from './run.js';
import { STORAGES } from './stores.js';

const SEEDS = 100;
const CALLS = 200;
/** Enough for each defect to show. */
const MOST_SEEDS = 20;

test(`${SEEDS * CALLS} calls over ${SEEDS} seeds: what must be true is true after every step`, async (t) => {
  /** @type {Set<string>} */
  const storages = new Set();
  let [calls, met] = [0, 0];
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const result = await simulate(seed, CALLS);
    assert.equal(result.wrong, undefined, replay(result, CALLS));
    calls += result.calls;
    met += result.busiest >= 0.8 * result.callsPerSecond ? 1 : 0;
    storages.add(result.storage);
  }
  t.diagnostic(`${calls} calls; the account's rate was reached in ${met} of ${SEEDS} runs`);
  assert.ok(calls >= SEEDS * CALLS);
  assert.deepEqual([...storages].sort(), [...STORAGES].sort());
  assert.ok(met > SEEDS / 4, 'the rate is reached, or its limit would prove nothing');
});

test('a seed replays its run exactly, and another seed is another run', async () => {
  for (const seed of [3, 4, 5, 6]) {
    const [one, again] = [await simulate(seed, 60), await simulate(seed, 60)];
    assert.deepEqual(again, one);
    assert.notEqual((await simulate(seed + 100, 60)).trace, one.trace);
  }
});

for (const [name, { spoils, seen }] of Object.entries(DEFECTS)) {
  test(`${name}: is caught, and its seed is reported`, async () => {
    // Another watch may see the same defect first.
    const others = new Set();
    for (let seed = 1; seed <= MOST_SEEDS; seed += 1) {
      const result = await simulate(seed, CALLS, spoils);
      if (result.wrong !== undefined && seen.test(result.wrong)) {
        assert.match(replay(result, CALLS), new RegExp(`--seed ${seed} --calls ${CALLS}$`));
        return;
      }
      others.add(result.wrong);
    }
    assert.fail(`not caught in ${MOST_SEEDS} runs; seen: ${[...others].join('; ')}`);
  });
}
