// The element's words: a text by its key, in the language that fits, with values put in.

import en from '../lib/texts/en.js';
import { say } from '../lib/texts/say.js';

/** @import { CompleteTexts, TextKey } from '../lib/texts/types.js' */

/** @typedef {Record<string, string | undefined>} Strings texts by key */

/**
 * @typedef {object} Words
 * @property {string} lang
 * @property {string} direction for `dir`
 * @property {(key: string, values?: Record<string, string | number>) => string} say
 * @property {(key: string) => boolean} knows whether a key has a text
 */

/**
 * @param {CompleteTexts} texts
 * @param {Strings} [strings] texts of the page's own, which win
 * @returns {Words}
 */
export function wordsOf(texts, strings = {}) {
  const all = /** @type {CompleteTexts} */ ({ ...texts, ...strings });
  const knows = (/** @type {string} */ key) =>
    all[/** @type {TextKey} */ (key)] !== undefined || Object.hasOwn(en, key);
  return {
    lang: texts.language,
    direction: texts.direction,
    knows,
    say: (key, values) => (knows(key) ? say(all, /** @type {TextKey} */ (key), values) : key),
  };
}
