// Which hint to show the person in front of the camera: one at a time, the most important first. Pure functions of what
// was seen, the current hint and the time.

/** @import { Check, Inspection } from './package.js' */

/**
 * Sides are those of the screen.
 * @typedef {'no_face' | 'many_faces' | 'upright' | 'too_close' | 'too_far' | 'left' | 'right' | 'up' | 'down' | 'tilt' |
 *   'turn' | 'dark' | 'bright' | 'light' | 'unclear' | 'blur' | 'good'} Hint
 */
/** @typedef {{ hint: Hint | null, sinceMs: number }} Saying */

/** A hint goes when its value is better than the mark by this share, so that it does not flicker. */
const SLACK = 0.1;
/** A hint stays this long, so that it can be read. */
const KEPT_MS = 700;

/** From this distance to the middle a face is cut because it is off-centre, not because it is close. */
const ASIDE = 0.1;

/** @type {Saying} */
export const SILENT = { hint: null, sinceMs: 0 };

/**
 * What the hint depends on besides the frame.
 * @typedef {object} Stance
 * @property {boolean} mirrored whether the person sees it mirrored
 */

/**
 * @param {Saying} saying what is being said
 * @param {Inspection} inspection of the part of the frame that the picture will show
 * @param {Stance} stance
 * @param {number} nowMs
 * @returns {Saying} what to say now
 */
export function advance(saying, inspection, stance, nowMs) {
  const hint = hintFor(inspection, saying.hint, stance);
  const isFresh = saying.hint !== null && nowMs - saying.sinceMs < KEPT_MS;
  return hint === saying.hint || isFresh ? saying : { hint, sinceMs: nowMs };
}

/**
 * `good` only where no check warns or fails: every obstacle to an automatic capture has a hint. The marks are
 * the checks' own, which depend on their preset.
 * @param {Inspection} inspection
 * @param {Hint | null} shown
 * @param {Stance} stance
 * @returns {Hint}
 */
export function hintFor(inspection, shown, { mirrored }) {
  const { faces, checks } = inspection;
  if (faces.length === 0) {
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
  if (over('tilt', 'tilt')) {
    return 'tilt';
  }
  if (over('yaw', 'turn')) {
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
  if (under('no_face', 'unclear')) {
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
function sideOf({ faces: [face], width, height }, mirrored) {
  if (!face) {
    return 'up';
  }
  const right = ((face.box.x + face.box.width / 2) / width - 0.5) * (mirrored ? -1 : 1);
  const down = (face.box.y + face.box.height / 2) / height - 0.5;
  if (Math.abs(right) > Math.abs(down)) {
    return right > 0 ? 'left' : 'right';
  }
  return down > 0 ? 'up' : 'down';
}
