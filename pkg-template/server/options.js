// What tokens, receipts and the client demand of their options.

import { misuse } from '../lib/misuse.js';

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
