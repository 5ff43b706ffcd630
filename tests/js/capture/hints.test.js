// Which hint to show to the person in front of the camera.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from '../../../pkg/node.js';
import { findingOf } from '../../../pkg/capture/guidance/hints.js';
import { TOLERANCE, ovalFor } from '../../../pkg/capture/guidance/oval.js';
import { SILENT, hintOf, stabilise } from '../../../pkg/capture/guidance/stabiliser.js';
import en from '../../../pkg/lib/texts/en.js';
import { checkWords } from '../../../www/public/debug/texts.js';
import { asPixels } from '../../support/people.js';
import { drawPerson } from '../../page/help/portrait.js';

/** @import { Stance } from '../../../pkg/capture/guidance/hints.js' */
/** @import { Hint } from '../../../pkg/capture/types.js' */
/** @import { Check, Inspection } from '../../../pkg/lib/types.js' */

/** The package's inspection of a well-placed person. */
const person = asPixels(drawPerson('ada', 480, 640));
const good = await inspect(person);

const oval = ovalFor({}, good);
const seenPlain = { mirrored: false, oval };
const seenMirrored = { mirrored: true, oval };

/** @param {Inspection} inspection @param {Hint | null} shown @param {Stance} stance */
const hintFor = (inspection, shown, stance) => findingOf(inspection, shown, stance).hint;

/** Marks of the share of the face, the lower and the upper one. The check tells the nearer one. */
const [TOO_FAR, TOO_CLOSE] = [0.08, 0.75];

/** Whether a value is past a check's mark. @param {Check} check @param {number} value */
function isPast({ id, limit }, value) {
  return checkWords(id).bound === 'at least' ? value < Number(limit) : value > Number(limit);
}

/** The check of the share as the package gives it. @param {number} value */
function share(value) {
  const status = /** @type {Check['status']} */ (value < TOO_FAR || value > TOO_CLOSE ? 'warn' : 'note');
  return { value, limit: value - TOO_FAR <= TOO_CLOSE - value ? TOO_FAR : TOO_CLOSE, status };
}

/** Its status and its limit where it is no obstacle. @param {number} value */
function noted(value) {
  const { status, limit } = share(value);
  return /** @type {const} */ ([value < 0.6 ? status : 'pass', limit]);
}

/**
 * The same with other values.
 * @param {Record<string, number>} values by check
 * @param {Partial<Inspection>} [more]
 * @returns {Inspection}
 */
function seen(values, more = {}) {
  const checks = good.checks.map((check) => {
    const value = values[check.id] ?? Number(check.value);
    if (check.id === 'face_share') {
      return { ...check, ...share(value) };
    }
    return { ...check, value, status: /** @type {Check['status']} */ (isPast(check, value) ? 'warn' : 'pass') };
  });
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

test('a well-placed person gets the hint good', () => {
  assert.equal(hintFor(good, null, seenMirrored), 'good');
});

test('each matter has its hint', () => {
  const cases = /** @type {[string, Inspection][]} */ ([
    ['no_face', { ...good, faces: [] }],
    ['many_faces', seen({ many_faces: 0.5 })],
    ['upright', seen({ turned_photo: 90 })],
    ['too_close', seen({ face_share: 0.8 })],
    ['too_close', seen({ face_cut: 0.1 })],
    ['too_far', seen({ face_share: 0.07 })],
    ['too_far', seen({ face_small: 120 })],
    ['tilt', seen({ tilt: 25 })],
    ['turn', seen({ yaw: 0.4 })],
    ['dark', seen({ dark: 60 })],
    ['bright', seen({ bright: 0.4 })],
    ['light', seen({ contrast: 30 })],
    ['light', seen({ uneven_light: 3 })],
    ['light', seen({ colour_cast: 30 })],
    ['unclear', seen({ no_face: 0.7 })],
    ['unclear', seen({ covered: 3 })],
    ['blur', seen({ blur: 1.1 })],
  ]);
  for (const [hint, inspection] of cases) {
    assert.equal(hintFor(inspection, null, seenMirrored), hint);
  }
});

test('every obstacle to an automatic capture has a hint', async () => {
  for (const preset of /** @type {const} */ (['advise', 'strict'])) {
    const { checks } = await inspect(person, { preset });
    assert.equal(checks.length, good.checks.length);
    for (const { id } of checks) {
      for (const status of /** @type {const} */ (['warn', 'fail'])) {
        // The value is as good as before: the status alone must do, as where a value is rounded to its limit.
        const inspection = {
          ...good,
          checks: checks.map((check) => (check.id === id ? { ...check, status } : check)),
        };
        const hint = hintFor(inspection, null, seenMirrored);
        assert.notEqual(hint, 'good', `${id} ${status}`);
        assert.ok(Object.hasOwn(en, `capture.hint.${hint}`), `${id} ${status} has words`);
      }
    }
  }
});

test('closer is said up to the check’s mark, further away from its other one on', async () => {
  const close = await inspect(asPixels(drawPerson('ada', 480, 640, { size: 1.7 })));
  const share = close.checks.find(({ id }) => id === 'face_share');
  assert.deepEqual([share?.status, share?.limit], ['warn', TOO_CLOSE], 'the upper mark is the package’s');
  assert.equal(hintFor(close, null, seenMirrored), 'too_close');
  const far = await inspect(asPixels(drawPerson('ada', 480, 640, { size: 0.35 })));
  const small = far.checks.find(({ id }) => id === 'face_share');
  assert.deepEqual([small?.status, small?.limit], ['warn', TOO_FAR], 'and the lower one');
  assert.equal(hintFor(far, null, seenMirrored), 'too_far');
  const hintAt = (/** @type {number} */ value) => hintFor(seen({ face_share: value }), null, seenMirrored);
  assert.deepEqual([0.07, 0.09, 0.7, 0.75, 0.8].map(hintAt), ['too_far', 'good', 'good', 'good', 'too_close']);
});

test('a share that is rounded to its limit stays on its side', () => {
  const at = (/** @type {number} */ limit, /** @type {'too_close' | 'too_far'} */ shown) => {
    const checks = good.checks.map((check) =>
      check.id === 'face_share' ? { ...check, value: limit, limit, status: /** @type {const} */ ('warn') } : check,
    );
    return hintFor({ ...good, checks }, shown, seenMirrored);
  };
  assert.equal(at(TOO_CLOSE, 'too_close'), 'too_close');
  assert.equal(at(TOO_FAR, 'too_far'), 'too_far');
});

test('the limit of a share that is no obstacle is the nearer mark, by either preset', async () => {
  for (const preset of /** @type {const} */ (['advise', 'strict'])) {
    for (const size of [0.6, 1, 1.3, 1.4]) {
      const { checks } = await inspect(asPixels(drawPerson('ada', 480, 640, { size })), { preset });
      const found = checks.find(({ id }) => id === 'face_share');
      assert.deepEqual([found?.status, found?.limit], [...noted(Number(found?.value))], `${preset} ${size}`);
    }
  }
});

test('the hint of the distance stays until it is better by a tenth', () => {
  const hintAt = (/** @type {number} */ value, /** @type {'too_close' | 'too_far'} */ shown) => {
    const checks = good.checks.map((check) => (check.id === 'face_share' ? { ...check, ...share(value) } : check));
    assert.equal(hintFor({ ...good, checks }, null, seenMirrored), 'good', `${value} is no obstacle`);
    return hintFor({ ...good, checks }, shown, seenMirrored);
  };
  assert.deepEqual(
    [0.74, 0.69, 0.67].map((value) => hintAt(value, 'too_close')),
    ['too_close', 'too_close', 'good'],
  );
  assert.equal(hintAt(0.74, 'too_far'), 'good', 'nor is the other hint held');
  assert.deepEqual(
    [0.08, 0.085, 0.09].map((value) => hintAt(value, 'too_far')),
    ['too_far', 'too_far', 'good'],
  );
});

test('the side is that of the screen, mirrored or not', () => {
  assert.equal(hintFor(moved(0.35, 0), null, seenPlain), 'left');
  assert.equal(hintFor(moved(0.35, 0), null, seenMirrored), 'right');
  assert.equal(hintFor(moved(-0.35, 0), null, seenPlain), 'right');
  assert.equal(hintFor(moved(-0.35, 0), null, seenMirrored), 'left');
  assert.equal(hintFor(moved(0, 0.36), null, seenMirrored), 'up');
  assert.equal(hintFor(moved(0, -0.36), null, seenMirrored), 'down');
});

test('one at a time, in the order of what has to be put right first', () => {
  const all = {
    many_faces: 0.5,
    turned_photo: 90,
    face_share: 0.05,
    off_centre: 0.4,
    tilt: 30,
    yaw: 0.5,
    dark: 50,
    bright: 0.4,
    contrast: 20,
    no_face: 0.6,
    blur: 1,
  };
  const order = [];
  /** @type {Record<string, number>} */
  const left = { ...all };
  for (const id of Object.keys(all)) {
    order.push(hintFor(seen(left), null, seenPlain));
    delete left[id];
  }
  assert.deepEqual(
    order.map((hint) => (['left', 'right', 'up', 'down'].includes(hint) ? 'side' : hint)),
    ['many_faces', 'upright', 'too_far', 'side', 'tilt', 'turn', 'dark', 'bright', 'light', 'unclear', 'blur'],
  );
  assert.equal(hintFor({ ...seen(all), faces: [] }, null, seenPlain), 'no_face');
  // Never "closer" when the edge cuts the face.
  assert.equal(hintFor(seen({ face_share: 0.06, face_cut: 0.2 }), null, seenPlain), 'too_close');
  // Nor "further away" when the person only stands aside.
  const aside = moved(0.15, 0);
  const checks = aside.checks.map((check) => (check.id === 'face_cut' ? { ...check, value: 0.2 } : check));
  assert.equal(hintFor({ ...aside, checks }, null, seenPlain), 'left');
});

test('a hint that is shown goes when its matter is better by a tenth', () => {
  for (const [id, hint] of /** @type {const} */ ([
    ['dark', 'dark'],
    ['blur', 'blur'],
  ])) {
    const nearly = seen({ [id]: markOf(id) * 1.05 });
    assert.equal(hintFor(nearly, null, seenPlain), 'good');
    assert.equal(hintFor(nearly, hint, seenPlain), hint);
    assert.equal(hintFor(seen({ [id]: markOf(id) * 1.11 }), hint, seenPlain), 'good');
  }
  const nearly = seen({ tilt: markOf('tilt') * 0.95 });
  assert.equal(hintFor(nearly, null, seenPlain), 'good');
  assert.equal(hintFor(nearly, 'tilt', seenPlain), 'tilt');
  assert.equal(hintFor(seen({ face_share: 0.085 }), 'too_far', seenPlain), 'too_far');
  assert.equal(hintFor(seen({ face_share: 0.085 }), 'good', seenPlain), 'good');
});

test('what was not measured says nothing', () => {
  const skipped = good.checks.map((check) => ({ ...check, status: /** @type {const} */ ('skipped'), value: null }));
  assert.equal(hintFor({ ...good, checks: skipped }, null, seenPlain), 'good');
  assert.equal(hintFor({ ...good, checks: [] }, null, seenPlain), 'good');
});

test('a hint stays long enough to be read', () => {
  const far = seen({ face_share: 0.05 });
  const advance = (
    /** @type {typeof SILENT} */ saying,
    /** @type {Inspection} */ inspection,
    /** @type {number} */ now,
  ) => stabilise(saying, findingOf(inspection, hintOf(saying), seenMirrored), now);
  const first = advance(SILENT, far, 1000);
  assert.deepEqual([hintOf(first), first.sinceMs], ['too_far', 1000]);
  assert.equal(advance(first, good, 1600), first);
  const then = advance(first, good, 1700);
  assert.deepEqual([hintOf(then), then.sinceMs], ['good', 1700]);
  assert.equal(advance(then, good, 9000), then, 'the same hint is not said anew');
  assert.equal(advance(then, far, 2000), then);
});

test('a hint names the check that asks for it, its value and its limit', () => {
  for (const [hint, cause, value] of /** @type {const} */ ([
    ['many_faces', 'many_faces', 0.5],
    ['upright', 'turned_photo', 90],
    ['too_close', 'face_share', 0.8],
    ['too_close', 'face_cut', 0.1],
    ['too_far', 'face_share', 0.07],
    ['too_far', 'face_small', 120],
    ['tilt', 'tilt', 25],
    ['turn', 'yaw', 0.4],
    ['dark', 'dark', 60],
    ['bright', 'bright', 0.4],
    ['light', 'contrast', 30],
    ['light', 'uneven_light', 3],
    ['light', 'colour_cast', 30],
    ['unclear', 'no_face', 0.7],
    ['unclear', 'covered', 3],
    ['blur', 'blur', 1.1],
  ])) {
    const limit = cause === 'face_share' ? share(value).limit : markOf(cause);
    assert.deepEqual(findingOf(seen({ [cause]: value }), null, seenPlain), { hint, cause, value, limit });
  }
  assert.deepEqual(findingOf(good, null, seenPlain), { hint: 'good', cause: null, value: null, limit: null });
});

test('what only a close look measures is named as well', () => {
  for (const [hint, id, value, limit] of /** @type {const} */ ([
    ['turn', 'pitch', 30, 21],
    ['unclear', 'mouth_open', 0.4, 0.2],
  ])) {
    const checks = good.checks.map((check) =>
      check.id === id ? { ...check, status: /** @type {const} */ ('warn'), value, limit } : check,
    );
    assert.deepEqual(findingOf({ ...good, checks }, null, seenPlain), { hint, cause: id, value, limit });
    // What keeps a hint is named too, though it is no longer past its mark.
    const nearly = checks.map((check) =>
      check.id === id ? { ...check, status: /** @type {const} */ ('pass'), value: limit * 0.95 } : check,
    );
    assert.equal(findingOf({ ...good, checks: nearly }, hint, seenPlain).cause, id);
  }
});

test('where the oval asks for more than the checks, value and limit are the oval’s, in their unit', () => {
  const [face] = good.faces;
  assert.ok(face);
  const { box } = face;
  const small = seen({}, { faces: [{ ...face, box: { ...box, width: box.width * 0.8, height: box.height * 0.8 } }] });
  const far = findingOf(small, null, seenPlain);
  const area = (box.width * box.height * 0.64) / (good.width * good.height);
  assert.deepEqual([far.hint, far.cause, far.limit], ['too_far', 'face_share', oval.smallestShare]);
  assert.ok(Math.abs(Number(far.value) - area) < 1e-9 && Number(far.value) < Number(far.limit));
  const aside = findingOf(moved(0.14, 0), null, seenPlain);
  assert.deepEqual([aside.hint, aside.cause, aside.limit], ['left', 'off_centre', TOLERANCE]);
  const offset = (box.x + box.width / 2) / good.width + 0.14 - 0.5;
  assert.ok(Math.abs(Number(aside.value) - offset) < 1e-9);
});

test('a face beside the oval or larger than it is not good, though every check passes', () => {
  assert.equal(hintFor(moved(0.14, 0), null, seenMirrored), 'right');
  assert.equal(hintFor(moved(0.13, 0), 'right', seenMirrored), 'right');
  assert.equal(hintFor(moved(0.09, 0), null, seenMirrored), 'good');
  const [face] = good.faces;
  assert.ok(face);
  const grown = (/** @type {number} */ by) => {
    const { x, y, width, height } = face.box;
    const box = {
      x: x - (width * (by - 1)) / 2,
      y: y - (height * (by - 1)) / 2,
      width: width * by,
      height: height * by,
    };
    return seen({}, { faces: [{ ...face, box }] });
  };
  assert.equal(hintFor(grown(0.8), null, seenMirrored), 'too_far');
  assert.equal(hintFor(grown(1.25), null, seenMirrored), 'too_close');
  assert.equal(hintFor(grown(1.2), 'too_close', seenMirrored), 'too_close');
  assert.equal(hintFor(grown(1.1), 'too_close', seenMirrored), 'good');
});

test('the oval is as large as the checks want the face, and inside every picture', () => {
  const picture = { width: 720, height: 960 };
  const areaOf = (/** @type {import('../../../pkg/lib/types.js').PreflightOptions} */ options) => {
    const { rx, ry } = ovalFor(options, picture);
    return 4 * rx * ry;
  };
  assert.ok(areaOf({}) > 0.4 && areaOf({}) < 0.6);
  assert.ok(areaOf({ checks: { face_share: { warn: 0.5 } } }) > areaOf({}), 'a page may ask for more');
  assert.equal(areaOf({ checks: { face_share: { warn: 0.05 } } }), areaOf({}));
  for (const size of [picture, { width: 720, height: 1280 }, { width: 900, height: 910 }]) {
    for (const warn of [0.08, 0.6]) {
      const { cy, rx, ry } = ovalFor({ checks: { face_share: { warn } } }, size);
      assert.ok(rx < 0.5 && cy - ry > 0 && cy + ry < 1, `${warn} ${size.width} x ${size.height}`);
    }
  }
});
