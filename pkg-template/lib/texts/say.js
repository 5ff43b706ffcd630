import en from './en.js';

/** @import { Answer } from '../client/types.js' */
/** @import { Check } from '../types.js' */
/** @import { TextKey, Texts } from './types.js' */

/**
 * The text of a key, in English where the texts lack it. `{name}` in it stands for a value; numbers are written as the
 * language writes them.
 *
 * @param {Texts} texts
 * @param {TextKey} key
 * @param {Readonly<Record<string, string | number>>} [values]
 */
export function say(texts, key, values = {}) {
  return (texts[key] ?? en[key]).replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    return typeof value === 'number'
      ? new Intl.NumberFormat(texts.language ?? en.language).format(value)
      : (value ?? whole);
  });
}

/**
 * A check in words: what it looks at, and what the person can do; null where there is nothing to do.
 *
 * @param {Pick<Check, 'id' | 'key'>} check
 * @param {Texts} texts
 * @returns {{ title: string, advice: string | null }}
 */
export function describe({ id, key }, texts) {
  return { title: say(texts, `check.${id}`), advice: key === null ? null : say(texts, `check.${key}`) };
}

/**
 * What to tell the person about an error of the package.
 *
 * @param {unknown} error a `PreflightError`, or anything else that was thrown
 * @param {Texts} texts
 */
export function describeError(error, texts) {
  const key = /** @type {TextKey} */ (`error.${/** @type {any} */ (error)?.code}`);
  return say(texts, Object.hasOwn(en, key) ? key : 'answer.our_side');
}

/**
 * What to tell the person about an answer of `submit`. An answer of a server whose texts are newer than these keeps its
 * own words.
 *
 * @param {Pick<Answer, 'key' | 'advice'>} answer
 * @param {Texts} texts
 */
export function describeAnswer({ key, advice }, texts) {
  return key !== undefined && Object.hasOwn(en, key) ? say(texts, /** @type {TextKey} */ (key)) : advice;
}
