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
 * @property {(text: string) => string} isolate text of others, where no `<bdi>` can stand: in an option, in an attribute
 */

const RIGHT_TO_LEFT = /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}/u;

/**
 * Text whose direction does not order what stands around it. Where all goes from left to right nothing is added.
 * @param {string} text @param {string} direction of what stands around it
 */
function isolated(text, direction) {
  return direction === 'rtl' || RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/**
 * @param {CompleteTexts} texts
 * @param {Strings} [strings] texts of the page's own, which win
 * @returns {Words}
 */
export function wordsOf(texts, strings = {}) {
  const all = /** @type {CompleteTexts} */ ({ ...texts, ...strings });
  const knows = (/** @type {string} */ key) =>
    all[/** @type {TextKey} */ (key)] !== undefined || Object.hasOwn(en, key);
  const isolate = (/** @type {string} */ text) => isolated(text, texts.direction);
  const numbers = new Intl.NumberFormat(texts.language);
  const shown = (/** @type {string | number} */ value) =>
    isolate(typeof value === 'number' ? numbers.format(value) : value);
  return {
    lang: texts.language,
    direction: texts.direction,
    knows,
    isolate,
    say(key, values = {}) {
      if (!knows(key)) {
        return key;
      }
      const put = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shown(value)]));
      const text = say(all, /** @type {TextKey} */ (key), put);
      return strings[key] === undefined ? text : isolate(text);
    },
  };
}
