import { test } from 'node:test';
import { importThroughQueues } from './queues.js';

test('500 photos through R2 and Queues, with a consumer and a process that die in the middle', async () => {
  await importThroughQueues(500, { limitMs: 900_000, leaseSeconds: 30, batchSize: 5, callsPerSecond: 8 });
});
