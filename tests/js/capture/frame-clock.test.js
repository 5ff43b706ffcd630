// Which inspections of a camera see a new frame.

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { FrameClock } from '../../../pkg/capture/guidance/frame-clock.js';

/** A video that reports its frames when the test says so. */
function fakeVideo() {
  /** @type {Map<number, (now: number, metadata: { presentedFrames: number }) => void>} */
  const waiting = new Map();
  let asked = 0;
  const video = {
    requestVideoFrameCallback: (/** @type {any} */ callback) => {
      asked += 1;
      waiting.set(asked, callback);
      return asked;
    },
    cancelVideoFrameCallback: (/** @type {number} */ number) => waiting.delete(number),
  };
  const present = (/** @type {number} */ presentedFrames) => {
    const callbacks = [...waiting.values()];
    waiting.clear();
    callbacks.forEach((call) => call(0, { presentedFrames }));
  };
  return { video: /** @type {any} */ (video), waiting, present };
}

test('a frame is new once, and a camera that froze shows none', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const { video, waiting, present } = fakeVideo();
    const clock = new FrameClock(video);
    const after = (/** @type {() => void} */ happens) => {
      const isNew = clock.next();
      happens();
      return isNew;
    };
    assert.equal(await after(() => present(1)), true);
    assert.equal(await after(() => present(2)), true);
    assert.equal(await after(() => present(2)), false, 'the same again');
    for (let look = 0; look < 6; look += 1) {
      assert.equal(await after(() => mock.timers.tick(1000)), false, 'none came');
      assert.equal(waiting.size, 0, 'and it is not waited for any longer');
    }
    assert.equal(await after(() => present(3)), true, 'the camera is back');
  } finally {
    mock.timers.reset();
  }
});

test('a frame that came leaves no timer running', async () => {
  const set = mock.method(globalThis, 'setTimeout');
  const cleared = mock.method(globalThis, 'clearTimeout');
  try {
    const { video, present } = fakeVideo();
    const isNew = new FrameClock(video).next();
    present(1);
    await isNew;
    assert.deepEqual(
      cleared.mock.calls.map((call) => call.arguments[0]),
      set.mock.calls.map((call) => call.result),
    );
    assert.equal(set.mock.callCount(), 1);
  } finally {
    set.mock.restore();
    cleared.mock.restore();
  }
});

test('where an engine does not report frames, a frame is new when the time moved on', async () => {
  const video = /** @type {any} */ ({ currentTime: 0 });
  const clock = new FrameClock(video);
  const isNew = [];
  for (const seconds of [0, 0.1, 0.1, 0.1, 0.2]) {
    video.currentTime = seconds;
    isNew.push(await clock.next());
  }
  assert.deepEqual(isNew, [true, true, false, false, true]);
});

test('where an engine has the callback but never calls it, a frame is new when the time moved on', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const { video } = fakeVideo();
    const clock = new FrameClock(video);
    const isNew = [];
    for (const seconds of [0.5, 1.5, 1.5, 2.5]) {
      video.currentTime = seconds;
      const next = clock.next();
      mock.timers.tick(1000);
      isNew.push(await next);
    }
    assert.deepEqual(isNew, [true, true, false, true]);
  } finally {
    mock.timers.reset();
  }
});
