import { definedOptions } from './call-options.js';
import { DEFAULT_LIMITS } from './default-limits.js';
import { PreflightError } from './errors.js';

/** @import { PreflightOptions } from './types.js' */

/**
 * The limits of a photo that only the browser decodes. The wasm has checked the options before it refused the file.
 *
 * @param {PreflightOptions | undefined} options
 * @returns {{ sourceBytes: number, sourcePixels: number }}
 */
export function limitsOf(options) {
  return { ...DEFAULT_LIMITS, ...definedOptions(options?.limits ?? {}) };
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
