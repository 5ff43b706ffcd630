import { PreflightError } from './errors.js';

/** @import { PreflightOptions } from './types.js' */

/** The defaults of the options, for what is limited before the wasm sees it. */
const DEFAULTS = { sourceBytes: 104_857_600, sourcePixels: 250_000_000 };

/**
 * @param {PreflightOptions | undefined} options
 * @returns {typeof DEFAULTS}
 */
export function limitsOf(options) {
  const { sourceBytes = DEFAULTS.sourceBytes, sourcePixels = DEFAULTS.sourcePixels } = options?.limits ?? {};
  return { sourceBytes, sourcePixels };
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
