// Bodies in crumbs, too slow, too long.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BLOCK_BYTES, BodyRefused, GrowingBuffer, bounded, inBlocks, readUpTo } from '../../pkg/server/http/body.js';

/** @param {Uint8Array} bytes @param {number} size of the chunks @param {number} [pauseMs] before each */
function arriving(bytes, size, pauseMs = 0) {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      await new Promise((done) => (pauseMs ? setTimeout(done, pauseMs) : done(undefined)));
      if (at >= bytes.length) {
        return controller.close();
      }
      controller.enqueue(bytes.slice(at, (at += size)));
    },
  });
}
const counted = (/** @type {number} */ length) => Uint8Array.from({ length }, (_, index) => index * 7);
const refused = (/** @type {string} */ reason) => (/** @type {unknown} */ error) =>
  error instanceof BodyRefused && error.reason === reason;

test('a buffer grows, gives all bytes, and is empty then', () => {
  const buffer = new GrowingBuffer();
  const bytes = counted(10_000);
  for (let at = 0; at < bytes.length; at += 3) {
    buffer.add(bytes.subarray(at, at + 3));
  }
  assert.equal(buffer.length, 10_000);
  assert.deepEqual(buffer.take(), bytes);
  assert.equal(buffer.take().length, 0);
});

test('a body is the same in chunks of any size', async () => {
  const bytes = counted(9_001);
  for (const size of [1, 4_096, 9_001]) {
    assert.deepEqual(await readUpTo(arriving(bytes, size), 9_001), bytes);
  }
  assert.equal((await readUpTo(null, 5)).length, 0);
  await assert.rejects(readUpTo(arriving(bytes, 1), 9_000), refused('too_large'));
});

test('a byte stream is read into memory of its reader, and gives the same', async () => {
  const bytes = counted(40_001);
  const stream = () => {
    let at = 0;
    return new ReadableStream({
      type: 'bytes',
      pull(controller) {
        if (at >= bytes.length) {
          controller.close();
          // Ends the read that waits with memory of its own.
          controller.byobRequest?.respond(0);
          return;
        }
        controller.enqueue(bytes.slice(at, (at += 30_000)));
      },
    });
  };
  assert.deepEqual(await readUpTo(stream(), 40_001), bytes);
  const limited = bounded(stream(), { limitBytes: 40_001 });
  assert.deepEqual(new Uint8Array(await new Response(limited).arrayBuffer()), bytes);
  await assert.rejects(readUpTo(stream(), 40_000), refused('too_large'));
});

test('all blocks but the last have 64 KB, and the first is reported', async () => {
  for (const length of [0, 1, BLOCK_BYTES, BLOCK_BYTES + 1, 3 * BLOCK_BYTES - 1]) {
    const bytes = counted(length);
    const { first, whole } = await inBlocks(arriving(bytes, 1_000));
    assert.equal(first.length, Math.min(length, Math.ceil(BLOCK_BYTES / 1_000) * 1_000));
    /** @type {Uint8Array[]} */
    const blocks = [];
    for await (const block of whole) {
      blocks.push(block);
    }
    assert.deepEqual(Buffer.concat(blocks), Buffer.from(bytes));
    assert.ok(blocks.slice(0, -1).every((block) => block.length >= BLOCK_BYTES));
    assert.ok(
      blocks.every((block) => block.buffer.byteLength === block.length),
      'nothing unused travels along',
    );
  }
});

test('as much as is wanted is gathered first, and whether it is all', async () => {
  const bytes = counted(300_000);
  for (const [gatheredBytes, isAll] of /** @type {const} */ ([
    [100_000, false],
    [200_000, false],
    [264_000, false],
    [264_001, true],
  ])) {
    const blocks = await inBlocks(arriving(bytes, 1_000), gatheredBytes);
    assert.equal(blocks.isWhole, isAll, `${gatheredBytes}`);
    assert.deepEqual(new Uint8Array(await new Response(blocks.whole).arrayBuffer()), bytes);
  }
});

test('nothing is read ahead of a block that nobody wants yet', async () => {
  let given = 0;
  const endless = new ReadableStream(
    {
      pull(controller) {
        given += 1_000;
        controller.enqueue(new Uint8Array(1_000));
      },
    },
    { highWaterMark: 0 },
  );
  const { whole } = await inBlocks(endless);
  await new Promise((done) => setTimeout(done, 20));
  assert.equal(given, 66_000);
  await whole.cancel();
});

test('a body below the least rate ends after the grace, one above it does not', async () => {
  const pace = { graceMs: 100, bytesPerSecond: 1_000 };
  const started = performance.now();
  await assert.rejects(readUpTo(arriving(counted(100), 1, 20), 1_000, pace), refused('too_slow'));
  assert.ok(performance.now() - started >= 100 && performance.now() - started < 1_500);
  assert.equal((await readUpTo(arriving(counted(1_000), 100, 20), 1_000, pace)).length, 1_000);
});

test('only the time counts in which the sender is waited for', async () => {
  const reader = bounded(arriving(counted(3), 1), { limitBytes: 9, limitMs: 60 }).getReader();
  for (const byte of counted(3)) {
    assert.deepEqual((await reader.read()).value, Uint8Array.of(byte));
    await new Promise((done) => setTimeout(done, 80));
  }
  assert.equal((await reader.read()).done, true);
});

test('the stream of a refused body is cancelled', async () => {
  /** @type {unknown} */
  let reason;
  const silent = new ReadableStream({ cancel: (why) => void (reason = why) });
  await assert.rejects(readUpTo(silent, 10, { limitMs: 20 }), refused('too_slow'));
  assert.ok(reason instanceof BodyRefused);
});
