// The threads of the command line: one that dies takes one photo with it, not the run.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool } from '../../../pkg/lib/cli/pool.js';

/** Ends itself, throws or answers as the path asks for; the answer tells which thread gave it. */
const SCRIPT = `
import { parentPort, threadId } from 'node:worker_threads';
parentPort.on('message', ({ path }) => {
  if (path === 'exit') process.exit(3);
  if (path === 'throw') throw new Error('out of luck');
  if (path !== 'wait') parentPort.postMessage({ path, ok: true, report: threadId });
});`;

const script = new URL(`data:text/javascript,${encodeURIComponent(SCRIPT)}`);

/** @param {string} path */
const task = (path) => ({ path, options: {}, face: false, thumbnail: false });

test('a dead thread costs its photo only and is replaced', async () => {
  const pool = new Pool(2, script);
  const judged = await Promise.all(['a', 'exit', 'b', 'throw', 'c', 'exit', 'd'].map((path) => pool.run(task(path))));
  await pool.close();
  assert.deepEqual(
    judged.map(({ path, ok, error }) => [path, ok, error?.code]),
    [
      ['a', true, undefined],
      ['exit', false, 'worker_died'],
      ['b', true, undefined],
      ['throw', false, 'worker_died'],
      ['c', true, undefined],
      ['exit', false, 'worker_died'],
      ['d', true, undefined],
    ],
  );
  assert.match(judged[3]?.error?.message ?? '', /out of luck/);
});

test('no more threads than asked for', async () => {
  const pool = new Pool(2, script);
  const judged = await Promise.all(Array.from({ length: 20 }, (_, number) => pool.run(task(`${number}`))));
  await pool.close();
  assert.ok(new Set(judged.map(({ report }) => report)).size <= 2);
});

test('closing ends what runs and what waits', async () => {
  const pool = new Pool(1, script);
  const all = ['wait', 'a'].map((path) => pool.run(task(path)));
  await pool.close();
  const late = await pool.run(task('late'));
  assert.deepEqual(
    [...(await Promise.all(all)), late].map(({ error }) => error?.code),
    Array(3).fill('aborted'),
  );
});
