import { PreflightError } from '../errors.js';

/**
 * The error for an option or a picture that cannot be used.
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
