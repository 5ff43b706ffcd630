// How a photo came out, and what the person can do about it.

/** @import { Check, CheckId, Photo } from '../../lib/types.js' */
/** @import { Words } from '../texts.js' */

/** Checks that ask for the same: of each group one is enough, the first that is not passed. @type {CheckId[][]} */
const SAME = [
  ['dark', 'frame_dark', 'blank'],
  ['bright', 'frame_bright'],
  ['no_face', 'face_small', 'face_share'],
  ['turned_photo', 'portrait', 'tilt'],
  ['face_cut', 'off_centre'],
];

/** The most that is said at once: a list of faults discourages. */
const MOST = 3;

/** @param {Photo} photo @param {boolean} usable @returns {'pass' | 'warn' | 'fail'} */
export function outcomeOf(photo, usable) {
  if (!usable) {
    return 'fail';
  }
  return photo.report.checks.some(isBad) ? 'warn' : 'pass';
}

/** @param {Photo} photo @param {Words} words @returns {{ status: 'warn' | 'fail', text: string }[]} what stops it first */
export function adviceOf({ report: { checks } }, { say }) {
  const bad = checks.filter(isBad);
  const failed = bad.filter(({ status }) => status === 'fail');
  const warned = bad.filter(({ status }) => status === 'warn');
  return [...failed, ...warned]
    .filter(({ id }) => !bad.some((other) => saysTheSame(other.id, id)))
    .flatMap(({ status, key }) =>
      key === null ? [] : [{ status: /** @type {'warn' | 'fail'} */ (status), text: say(`check.${key}`) }],
    )
    .slice(0, MOST);
}

/** Whether the advice of one check stands for that of another. @param {CheckId} one @param {CheckId} other */
function saysTheSame(one, other) {
  const group = SAME.find((ids) => ids.includes(one) && ids.includes(other));
  return group !== undefined && group.indexOf(one) < group.indexOf(other);
}

/** @param {Check} check */
function isBad({ status }) {
  return status === 'warn' || status === 'fail';
}
