// The choice of what to say to somebody before the camera.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from '../../pkg/node.js';
import { SILENT, advance, follow, hintFor, isSteady } from '../../www/public/hints.js';
import { asPixels } from '../support/people.js';
import { drawPerson } from './help/portrait.js';

/** @typedef {import('../../pkg/lib/types.js').Inspection} Inspection */
/** @typedef {import('../../pkg/lib/types.js').Check} Check */

/** What the package says of somebody who stands as they should. */
const good = await inspect(asPixels(drawPerson('ada', 480, 640)));

/**
 * The same with other values.
 * @param {Record<string, number>} values by check
 * @param {Partial<Inspection>} [more]
 * @returns {Inspection}
 */
function seen(values, more = {}) {
  const checks = good.checks.map((check) => ({ ...check, value: values[check.id] ?? check.value }));
  return { ...good, checks, ...more };
}

/** The face moved, as shares of the frame. @param {number} right @param {number} down */
function moved(right, down) {
  const [face] = good.faces;
  assert.ok(face);
  const box = { ...face.box, x: face.box.x + right * good.width, y: face.box.y + down * good.height };
  return seen({ off_centre: Math.max(Math.abs(right), Math.abs(down)) }, { faces: [{ ...face, box }] });
}

/** @param {string} id */
const markOf = (id) => Number(good.checks.find((check) => check.id === id)?.limit);

test('somebody who stands as they should is told so', () => {
  assert.equal(hintFor(good, null, true), 'good');
});

test('each matter has its hint', () => {
  const cases = /** @type {[string, Inspection][]} */ ([
    ['no_face', { ...good, faces: [] }],
    ['many_faces', seen({ many_faces: 0.5 })],
    ['too_close', seen({ face_share: 0.8 })],
    ['too_close', seen({ face_cut: 0.1 })],
    ['too_far', seen({ face_share: 0.1 })],
    ['tilt', seen({ tilt: 25 })],
    ['turn', seen({ yaw: 0.4 })],
    ['dark', seen({ dark: 60 })],
    ['bright', seen({ bright: 0.4 })],
    ['light', seen({ contrast: 30 })],
    ['light', seen({ uneven_light: 3 })],
    ['light', seen({ colour_cast: 30 })],
    ['blur', seen({ blur: 1.1 })],
  ]);
  for (const [hint, inspection] of cases) assert.equal(hintFor(inspection, null, true), hint);
});

test('the side is that of the screen, mirrored or not', () => {
  assert.equal(hintFor(moved(0.3, 0), null, false), 'left');
  assert.equal(hintFor(moved(0.3, 0), null, true), 'right');
  assert.equal(hintFor(moved(-0.3, 0), null, false), 'right');
  assert.equal(hintFor(moved(-0.3, 0), null, true), 'left');
  assert.equal(hintFor(moved(0, 0.3), null, true), 'up');
  assert.equal(hintFor(moved(0, -0.35), null, true), 'down');
});

test('one at a time, in the order of what has to be put right first', () => {
  const all = {
    many_faces: 0.5,
    face_share: 0.1,
    off_centre: 0.4,
    tilt: 30,
    yaw: 0.5,
    dark: 50,
    bright: 0.4,
    contrast: 20,
    blur: 1,
  };
  const order = [];
  /** @type {Record<string, number>} */
  const left = { ...all };
  for (const id of Object.keys(all)) {
    order.push(hintFor(seen(left), null, false));
    delete left[id];
  }
  assert.deepEqual(
    order.map((hint) => (['left', 'right', 'up', 'down'].includes(hint) ? 'side' : hint)),
    ['many_faces', 'too_far', 'side', 'tilt', 'turn', 'dark', 'bright', 'light', 'blur'],
  );
  assert.equal(hintFor({ ...seen(all), faces: [] }, null, false), 'no_face');
  // Never "closer" to somebody whose face is cut by the edge.
  assert.equal(hintFor(seen({ face_share: 0.2, face_cut: 0.2 }), null, false), 'too_close');
  // Nor "further away" to somebody who only stands aside.
  const aside = moved(0.15, 0);
  const checks = aside.checks.map((check) => (check.id === 'face_cut' ? { ...check, value: 0.2 } : check));
  assert.equal(hintFor({ ...aside, checks }, null, false), 'left');
});

test('a hint that is shown goes when its matter is better by a tenth', () => {
  for (const [id, hint] of /** @type {const} */ ([['dark', 'dark'], ['blur', 'blur']])) {
    const nearly = seen({ [id]: markOf(id) * 1.05 });
    assert.equal(hintFor(nearly, null, false), 'good');
    assert.equal(hintFor(nearly, hint, false), hint);
    assert.equal(hintFor(seen({ [id]: markOf(id) * 1.11 }), hint, false), 'good');
  }
  const nearly = seen({ tilt: markOf('tilt') * 0.95 });
  assert.equal(hintFor(nearly, null, false), 'good');
  assert.equal(hintFor(nearly, 'tilt', false), 'tilt');
  assert.equal(hintFor(seen({ face_share: 0.31 }), 'too_far', false), 'too_far');
  assert.equal(hintFor(seen({ face_share: 0.31 }), 'good', false), 'good');
});

test('what was not measured says nothing', () => {
  const skipped = good.checks.map((check) => ({ ...check, status: /** @type {const} */ ('skipped'), value: null }));
  assert.equal(hintFor({ ...good, checks: skipped }, null, false), 'good');
  assert.equal(hintFor({ ...good, checks: [] }, null, false), 'good');
});

test('a hint stays long enough to be read', () => {
  const far = seen({ face_share: 0.1 });
  const first = advance(SILENT, far, true, 1000);
  assert.deepEqual(first, { hint: 'too_far', sinceMs: 1000 });
  assert.equal(advance(first, good, true, 1600), first);
  const then = advance(first, good, true, 1700);
  assert.deepEqual(then, { hint: 'good', sinceMs: 1700 });
  assert.equal(advance(then, good, true, 9000), then, 'the same hint is not said anew');
  assert.equal(advance(then, far, true, 2000), then);
});

test('steady: good, still, and for long enough', () => {
  const run = (/** @type {Inspection[]} */ frames, /** @type {number} */ everyMs) =>
    frames.reduce(
      (row, frame, at) => follow(row, frame, at * everyMs),
      /** @type {import('../../www/public/hints.js').Sighting[]} */ ([]),
    );
  assert.equal(isSteady([]), false);
  assert.equal(isSteady(run(Array(4).fill(good), 200)), false, 'too few frames');
  assert.equal(isSteady(run(Array(5).fill(good), 100)), false, 'too short');
  assert.equal(isSteady(run(Array(5).fill(good), 150)), true);
  assert.equal(isSteady(run(Array(9).fill(good), 80)), true, 'more frames in the same time');
  assert.equal(isSteady(run([good, good, seen({ blur: 1.1 }), good, good, good], 200)), false, 'broken off');
  const walking = [0, 1, 2, 3, 4, 5].map((step) => moved(step * 0.02, 0));
  assert.equal(isSteady(run(walking.map((frame) => ({ ...frame, checks: good.checks })), 200)), false, 'moving');
  const warned = good.checks.map((check) => (check.id === 'no_face' ? { ...check, status: /** @type {const} */ ('warn') } : check));
  assert.equal(isSteady(run(Array(6).fill({ ...good, checks: warned }), 200)), false, 'a check warns');
});
