// Keeps a hint on the screen long enough to be read, so that it does not flicker.

/** @import { Hint } from '../types.js' */
/** @import { Finding } from './hints.js' */

/** A hint stays this long. */
const KEPT_MS = 700;

/** @typedef {{ finding: Finding | null, sinceMs: number }} Saying */

/** @type {Saying} */
export const SILENT = { finding: null, sinceMs: 0 };

/** @param {Saying} saying @returns {Hint | null} */
export const hintOf = ({ finding }) => finding?.hint ?? null;

/**
 * @param {Saying} saying what is being said
 * @param {Finding} finding of the newest frame, which knows what is being said
 * @param {number} nowMs
 * @returns {Saying} what to say now; the same object where nothing changes
 */
export function stabilise(saying, finding, nowMs) {
  const isFresh = saying.finding !== null && nowMs - saying.sinceMs < KEPT_MS;
  return finding.hint === hintOf(saying) || isFresh ? saying : { finding, sinceMs: nowMs };
}
