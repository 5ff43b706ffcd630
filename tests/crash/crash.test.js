// kill -9 at every step of a registration, often enough that a rare moment is met.
import { test } from 'node:test';
import { checkCrashes } from '../server/crash/check.js';

test('200 registrations are killed: nobody is registered twice, and each key gets its verdict', async (t) => {
  await checkCrashes(200, (line) => t.diagnostic(line));
});
