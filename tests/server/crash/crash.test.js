// kill -9 at every step of a registration; tests/crash has the long run.
import { test } from 'node:test';
import { checkCrashes } from './check.js';

test('20 registrations are killed at ten steps: nobody is registered twice, and each key gets its verdict', async (t) => {
  await checkCrashes(20, (line) => t.diagnostic(line));
});
