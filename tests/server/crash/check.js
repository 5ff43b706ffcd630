// What must be true of a registration whose backend was killed, whenever that was.

import assert from 'node:assert/strict';
import { CrashingBackend, STEPS } from './run.js';

/** Steps at which the answer is in the file already. */
const KEPT = ['after the answer is kept', 'before the integrator hears', 'before the reply'];
const REGISTERED = JSON.stringify(Array(3).fill([true, '200', true]));

/**
 * @param {number} runs
 * @param {(line: string) => void} tell
 */
export async function checkCrashes(runs, tell) {
  const backend = new CrashingBackend();
  /** @type {Map<string, number>} runs by the step at which they were cut */
  const counts = new Map();
  let foundAgain = 0;
  try {
    await backend.start();
    for (let index = 0; index < runs; index += 1) {
      const { step, status, verdict, again, faces } = await backend.run(index);
      assert.equal(status, REGISTERED, `run ${index}, ${step}: the right verdict, now, again and for another key`);
      assert.equal(faces, 1, `run ${index}, ${step}: registered once`);
      assert.equal(again.requestId, verdict.requestId, `run ${index}, ${step}: the same answer`);
      assert.ok(!(KEPT.includes(step) && verdict.registeredEarlier), `run ${index}, ${step}: its answer was kept`);
      counts.set(step, (counts.get(step) ?? 0) + 1);
      foundAgain += verdict.registeredEarlier ? 1 : 0;
    }
  } finally {
    await backend.close();
  }
  assert.equal(counts.size, Math.min(runs, STEPS.length));
  assert.ok(foundAgain > 0, 'some had been registered before the kill');
  tell(`${runs} kills: ${[...counts].map(([step, count]) => `${step} ${count}`).join('; ')}`);
  tell(`${foundAgain} registrations had been carried out and were found again`);
}
