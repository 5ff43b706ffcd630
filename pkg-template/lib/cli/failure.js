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
  if (error instanceof PreflightError || error instanceof OutputError) {
    const { code, actor } = error;
    return { code, actor, message };
  }
  return { code: 'input_failed', actor: 'environment', message };
}
