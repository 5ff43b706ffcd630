import { PreflightError } from '../errors.js';

/** @typedef {{ code: string, actor: string, message: string }} Failure */

/** A file that could not be written. */
export class OutputError extends Error {
  actor = 'environment';

  /**
   * @param {'output_exists' | 'output_failed'} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/**
 * @param {unknown} error
 * @returns {Failure}
 */
export function failureOf(error) {
  const message = error instanceof Error ? error.message : String(error);
  // The service's answers come by an error of the server's half, which is not loaded for photos.
  const isOfService = error instanceof Error && error.name === 'ApiError';
  if (error instanceof PreflightError || error instanceof OutputError || isOfService) {
    const { code, actor } = /** @type {{ code: string, actor: string }} */ (/** @type {unknown} */ (error));
    return { code, actor, message };
  }
  return { code: 'input_failed', actor: 'environment', message };
}
