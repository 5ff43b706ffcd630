import { definedOptions } from './call-options.js';
import { PreflightError } from './errors.js';
import { LIMIT_SETS } from './limit-sets.js';

/** @import { PreflightOptions } from './types.js' */

/**
 * The limits of a photo that only the browser decodes. The wasm has checked the options before it refused the file.
 *
 * @param {PreflightOptions | undefined} options
 * @returns {{ sourceBytes: number, sourcePixels: number }}
 */
export function limitsOf(options) {
  const limits = options?.limits ?? {};
  return typeof limits === 'string' ? LIMIT_SETS[limits] : { ...LIMIT_SETS.device, ...definedOptions(limits) };
}

/**
 * The wasm's error, for a limit that JavaScript checks.
 *
 * @param {string} limit
 * @param {number} value
 * @param {number} allowed
 */
export function limitExceeded(limit, value, allowed) {
  return new PreflightError('limit_exceeded', `the photo needs ${value}, ${limit} allows ${allowed}`, {
    actor: 'policy',
    details: { limit, value, allowed },
  });
}
