// Which hint to show the person in front of the camera: one at a time, the most important first. Pure functions of what
// was seen and of the current hint.

import { offsetOf } from './oval.js';

/** @import { Box, Check, CheckId, Inspection } from '../../lib/types.js' */
/** @import { Hint } from '../types.js' */
/** @import { Oval } from './oval.js' */

/**
 * @typedef {object} Finding
 * @property {Hint} hint
 * @property {CheckId | null} cause the check that asks for it; null when all is good
 * @property {number | null} value that was measured
 * @property {number | null} limit
 */

/** A hint goes when its value is better than the mark by this share, so that it does not flicker. */
const SLACK = 0.1;

/** From this distance to the middle a face is cut because it is off-centre, not because it is close. */
const ASIDE = 0.1;

/**
 * What the hint depends on besides the frame.
 * @typedef {object} Stance
 * @property {boolean} mirrored whether the person sees it mirrored
 * @property {Oval} oval that the face has to fill
 */

/**
 * @param {Inspection} inspection of the part of the frame that the picture will show
 * @param {Hint | null} shown the current hint
 * @param {Stance} stance
 * @returns {Finding}
 */
export function findingOf(inspection, shown, stance) {
  const hint = hintFor(inspection, shown, stance);
  const check = inspection.checks.find((one) => CAUSES[hint].includes(one.id) && (hint !== 'light' || isBad(one)));
  return {
    hint,
    cause: check?.id ?? CAUSES[hint][0] ?? null,
    value: typeof check?.value === 'number' ? check.value : null,
    limit: typeof check?.limit === 'number' ? check.limit : null,
  };
}

/** @type {Record<Hint, CheckId[]>} */
const CAUSES = {
  no_face: ['no_face'],
  many_faces: ['many_faces'],
  upright: ['turned_photo'],
  too_close: ['face_share'],
  too_far: ['face_share'],
  left: ['off_centre'],
  right: ['off_centre'],
  up: ['off_centre'],
  down: ['off_centre'],
  tilt: ['tilt'],
  turn: ['yaw', 'pitch'],
  dark: ['dark'],
  bright: ['bright'],
  light: ['contrast', 'uneven_light', 'colour_cast'],
  unclear: ['no_face', 'covered', 'mouth_open'],
  blur: ['blur'],
  good: [],
};

/**
 * `good` only where no check warns or fails and the face is in the oval: every obstacle to an automatic capture has a
 * hint. The marks are the checks' own, which depend on their preset.
 * @param {Inspection} inspection
 * @param {Hint | null} shown
 * @param {Stance} stance
 * @returns {Hint}
 */
export function hintFor(inspection, shown, { mirrored, oval }) {
  const { faces, checks } = inspection;
  const [face] = faces;
  if (!face) {
    return 'no_face';
  }
  const find = (/** @type {string} */ id) => checks.find((check) => check.id === id);
  const low = (/** @type {string} */ id, /** @type {Hint} */ hint, /** @type {number} */ mark) =>
    measured(find(id)) < mark * (shown === hint ? 1 + SLACK : 1);
  const high = (/** @type {string} */ id, /** @type {Hint} */ hint, /** @type {number} */ mark) =>
    measured(find(id)) > mark * (shown === hint ? 1 - SLACK : 1);
  /** Past the check's own mark. The status as well: values are rounded. */
  const under = (/** @type {string} */ id, /** @type {Hint} */ hint) =>
    isBad(find(id)) || low(id, hint, limitOf(find(id)));
  const over = (/** @type {string} */ id, /** @type {Hint} */ hint) =>
    isBad(find(id)) || high(id, hint, limitOf(find(id)));

  if (over('many_faces', 'many_faces')) {
    return 'many_faces';
  }
  // Before the hints of sides: they differ in a turned picture.
  if (over('turned_photo', 'upright')) {
    return 'upright';
  }
  const side = sideOf(inspection, mirrored);
  const cut = measured(find('off_centre')) > ASIDE ? side : 'too_close';
  // Before "too far": a face that is cut by the edge looks small.
  const distance = hintOfShare(find('face_share'), shown);
  if (distance === 'too_close') {
    return distance;
  }
  if (over('face_cut', cut)) {
    return cut;
  }
  if (distance) {
    return distance;
  }
  if (under('face_small', 'too_far')) {
    return 'too_far';
  }
  if (over('off_centre', side)) {
    return side;
  }
  const ofOval = hintOfOval(inspection, face.box, { mirrored, oval }, shown);
  if (ofOval) {
    return ofOval;
  }
  if (over('tilt', 'tilt')) {
    return 'tilt';
  }
  if (over('yaw', 'turn') || over('pitch', 'turn')) {
    return 'turn';
  }
  if (under('dark', 'dark')) {
    return 'dark';
  }
  if (over('bright', 'bright')) {
    return 'bright';
  }
  if (under('contrast', 'light') || over('uneven_light', 'light') || over('colour_cast', 'light')) {
    return 'light';
  }
  // After everything that has a cause of its own: the score rises with it.
  if (over('covered', 'unclear') || over('mouth_open', 'unclear') || under('no_face', 'unclear')) {
    return 'unclear';
  }
  if (under('blur', 'blur')) {
    return 'blur';
  }
  return 'good';
}

/** @param {Check | undefined} check */
function isBad(check) {
  return check?.status === 'warn' || check?.status === 'fail';
}

/**
 * The share of the face has two marks, and the check's limit is the one that it passed or the nearer one. The value's
 * side of it shows which.
 * @param {Check | undefined} share
 * @param {Hint | null} shown
 * @returns {'too_close' | 'too_far' | null}
 */
function hintOfShare(share, shown) {
  const [value, limit] = [measured(share), limitOf(share)];
  // Values are rounded: one that equals its limit stays on its side.
  const wasClose = shown === 'too_close';
  if (isBad(share)) {
    return value > limit || (value === limit && wasClose) ? 'too_close' : 'too_far';
  }
  if (wasClose && value <= limit && value > limit * (1 - SLACK)) {
    return 'too_close';
  }
  if (shown === 'too_far' && value >= limit && value < limit * (1 + SLACK)) {
    return 'too_far';
  }
  return null;
}

/**
 * What the oval asks beyond the checks: a face that is smaller or larger than it, or beside it, is not good.
 * @param {Inspection} inspection
 * @param {Box} box
 * @param {Stance} stance
 * @param {Hint | null} shown
 */
function hintOfOval(inspection, box, { mirrored, oval }, shown) {
  const share = (box.width * box.height) / (inspection.width * inspection.height);
  if (share > oval.largestShare * (shown === 'too_close' ? 1 - SLACK : 1)) {
    return 'too_close';
  }
  if (share < oval.smallestShare * (shown === 'too_far' ? 1 + SLACK : 1)) {
    return 'too_far';
  }
  const side = sideOf(inspection, mirrored);
  const { right, down } = offsetOf(box, inspection);
  return Math.max(Math.abs(right), Math.abs(down)) > (shown === side ? 1 - SLACK : 1) ? side : null;
}

/** A value that was not measured is neither too low nor too high. @param {Check | undefined} check */
function measured(check) {
  return check && check.status !== 'skipped' && typeof check.value === 'number' ? check.value : NaN;
}

/** @param {Check | undefined} check */
function limitOf(check) {
  return typeof check?.limit === 'number' ? check.limit : NaN;
}

/**
 * The direction on the screen in which the face has to move.
 * @param {Inspection} inspection
 * @param {boolean} mirrored
 * @returns {'left' | 'right' | 'up' | 'down'}
 */
function sideOf(inspection, mirrored) {
  const [face] = inspection.faces;
  if (!face) {
    return 'up';
  }
  const { right, down } = offsetOf(face.box, inspection);
  const aside = mirrored ? -right : right;
  if (Math.abs(aside) > Math.abs(down)) {
    return aside > 0 ? 'left' : 'right';
  }
  return down > 0 ? 'up' : 'down';
}
