// Secrets are copied from files and consoles, and blanks, line breaks or quotes come along. Nobody sees them, and every
// signature is wrong.

import { misuse } from '../lib/misuse.js';

const STRAY_ENDS = /^[\s'"`\u2018-\u201f]|[\s'"`\u2018-\u201f]$/;

/** What to say of such a value, which itself is never repeated. */
export const STRAY = 'begins or ends with a blank, a line break or a quote, which is no part of it';

/** @param {unknown} value */
export function hasStrayEnds(value) {
  return typeof value === 'string' && STRAY_ENDS.test(value);
}

/** @param {string} option @param {unknown} value */
export function insistOnSecret(option, value) {
  if (hasStrayEnds(value)) {
    throw misuse(option, STRAY);
  }
}
