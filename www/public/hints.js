// What to tell somebody before the camera: one thing at a time, the most important first. Pure functions of what was
// seen, what is being said and the time.

/** @typedef {import('./product.js').Inspection} Inspection */
/** @typedef {import('./product.js').Check} Check */
/**
 * Sides are those of the screen.
 * @typedef {'no_face' | 'many_faces' | 'upright' | 'too_close' | 'too_far' | 'left' | 'right' | 'up' | 'down' | 'tilt' |
 *   'turn' | 'dark' | 'bright' | 'light' | 'unclear' | 'blur' | 'good'} Hint
 */
/** @typedef {{ hint: Hint | null, sinceMs: number }} Saying */

/** A hint that is shown goes when its matter is better than the mark by this share, so that it does not flicker. */
const SLACK = 0.1;
/** A hint stays this long, so that it can be read. */
const KEPT_MS = 700;

/**
 * The share of the picture that a face should have, by the option `policy` of the checks: enough for the check, and not
 * so close that noses grow. Where 60 % are asked for, the check's own upper mark, 75 %, is all that is left.
 */
const FACE_SHARE = { advise: { least: 0.3, most: 0.65 }, strict: { least: 0.6, most: 0.74 } };

/** From this distance to the middle a face is cut because it is aside, not because it is close. */
const ASIDE = 0.1;

/** @type {Saying} */
export const SILENT = { hint: null, sinceMs: 0 };

/**
 * What the words depend on besides the frame.
 * @typedef {object} Stance
 * @property {boolean} mirrored whether the person sees it mirrored
 * @property {'advise' | 'strict'} [policy] that the frame was looked at by
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
 * `good` only where no check warns or fails: whatever keeps a picture from being taken by itself is told.
 * @param {Inspection} inspection
 * @param {Hint | null} shown
 * @param {Stance} stance
 * @returns {Hint}
 */
export function hintFor(inspection, shown, { mirrored, policy = 'advise' }) {
  const { faces, checks } = inspection;
  if (faces.length === 0) return 'no_face';
  const find = (/** @type {string} */ id) => checks.find((check) => check.id === id);
  const low = (/** @type {string} */ id, /** @type {Hint} */ hint, /** @type {number} */ mark) =>
    valueOf(find(id)) < mark * (shown === hint ? 1 + SLACK : 1);
  const high = (/** @type {string} */ id, /** @type {Hint} */ hint, /** @type {number} */ mark) =>
    valueOf(find(id)) > mark * (shown === hint ? 1 - SLACK : 1);
  /** Past the check's own mark. The status as well: values are rounded. */
  const under = (/** @type {string} */ id, /** @type {Hint} */ hint) =>
    isBad(find(id)) || low(id, hint, limitOf(find(id)));
  const over = (/** @type {string} */ id, /** @type {Hint} */ hint) =>
    isBad(find(id)) || high(id, hint, limitOf(find(id)));

  if (over('many_faces', 'many_faces')) return 'many_faces';
  // Before all that is said of sides: who lies on the side has others.
  if (over('turned_photo', 'upright')) return 'upright';
  const side = sideOf(inspection, mirrored);
  const cut = valueOf(find('off_centre')) > ASIDE ? side : 'too_close';
  const share = FACE_SHARE[policy];
  // Before "too far": a face that is cut by the edge looks small.
  if (high('face_share', 'too_close', share.most)) return 'too_close';
  if (over('face_cut', cut)) return cut;
  if (low('face_share', 'too_far', share.least) || isBad(find('face_share'))) return 'too_far';
  if (under('face_small', 'too_far')) return 'too_far';
  if (over('off_centre', side)) return side;
  if (over('tilt', 'tilt')) return 'tilt';
  if (over('yaw', 'turn')) return 'turn';
  if (under('dark', 'dark')) return 'dark';
  if (over('bright', 'bright')) return 'bright';
  if (under('contrast', 'light') || over('uneven_light', 'light') || over('colour_cast', 'light')) return 'light';
  // After all that has a cause of its own: the score rises with it.
  if (under('no_face', 'unclear')) return 'unclear';
  if (under('blur', 'blur')) return 'blur';
  return 'good';
}

/** @param {Check | undefined} check */
function isBad(check) {
  return check?.status === 'warn' || check?.status === 'fail';
}

/** What was not measured is neither too low nor too high. @param {Check | undefined} check */
function valueOf(check) {
  return check && check.status !== 'skipped' && typeof check.value === 'number' ? check.value : NaN;
}

/** @param {Check | undefined} check */
function limitOf(check) {
  return typeof check?.limit === 'number' ? check.limit : NaN;
}

/**
 * Where the face has to go to be in the middle, on the screen.
 * @param {Inspection} inspection
 * @param {boolean} mirrored
 * @returns {'left' | 'right' | 'up' | 'down'}
 */
function sideOf({ faces: [face], width, height }, mirrored) {
  if (!face) return 'up';
  const right = ((face.box.x + face.box.width / 2) / width - 0.5) * (mirrored ? -1 : 1);
  const down = (face.box.y + face.box.height / 2) / height - 0.5;
  if (Math.abs(right) > Math.abs(down)) return right > 0 ? 'left' : 'right';
  return down > 0 ? 'up' : 'down';
}
