// When a picture is taken automatically, and which of the frames it is.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from '../../../pkg/node.js';
import { FrameRing } from '../../../pkg/capture/guidance/frame-ring.js';
import { CANDIDATE_FRAMES, extendStreak, isSteady, sharpest } from '../../../pkg/capture/guidance/auto-capture.js';
import { findingOf } from '../../../pkg/capture/guidance/hints.js';
import { ovalFor } from '../../../pkg/capture/guidance/oval.js';
import { asPixels } from '../../support/people.js';
import { drawPerson } from '../../page/help/portrait.js';

/** @import { Check, Inspection } from '../../../pkg/lib/types.js' */
/** @import { GoodFrame } from '../../../pkg/capture/guidance/auto-capture.js' */

/** @typedef {Check['status']} Status */
/** @typedef {GoodFrame<number>[]} Streak */

const good = await inspect(asPixels(drawPerson('ada', 480, 640)));

/** @param {number} value @returns {Inspection} */
function blurred(value) {
  const checks = good.checks.map((check) =>
    check.id === 'blur' ? { ...check, value, status: /** @type {Status} */ (value < 1.35 ? 'warn' : 'pass') } : check,
  );
  return { ...good, checks };
}

/** @param {number} right share of the frame @returns {Inspection} */
function moved(right) {
  const [face] = good.faces;
  assert.ok(face);
  return { ...good, faces: [{ ...face, box: { ...face.box, x: face.box.x + right * good.width } }] };
}

/** Frames by their number. @param {readonly Inspection[]} frames @param {number} everyMs */
const run = (frames, everyMs) =>
  frames.reduce(
    (streak, inspection, frame) =>
      extendStreak(streak, inspection, {
        frame,
        atMs: frame * everyMs,
        hint: findingOf(inspection, null, { mirrored: false, oval: ovalFor({}, inspection) }).hint,
      }),
    /** @type {Streak} */ ([]),
  );

test('steady: good, still, and for long enough', () => {
  assert.equal(isSteady([]), false);
  assert.equal(isSteady(run(Array(4).fill(good), 200)), false, 'too few frames');
  assert.equal(isSteady(run(Array(5).fill(good), 100)), false, 'too short');
  assert.equal(isSteady(run(Array(5).fill(good), 150)), true);
  assert.equal(isSteady(run(Array(9).fill(good), 80)), true, 'more frames in the same time');
  assert.equal(isSteady(run([good, good, blurred(1.1), good, good, good], 200)), false, 'interrupted');
  assert.equal(
    isSteady(
      run(
        [0, 1, 2, 3, 4, 5].map((step) => moved(step * 0.02)),
        200,
      ),
    ),
    false,
    'moving',
  );
});

test('any check that warns ends the streak', () => {
  for (const { id } of good.checks) {
    const checks = good.checks.map((check) =>
      check.id === id ? { ...check, status: /** @type {const} */ ('warn') } : check,
    );
    assert.deepEqual(run([good, { ...good, checks }], 200), [], id);
  }
  assert.deepEqual(run([good, { ...good, faces: [] }], 200), []);
});

test('the sharpest of the last five frames is taken, the latest of equals', () => {
  const row = (/** @type {number[]} */ ...values) => run(values.map(blurred), 200);
  assert.equal(sharpest(row(1.4, 1.6, 1.5, 1.45, 1.4)), 1);
  assert.equal(sharpest(row(1.9, 1.4, 1.6, 1.5, 1.45, 1.4)), 2, 'older frames are gone');
  assert.equal(sharpest(row(1.5, 1.5, 1.4, 1.5, 1.4)), 3);
  assert.equal(sharpest(row(1.8, 1.1, 1.4, 1.5)), 3, 'nothing from before a bad frame');
  assert.equal(sharpest([]), undefined);
});

test('a face too small for its sharpness to be measured is no sharper than another', () => {
  const checks = good.checks.map((check) =>
    check.id === 'blur' ? { ...check, value: null, status: /** @type {const} */ ('skipped') } : check,
  );
  assert.equal(sharpest(run([blurred(1.4), { ...good, checks }], 200)), 0);
});

/** Counts what is made and drawn. */
function fakeCanvases() {
  const made = /** @type {any[]} */ ([]);
  const create = () => {
    const canvas = { width: 300, height: 150, shows: /** @type {unknown} */ (null), getContext: () => context };
    const context = { drawImage: (/** @type {any} */ video) => (canvas.shows = video.shows) };
    made.push(canvas);
    return /** @type {any} */ (canvas);
  };
  return { made, create };
}

test('ten thousand frames are kept on five canvases, the last five of them whole', () => {
  const { made, create } = fakeCanvases();
  const ring = new FrameRing(CANDIDATE_FRAMES, create);
  const canvases = [];
  for (let number = 0; number < 10_000; number += 1) {
    canvases.push(ring.draw(/** @type {any} */ ({ videoWidth: 1080, videoHeight: 1920, shows: number }), 0));
  }
  assert.equal(made.length, 5);
  assert.deepEqual(
    canvases.slice(-5).map((canvas) => /** @type {any} */ (canvas).shows),
    [9995, 9996, 9997, 9998, 9999],
  );
  assert.ok(made.every(({ width, height }) => width === 1080 && height === 1920));
});

test('frames that are not taken free their memory', () => {
  const { made, create } = fakeCanvases();
  const ring = new FrameRing(CANDIDATE_FRAMES, create);
  const frames = [1, 2, 3].map((shows) =>
    ring.draw(/** @type {any} */ ({ videoWidth: 720, videoHeight: 1280, shows }), 0),
  );
  ring.release(frames[1]);
  ring.release();
  assert.deepEqual(
    made.map(({ width }) => width),
    [0, 720, 0],
  );
});
