// A worker's answers, without a worker: what comes in and goes out as messages.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createInstances } from '../../pkg/lib/instance.js';
import { loadModule, loadWeights } from '../../pkg/lib/load-node.js';
import { serve } from '../../pkg/lib/worker-server.js';
import { CHUNK_BYTES } from '../../pkg/lib/stream.js';

/** @import { FromWorker } from '../../pkg/lib/worker-server.js' */

const photo = await readFile(new URL('../fixtures/large.jpg', import.meta.url));

/**
 * A job's messages to a worker, and all that it answers until the one that is waited for.
 *
 * @param {object[]} messages
 * @param {string} last
 */
async function answers(messages, last) {
  /** @type {FromWorker[]} */
  const said = [];
  /** @type {(event: { data: object }) => void} */
  let listener = () => {};
  const done = new Promise((resolve) => {
    const scope = {
      /** @param {FromWorker} message */
      postMessage(message) {
        said.push(message);
        if (message.type === last || message.type === 'failed') {
          resolve(undefined);
        }
      },
      /**
       * @param {string} type
       * @param {(event: { data: object }) => void} given
       */
      addEventListener(type, given) {
        if (type === 'message') {
          listener = given;
        }
      },
    };
    serve(scope, createInstances(loadModule, loadWeights));
  });
  for (const data of messages) {
    listener({ data });
  }
  await done;
  return said;
}

test('a probe ignores damage after the header', async () => {
  // After a part of the scan, fill bytes up to a restart marker that is not due, in a later piece than the header's.
  const damaged = new Uint8Array(2 * CHUNK_BYTES).fill(0xff);
  damaged.set(photo.subarray(0, photo.length / 2));
  damaged[damaged.length - 1] = 0xd3;
  /** @param {string} want */
  const push = (want) =>
    answers(
      [
        { type: 'open', id: 1, task: { want } },
        { type: 'push', id: 1, chunk: damaged },
      ],
      'taken',
    );
  const header = (await push('source')).at(-1);
  assert.equal(header?.type, 'taken');
  assert.equal(header.type === 'taken' && header.source?.format, 'jpeg');
  assert.equal((await push('photo')).at(-1)?.type, 'failed');
});

test('a job is open once all that it needs is loaded, and reports that to the page', async () => {
  const said = await answers([{ type: 'open', id: 1, task: { want: 'photo', face: true } }], 'opened');
  assert.deepEqual(
    said.map(({ type }) => type),
    ['ready', 'loading', 'loading', 'opened'],
  );
});
