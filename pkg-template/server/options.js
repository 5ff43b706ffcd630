// What tokens, receipts and the client demand of their options.

import { misuse } from '../lib/client/misuse.js';
import { suggest } from '../lib/suggest.js';

/**
 * A misspelt option would be left out of a check without a word.
 *
 * @param {object} given
 * @param {readonly string[]} known
 */
export function refuseUnknown(given, known) {
  const name = Object.keys(given).find((one) => !known.includes(one));
  if (name !== undefined) {
    const meant = suggest(name, known);
    throw misuse(name, `does not exist${meant === undefined ? '' : `; did you mean ${meant}?`}`);
  }
}

/**
 * @param {string} option
 * @param {unknown} value
 * @returns {string}
 */
export function nonEmptyString(option, value) {
  if (typeof value !== 'string' || value === '') {
    throw misuse(option, 'is not a string with at least one character');
  }
  return value;
}

/**
 * @param {string} option
 * @param {unknown} value
 * @param {{ least: number, most: number }} range
 * @returns {number}
 */
export function integerWithin(option, value, { least, most }) {
  if (!Number.isInteger(value) || Number(value) < least || Number(value) > most) {
    throw misuse(option, `is not an integer from ${least} to ${most}`);
  }
  return Number(value);
}
