// The picture work of a Node process in its threads, with the built package.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { corrected } from './attack/hostile-pictures.js';
import { bounded } from '../../pkg/server/http/body.js';
import * as product from '../../pkg/node.js';
import { prepareRaw } from '../../pkg/server/verification/pictures.js';
import { PictureThread } from '../../www/server/picture-thread.js';
import { pictureThreads } from '../../www/server/picture-threads.js';

const photo = new Uint8Array(await readFile(new URL('../fixtures/baseline-420.jpg', import.meta.url)));
const threads = pictureThreads(2);
after(() => threads.close());

/** In pieces, as a slow client sends it. @param {Uint8Array} bytes */
function inPieces(bytes) {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) {
        return controller.close();
      }
      controller.enqueue(bytes.slice(at, at + 1_000));
      at += 1_000;
    },
  });
}

/** @param {ReadableStream<Uint8Array>} raw */
const refused = (raw) =>
  prepareRaw(raw, {
    field: 'SourceFacePicture',
    look: { picture: {}, face: false },
    preflight: threads.preflight,
  }).then(
    () => 'taken',
    (error) => `${error.code} ${error.more?.report?.error ?? ''}`.trim(),
  );

test('the same picture comes out as on the main thread, whole or in pieces, many at once', async () => {
  const expected = await product.preflight(photo);
  const all = await Promise.all(
    Array.from({ length: 6 }, (_, index) => threads.preflight(index % 2 ? inPieces(photo) : photo)),
  );
  for (const { ok, jpeg, report } of all) {
    assert.deepEqual(jpeg, expected.jpeg);
    assert.deepEqual([ok, report], [expected.ok, expected.report]);
  }
  assert.ok(photo.length > 0, 'the bytes that were given stay usable');
});

test('the same fingerprint comes out as on the main thread, and ends with its client', async () => {
  assert.deepEqual(await threads.fingerprint(photo), await product.fingerprint(photo));
  await assert.rejects(threads.fingerprint(photo.slice(0, 100)), { code: 'truncated' });
  await assert.rejects(threads.fingerprint(photo, { signal: AbortSignal.abort() }), { name: 'AbortError' });
});

test('what is wrong with a body or a picture is reported as on the main thread', async () => {
  assert.equal(
    await refused(inPieces(new TextEncoder().encode('no picture at all'))),
    'picture_unreadable unsupported_format',
  );
  assert.equal(await refused(inPieces(new Uint8Array(5_000))), 'picture_unreadable unsupported_format');
  assert.equal(await refused(bounded(inPieces(photo), { limitBytes: 2_000 })), 'body_too_large');
  const slow = new ReadableStream({ start: (controller) => controller.enqueue(photo.slice(0, 500)) });
  assert.equal(await refused(bounded(slow, { limitBytes: 10_000_000, limitMs: 50 })), 'body_too_slow');
  const gone = new Error('the client left');
  const cut = new ReadableStream({ pull: (controller) => controller.error(gone) });
  await assert.rejects(threads.preflight(cut), gone);
});

test("one client's pictures have one thread, another client's come out meanwhile", async () => {
  const two = pictureThreads(2);
  await Promise.all([two.preflight(photo), two.preflight(photo)]);
  /** @type {string[]} */
  const done = [];
  const heavy = corrected(7_000, 8_600, 9);
  const look = async (/** @type {Uint8Array} */ picture, /** @type {string} */ client) => {
    await two.preflight(picture, { limits: 'server' }, {}, { client });
    done.push(client);
  };
  const hostile = Array.from({ length: 6 }, () => look(heavy, 'hostile'));
  await look(photo, 'honest');
  assert.deepEqual(done, ['honest']);
  two.close();
  await Promise.allSettled(hostile);
  await assert.rejects(two.preflight(photo), { code: 'service_busy' });
});

test('the work ends when nobody waits for it any more', async () => {
  const one = pictureThreads(1);
  await one.preflight(photo);
  const left = new AbortController();
  const start = performance.now();
  const heavy = corrected(9_000, 12_200, 9);
  const whole = Array.from({ length: 8 }, () => one.preflight(heavy, {}, { signal: left.signal }));
  setTimeout(() => left.abort(), 50);
  for (const { status } of await Promise.allSettled(whole)) {
    assert.equal(status, 'rejected');
  }
  assert.ok(performance.now() - start < 2_500, 'eight of them take more than four seconds');
  assert.equal((await one.preflight(photo)).ok, true, 'the next one has a thread');
  await assert.rejects(one.preflight(photo, {}, { signal: left.signal }), { name: 'AbortError' });
  one.close();
});

test('a closed or dead thread leaves nobody waiting', async () => {
  const one = pictureThreads(1);
  const endless = one.preflight(new ReadableStream({}));
  setTimeout(one.close, 20);
  await assert.rejects(endless, /closed/);
});

/** Counts as long as the thread runs, or answers at once where there is nothing to count in. */
const STUBBORN = `
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ id, input }) => {
    while (input?.length > 0) Atomics.add(new Int32Array(input.buffer), 0, 1);
    parentPort.postMessage({ id, ok: true });
  });
`;

test('a thread that does not stop is ended, and the next picture has another', { timeout: 60_000 }, async () => {
  const thread = new PictureThread(new URL(`data:text/javascript,${encodeURIComponent(STUBBORN)}`));
  const wait = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));
  const counter = new Uint8Array(new SharedArrayBuffer(4));
  const counted = () => Atomics.load(new Int32Array(counter.buffer), 0);
  const left = new AbortController();
  const stubborn = thread.run({ input: counter }, { client: 'one', signal: left.signal, transfer: [] });
  const queued = thread.run({ input: new Uint8Array(0) }, { client: 'other', transfer: [] });
  const ended = Promise.all([stubborn, queued].map((one) => assert.rejects(one, { code: 'service_busy' })));
  while (counted() === 0) {
    await wait(10);
  }
  left.abort();
  await ended;
  for (let before = -1; before !== counted(); await wait(200)) {
    before = counted();
  }
  const next = await thread.run({ input: new Uint8Array(0) }, { client: 'other', transfer: [] });
  assert.equal(next.ok, true);
  thread.end(new Error('the test is over'));
});
