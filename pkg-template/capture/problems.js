// What went wrong: a key of its texts, who can change it, and whether trying the same again makes sense.

import { PreflightError } from '../lib/errors.js';
import { CameraError } from './camera/errors.js';

/** @import { UnreachableAnswer } from '../lib/client/types.js' */
/** @import { Actor } from '../lib/types.js' */

/**
 * @typedef {object} Problem
 * @property {string} code as the event has it
 * @property {string} key of the texts `capture.problem.….title` and `.text`
 * @property {Actor | null} actor
 * @property {boolean} retryable
 * @property {unknown} cause
 */

/** @param {unknown} error @returns {Problem | null} null when the person stopped it */
export function problemOf(error) {
  if (error instanceof CameraError) {
    const { reason } = error;
    const retryable = reason !== 'insecure' && reason !== 'unsupported';
    return { code: `camera_${reason}`, key: reason, actor: null, retryable, cause: error };
  }
  if (error instanceof PreflightError) {
    const { code, actor } = error;
    return code === 'aborted' ? null : { code, key: code, actor, retryable: actor === 'environment', cause: error };
  }
  if (/** @type {Error} */ (error)?.name === 'AbortError') {
    return null;
  }
  return { code: 'other', key: 'other', actor: null, retryable: true, cause: error };
}

/** @param {UnreachableAnswer} answer @returns {Problem} */
export function unreachable({ reason, actor }) {
  return { code: reason, key: reason, actor, retryable: true, cause: null };
}
