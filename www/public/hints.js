// What to tell somebody before the camera: one thing at a time, the most important first. Pure functions of what was
// seen, what is being said and the time.

/** @typedef {import('./product.js').Inspection} Inspection */
/** @typedef {import('./product.js').Check} Check */
/**
 * Sides are those of the screen.
 * @typedef {'no_face' | 'many_faces' | 'too_close' | 'too_far' | 'left' | 'right' | 'up' | 'down' | 'tilt' | 'turn' |
 *   'dark' | 'bright' | 'light' | 'blur' | 'good'} Hint
 */
/** @typedef {{ hint: Hint | null, sinceMs: number }} Saying */

/** A hint that is shown goes when its matter is better than the mark by this share, so that it does not flicker. */
const SLACK = 0.1;
/** A hint stays this long, so that it can be read. */
const KEPT_MS = 700;

/** The share of the picture that a face should have: enough for the check, and not so close that noses grow. */
const FACE_SHARE = { least: 0.3, most: 0.65 };

/** From this distance to the middle a face is cut because it is aside, not because it is close. */
const ASIDE = 0.1;

/** @type {Saying} */
export const SILENT = { hint: null, sinceMs: 0 };

/**
 * @param {Saying} saying what is being said
 * @param {Inspection} inspection of the part of the frame that the picture will show
 * @param {boolean} mirrored whether the person sees it mirrored
 * @param {number} nowMs
 * @returns {Saying} what to say now
 */
export function advance(saying, inspection, mirrored, nowMs) {
  const hint = hintFor(inspection, saying.hint, mirrored);
  const isFresh = saying.hint !== null && nowMs - saying.sinceMs < KEPT_MS;
  return hint === saying.hint || isFresh ? saying : { hint, sinceMs: nowMs };
}

/**
 * @param {Inspection} inspection
 * @param {Hint | null} shown
 * @param {boolean} mirrored
 * @returns {Hint}
 */
export function hintFor(inspection, shown, mirrored) {
  const { faces, checks } = inspection;
  if (faces.length === 0) return 'no_face';
  const find = (/** @type {string} */ id) => checks.find((check) => check.id === id);
  const low = (/** @type {string} */ id, /** @type {Hint} */ hint, /** @type {number} */ mark) =>
    valueOf(find(id)) < mark * (shown === hint ? 1 + SLACK : 1);
  const high = (/** @type {string} */ id, /** @type {Hint} */ hint, /** @type {number} */ mark) =>
    valueOf(find(id)) > mark * (shown === hint ? 1 - SLACK : 1);
  /** The check's own mark. */
  const under = (/** @type {string} */ id, /** @type {Hint} */ hint) => low(id, hint, limitOf(find(id)));
  const over = (/** @type {string} */ id, /** @type {Hint} */ hint) => high(id, hint, limitOf(find(id)));

  if (over('many_faces', 'many_faces')) return 'many_faces';
  const side = sideOf(inspection, mirrored);
  const cut = valueOf(find('off_centre')) > ASIDE ? side : 'too_close';
  // Before "too far": a face that is cut by the edge looks small.
  if (high('face_share', 'too_close', FACE_SHARE.most)) return 'too_close';
  if (over('face_cut', cut)) return cut;
  if (low('face_share', 'too_far', FACE_SHARE.least)) return 'too_far';
  if (over('off_centre', side)) return side;
  if (over('tilt', 'tilt')) return 'tilt';
  if (over('yaw', 'turn')) return 'turn';
  if (under('dark', 'dark')) return 'dark';
  if (over('bright', 'bright')) return 'bright';
  if (under('contrast', 'light') || over('uneven_light', 'light') || over('colour_cast', 'light')) return 'light';
  if (under('blur', 'blur')) return 'blur';
  return 'good';
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

/** How long, over how many frames and how still a good view has to hold before the picture is taken by itself. */
const STEADY = { frames: 5, ms: 600, movement: 0.03 };

/** @typedef {{ atMs: number, x: number, y: number, width: number }} Sighting of a face, its middle and width */

/**
 * The sightings of an unbroken row of good frames; empty as soon as one is not good.
 * @param {readonly Sighting[]} row
 * @param {Inspection} inspection
 * @param {number} nowMs
 * @returns {Sighting[]}
 */
export function follow(row, inspection, nowMs) {
  const [face] = inspection.faces;
  const allPass = inspection.checks.every(({ status }) => status === 'pass' || status === 'skipped');
  if (!face || !allPass || hintFor(inspection, null, false) !== 'good') return [];
  const { x, y, width, height } = face.box;
  return [...row, { atMs: nowMs, x: x + width / 2, y: y + height / 2, width }].slice(-2 * STEADY.frames);
}

/** Whether the face has been still for long enough. @param {readonly Sighting[]} row */
export function isSteady(row) {
  const last = row.at(-1);
  if (!last) return false;
  const still = row.filter((_, at) => row.slice(at).every((sighting) => isNear(sighting, last)));
  const [first] = still;
  return first !== undefined && still.length >= STEADY.frames && last.atMs - first.atMs >= STEADY.ms;
}

/** @param {Sighting} one @param {Sighting} other */
function isNear(one, other) {
  const allowed = other.width * STEADY.movement;
  return [one.x - other.x, one.y - other.y, one.width - other.width].every((moved) => Math.abs(moved) < allowed);
}
