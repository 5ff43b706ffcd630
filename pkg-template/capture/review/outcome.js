// How a photo came out, and what the person can do about it.

/** @import { Check, Photo } from '../../lib/types.js' */
/** @import { Words } from '../texts.js' */

/** What another photo would not change, so that a warning is a note for engineers. */
const TECHNICAL = new Set(['bytes', 'colour_profile']);

/** @param {Photo} photo */
function warnings({ report: { checks } }) {
  return checks.filter(({ status, id }) => status === 'warn' && !TECHNICAL.has(id));
}

/** @param {Photo} photo @param {boolean} usable @returns {'pass' | 'warn' | 'fail'} */
export function outcomeOf(photo, usable) {
  if (!usable) {
    return 'fail';
  }
  return warnings(photo).length > 0 || !photo.ok ? 'warn' : 'pass';
}

/** The most that is said at once: a list of faults discourages. */
const MOST = 3;

/** @param {Photo} photo @param {Words} words @returns {{ status: 'warn' | 'fail', text: string }[]} what stops it first */
export function adviceOf(photo, words) {
  const failed = photo.report.checks.filter(({ status }) => status === 'fail');
  return [...failed, ...warnings(photo)]
    .map((check) => ({
      status: check.status === 'fail' ? /** @type {const} */ ('fail') : /** @type {const} */ ('warn'),
      text: textOf(check, words),
    }))
    .filter(({ text }, at, all) => text !== '' && all.findIndex((other) => other.text === text) === at)
    .slice(0, MOST);
}

/** @param {Check} check @param {Words} words */
function textOf({ key }, { say }) {
  return key === null ? '' : say(`check.${key}`);
}
