// The element's words: a text by its key, in the language that fits, with values put in.

import en from './texts/en.js';

/** Languages that are written from right to left. */
const RIGHT_TO_LEFT = new Set(['ar', 'arc', 'dv', 'fa', 'he', 'ks', 'ku', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** @param {string} lang a BCP 47 tag @returns {'ltr' | 'rtl'} */
export function directionOf(lang) {
  return RIGHT_TO_LEFT.has(lang.split('-')[0]?.toLowerCase() ?? '') ? 'rtl' : 'ltr';
}

/** @typedef {Record<string, string | undefined>} Strings texts by key */

/**
 * @typedef {object} Words
 * @property {string} lang
 * @property {(key: string, values?: Record<string, string | number>) => string} say
 * @property {(key: string) => boolean} knows whether a key has a text
 */

/**
 * @param {string} lang
 * @param {Strings} [strings] texts of the page's own, which win
 * @returns {Words}
 */
export function wordsOf(lang, strings = {}) {
  const find = (/** @type {string} */ key) => strings[key] ?? en[key];
  return {
    lang,
    knows: (key) => find(key) !== undefined,
    say(key, values = {}) {
      const text = find(key) ?? key;
      return text.replace(/\{(\w+)\}/g, (whole, name) => written(values[name], lang) ?? whole);
    },
  };
}

/** @param {string | number | undefined} value @param {string} lang */
function written(value, lang) {
  return typeof value === 'number' ? new Intl.NumberFormat(lang).format(value) : value;
}
