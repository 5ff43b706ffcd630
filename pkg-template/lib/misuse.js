import { PreflightError } from './errors.js';
import { suggest } from './suggest.js';

/**
 * The error for an option, or a picture among the options, that cannot be used.
 *
 * @param {string} name
 * @param {string} reason
 * @param {Record<string, unknown>} [more] details
 */
export function misuse(name, reason, more = {}) {
  return new PreflightError('invalid_option', `option ${name}: ${reason}`, { details: { name, reason, ...more } });
}

/**
 * @param {boolean} holds
 * @param {string} name
 * @param {string} reason
 */
export function insist(holds, name, reason) {
  if (!holds) {
    throw misuse(name, reason);
  }
}

/**
 * A misspelt option would be ignored without a word.
 *
 * @param {object} options
 * @param {readonly string[]} known the names that exist
 * @param {string} [before] the names in the error, such as `seed.`
 */
export function refuseUnknown(options, known, before = '') {
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      const meant = suggest(name, known);
      throw misuse(`${before}${name}`, `does not exist${meant === undefined ? '' : `; did you mean ${meant}?`}`);
    }
  }
}
