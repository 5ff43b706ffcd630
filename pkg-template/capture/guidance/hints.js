// Which hint to show the person in front of the camera: one at a time, the most important first. Pure functions of what
// was seen and of the current hint.

import { TOLERANCE, offsetOf } from './oval.js';

/** @import { Box, Check, CheckId, Inspection } from '../../lib/types.js' */
/** @import { Hint } from '../types.js' */
/** @import { Oval } from './oval.js' */

/**
 * @typedef {object} Finding
 * @property {Hint} hint
 * @property {CheckId | null} cause the check that asks for it; null when all is good
 * @property {number | null} value that was measured, in the unit of the check
 * @property {number | null} limit that it is past, in the same unit
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

/** @type {Finding} */
const GOOD = { hint: 'good', cause: null, value: null, limit: null };

/**
 * `good` only where no check warns or fails and the face is in the oval: every obstacle to an automatic capture has a
 * hint. The marks are the checks' own, which depend on their preset.
 * @param {Inspection} inspection of the part of the frame that the picture will show
 * @param {Hint | null} shown the current hint
 * @param {Stance} stance
 * @returns {Finding}
 */
export function findingOf(inspection, shown, stance) {
  const { faces, checks } = inspection;
  const [face] = faces;
  /** @param {CheckId} id */
  const find = (id) => checks.find((check) => check.id === id);
  if (!face) {
    return asked('no_face', 'no_face', find('no_face'));
  }
  /** Below the check's own mark. @param {CheckId} id @param {Hint} hint */
  const under = (id, hint) => (isUnder(find(id), shown === hint) ? asked(hint, id, find(id)) : null);
  /** Above it. @param {CheckId} id @param {Hint} hint */
  const over = (id, hint) => (isOver(find(id), shown === hint) ? asked(hint, id, find(id)) : null);
  const side = sideOf(inspection, stance.mirrored);
  const cut = measured(find('off_centre')) > ASIDE ? side : 'too_close';
  const share = find('face_share');
  const distance = hintOfShare(share, shown);
  const ofShare = distance && asked(distance, 'face_share', share);
  return (
    over('many_faces', 'many_faces') ??
    // Before the hints of sides: they differ in a turned picture.
    over('turned_photo', 'upright') ??
    // Before "too far": a face that is cut by the edge looks small.
    (distance === 'too_close' ? ofShare : null) ??
    over('face_cut', cut) ??
    ofShare ??
    under('face_small', 'too_far') ??
    over('off_centre', side) ??
    askedByOval(inspection, face.box, stance, shown) ??
    over('tilt', 'tilt') ??
    over('yaw', 'turn') ??
    over('pitch', 'turn') ??
    under('dark', 'dark') ??
    over('bright', 'bright') ??
    under('contrast', 'light') ??
    over('uneven_light', 'light') ??
    over('colour_cast', 'light') ??
    // After everything that has a cause of its own: the score rises with it.
    over('covered', 'unclear') ??
    over('mouth_open', 'unclear') ??
    under('no_face', 'unclear') ??
    under('blur', 'blur') ??
    GOOD
  );
}

/** @param {Hint} hint @param {CheckId} cause @param {Check | undefined} check @returns {Finding} */
function asked(hint, cause, check) {
  return {
    hint,
    cause,
    value: typeof check?.value === 'number' ? check.value : null,
    limit: typeof check?.limit === 'number' ? check.limit : null,
  };
}

/** The status counts as well: values are rounded. @param {Check | undefined} check @param {boolean} isShown */
function isUnder(check, isShown) {
  return isBad(check) || measured(check) < limitOf(check) * (isShown ? 1 + SLACK : 1);
}

/** @param {Check | undefined} check @param {boolean} isShown */
function isOver(check, isShown) {
  return isBad(check) || measured(check) > limitOf(check) * (isShown ? 1 - SLACK : 1);
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
 * What the oval asks beyond the checks: a face that is smaller or larger than it, or beside it, is not good. The cause is
 * the check that measures the same; value and limit are the oval's, in the unit of that check.
 * @param {Inspection} inspection
 * @param {Box} box
 * @param {Stance} stance
 * @param {Hint | null} shown
 * @returns {Finding | null}
 */
function askedByOval(inspection, box, { mirrored, oval }, shown) {
  const value = (box.width * box.height) / (inspection.width * inspection.height);
  const { largestShare, smallestShare } = oval;
  if (value > largestShare * (shown === 'too_close' ? 1 - SLACK : 1)) {
    return { hint: 'too_close', cause: 'face_share', value, limit: largestShare };
  }
  if (value < smallestShare * (shown === 'too_far' ? 1 + SLACK : 1)) {
    return { hint: 'too_far', cause: 'face_share', value, limit: smallestShare };
  }
  const side = sideOf(inspection, mirrored);
  const { right, down } = offsetOf(box, inspection);
  const offset = Math.max(Math.abs(right), Math.abs(down));
  return offset > TOLERANCE * (shown === side ? 1 - SLACK : 1)
    ? { hint: side, cause: 'off_centre', value: offset, limit: TOLERANCE }
    : null;
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
