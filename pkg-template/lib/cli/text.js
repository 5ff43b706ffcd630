import { styleText } from 'node:util';

/** @import { Check, Report } from '../types.js' */

/** @typedef {'fit' | 'warns' | 'unfit' | 'error'} PhotoVerdict a photo's result in one word */

/**
 * File names and texts inside a photo may contain a terminal's control sequences (ECMA-48, also its 8-bit forms) and
 * characters that change the direction of writing. All of them are replaced.
 *
 * @param {string} text
 */
export function printable(text) {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');
}

/**
 * @param {Report | null} report
 * @returns {PhotoVerdict}
 */
export function photoVerdict(report) {
  if (!report) {
    return 'error';
  }
  if (report.checks.some((check) => check.status === 'fail')) {
    return 'unfit';
  }
  return report.checks.some((check) => check.status === 'warn') ? 'warns' : 'fit';
}

/** @param {Check['value']} value */
export function formatValue(value) {
  if (typeof value === 'number') {
    return String(Math.round(value * 1000) / 1000);
  }
  return printable(value ?? '-');
}

/** @param {{ width: number, height: number }} picture */
export function formatSize({ width, height }) {
  return `${width} × ${height}`;
}

/** @param {number | null} count */
export function formatBytes(count) {
  return count === null ? 'unknown' : count.toLocaleString('en');
}

/** @type {Record<string, Parameters<typeof styleText>[0]>} */
const COLOURS = {
  fit: 'green',
  pass: 'green',
  warns: 'yellow',
  warn: 'yellow',
  unfit: 'red',
  fail: 'red',
  error: 'red',
};

/**
 * A word of judgement in its colour; spaces around it stay.
 *
 * @param {string} word
 * @param {boolean} inColour
 */
export function coloured(word, inColour) {
  const colour = COLOURS[word.trim()];
  return inColour && colour ? styleText(colour, word, { validateStream: false }) : word;
}
