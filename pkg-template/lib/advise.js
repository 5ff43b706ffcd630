import { CHECK_ADVICE } from './texts/en-checks.js';

/** @import { Texts } from './texts/types.js' */
/** @import { Check } from './types.js' */

/** @typedef {Omit<Check, 'advice'>} Finding a check as the wasm gives it: with the key of a text and without the text */

/**
 * Puts the checks into words: those of `texts` where they have them, else in English.
 *
 * @param {readonly Finding[]} findings
 * @param {Texts} [texts]
 * @returns {Check[]}
 */
export function advise(findings, texts = {}) {
  return findings.map(({ id, status, value, limit, unit, key, apiCode }) => {
    const advice = key === null ? null : (texts[`check.${key}`] ?? CHECK_ADVICE[`check.${key}`]);
    return { id, status, value, limit, unit, key, advice, apiCode };
  });
}
