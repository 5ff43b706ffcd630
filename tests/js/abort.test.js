// Aborting, progress, several calls at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { preflight } from '../../pkg/node.js';
import { watch } from '../../pkg/lib/interruption.js';
import { drawPng } from '../support/png.js';

/** @import { Progress } from 'face-preflight' */

const photo = drawPng(1200, 1600);

test('aborted before: nothing is read', async () => {
  const reason = new Error('left the page');
  const stream = new ReadableStream({ pull: () => assert.fail('read') }, { highWaterMark: 0 });
  await assert.rejects(preflight(stream, {}, { signal: AbortSignal.abort(reason) }), {
    name: 'PreflightError',
    code: 'aborted',
    actor: 'caller',
    cause: reason,
  });
  await new Promise(setImmediate);
  assert.equal(stream.locked, false);
});

test('aborted during: the call ends at once and the stream is cancelled', async () => {
  const controller = new AbortController();
  /** @type {unknown} */
  let cancelled;
  const stream = new ReadableStream({
    start: (inner) => inner.enqueue(photo.slice(0, 10_000)),
    cancel: () => void (cancelled = true),
  });
  const call = preflight(stream, {}, { signal: controller.signal });
  setTimeout(() => controller.abort(), 20);
  await assert.rejects(call, { code: 'aborted' });
  assert.equal(cancelled, true);
});

test('aborted from inside the progress', async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const onProgress = (/** @type {{ stage: string }} */ { stage }) => stage === 'read' && controller.abort('enough');
  await assert.rejects(preflight(photo, {}, { signal, onProgress }), { code: 'aborted', cause: 'enough' });
});

test('aborted by a timer between chunks of bytes in memory', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 1);
  const endless = new Uint8Array(90_000_000);
  endless.set(photo.subarray(0, -100));
  await assert.rejects(preflight(endless, {}, { signal: controller.signal }), { code: 'aborted' });
});

test('aborted after: nothing happens', async () => {
  const controller = new AbortController();
  const { ok } = await preflight(photo, {}, { signal: controller.signal });
  controller.abort();
  assert.equal(ok, true);
});

test('a call after an aborted one', async () => {
  await assert.rejects(preflight(photo, {}, { signal: AbortSignal.abort() }));
  assert.equal((await preflight(photo)).ok, true);
});

test('a signal keeps no listener', async () => {
  const { signal } = new AbortController();
  let listeners = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  Object.assign(signal, {
    addEventListener: (/** @type {Parameters<typeof add>} */ ...given) => (listeners++, add(...given)),
    removeEventListener: (/** @type {Parameters<typeof remove>} */ ...given) => (listeners--, remove(...given)),
  });
  await preflight(photo, {}, { signal });
  await assert.rejects(preflight(new Uint8Array(0), {}, { signal }));
  assert.equal(listeners, 0);
});

test('progress runs from load to done and never back', async () => {
  /** @type {Progress[]} */
  const reported = [];
  await preflight(photo, {}, { onProgress: (progress) => reported.push(progress) });
  assert.deepEqual(reported[0], { stage: 'load', loadedBytes: 0, totalBytes: photo.length, fraction: 0 });
  assert.deepEqual(reported.at(-1), {
    stage: 'done',
    loadedBytes: photo.length,
    totalBytes: photo.length,
    fraction: 1,
  });
  assert.ok(reported.filter(({ stage }) => stage === 'read').length >= photo.length / 256 / 1024);
  reported.reduce((before, after) => {
    assert.ok((after.fraction ?? 0) >= (before.fraction ?? 0));
    assert.ok(after.loadedBytes >= before.loadedBytes);
    return after;
  });
});

test('progress without a known length', async () => {
  /** @type {Progress[]} */
  const reported = [];
  await preflight(new Blob([photo]).stream(), {}, { onProgress: (progress) => reported.push(progress) });
  const reading = reported.filter(({ stage }) => stage === 'read');
  assert.ok(reading.length > 0);
  assert.ok(reading.every(({ fraction, totalBytes }) => fraction === null && totalBytes === null));
  assert.equal(reported.at(-1)?.fraction, 1);
});

test('the length of a response is known from its header', async () => {
  /** @type {Set<number | null>} */
  const totals = new Set();
  const response = new Response(photo, { headers: { 'content-length': String(photo.length) } });
  await preflight(response, {}, { onProgress: ({ totalBytes }) => totals.add(totalBytes) });
  assert.deepEqual([...totals], [photo.length]);
});

test('what onProgress throws rejects the call', async () => {
  const error = new Error('from the callback');
  const throwing = () => {
    throw error;
  };
  await assert.rejects(preflight(photo, {}, { onProgress: throwing }), error);
  assert.equal((await preflight(photo)).ok, true);
});

test('several calls at once do not disturb each other', async () => {
  const other = drawPng(800, 1100);
  const inputs = [photo, other, new TextEncoder().encode('text'), photo, other];
  const alone = [await preflight(photo), await preflight(other)].map((result) => result.base64());
  const settled = await Promise.allSettled(inputs.map((input) => preflight(input)));
  const together = settled.map((one) => (one.status === 'fulfilled' ? one.value.base64() : one.reason.code));
  assert.deepEqual(together, [alone[0], alone[1], 'unsupported_format', alone[0], alone[1]]);
});

test('200 calls in a row leave the memory flat', async () => {
  const small = drawPng(96, 128);
  const resident = () => (globalThis.gc?.(), process.memoryUsage.rss());
  for (let call = 0; call < 50; call++) {
    await preflight(small);
  }
  const before = resident();
  for (let call = 0; call < 200; call++) {
    await preflight(small);
  }
  const grown = resident() - before;
  assert.ok(grown < 24 * 2 ** 20, `grew by ${grown} bytes`);
});

test('options and call options are not mixed up', async () => {
  const { signal } = new AbortController();
  /** @type {[any, any, RegExp][]} */
  const wrong = [
    [{ signal }, {}, /signal.*next argument/],
    [{ onProgress() {} }, {}, /onProgress.*next argument/],
    [{}, { sginal: signal }, /sginal/],
    [{}, { signal: 'stop' }, /AbortSignal/],
    [{}, { onProgress: true }, /function/],
    [{}, null, /object/],
    ['crop', {}, /object/],
    [{ landscape: 'sideways' }, {}, /landscape/],
    [{ landscap: 'crop' }, {}, /landscap/],
    [{ target: { shorterSidePx: 5 } }, {}, /target\.shorterSidePx/],
    [{ target: { shorterSide: 720 } }, {}, /target\.shorterSide/],
    [{ target: 720 }, {}, /target/],
    [{ landscape: () => 'crop' }, {}, /landscape/],
  ];
  for (const [options, call, message] of wrong) {
    await assert.rejects(preflight(photo, options, call), { code: 'invalid_option', actor: 'caller', message });
  }
});

test('an option that is undefined is left out', async () => {
  const expected = await preflight(photo);
  const photo2 = await preflight(photo, { landscape: undefined, target: { shorterSidePx: undefined } });
  assert.equal(photo2.base64(), expected.base64());
});

test('a wait that is over leaves nothing, however many there are', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc');
  const interruption = watch(new AbortController().signal);
  const heldBytes = () => {
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  const before = heldBytes();
  for (let waits = 0; waits < 200_000; waits += 1) {
    await interruption.race(Promise.resolve());
  }
  const grown = heldBytes() - before;
  assert.ok(grown < 5_000_000, `${grown} bytes`);
  interruption.end();
});
