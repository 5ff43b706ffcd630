// A thread that checks one photo after another.
import { parentPort } from 'node:worker_threads';
import { judge } from './judge.js';

parentPort?.on('message', async (task) => {
  const judged = await judge(task);
  const buffers = [judged.jpeg, judged.thumbnail].flatMap((bytes) => bytes?.buffer ?? []);
  parentPort?.postMessage(judged, buffers);
});
