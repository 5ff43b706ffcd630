import { PreflightError } from './errors.js';
import { asBytes } from './kinds.js';

/** @import { CallOptions, PreflightOptions } from './types.js' */
/** @import { FaceChoice } from './visit.js' */

const CALL_OPTIONS = ['signal', 'onProgress', 'face'];

/**
 * Options of the picture and options of the call are easily mistaken for each other.
 *
 * @param {PreflightOptions | undefined} options
 * @param {CallOptions} call
 * @param {string[]} [known] what the call takes
 */
export function checkCall(options, call, known = CALL_OPTIONS) {
  if (options !== undefined && (typeof options !== 'object' || options === null)) {
    throw invalidOption('options', 'an object is expected');
  }
  for (const name of CALL_OPTIONS) {
    if (options && name in options) {
      throw invalidOption(name, 'it belongs into the next argument, beside the options');
    }
  }
  if (typeof call !== 'object' || call === null) {
    throw invalidOption('call', 'an object is expected');
  }
  for (const name of Object.keys(call)) {
    if (!known.includes(name)) {
      throw invalidOption(name, `only ${known.join(', ')} stand here`);
    }
  }
  if (call.signal !== undefined && typeof call.signal?.addEventListener !== 'function') {
    throw invalidOption('signal', 'an AbortSignal is expected');
  }
  if (call.onProgress !== undefined && typeof call.onProgress !== 'function') {
    throw invalidOption('onProgress', 'a function is expected');
  }
  faceOf(call);
}

/**
 * Whether and how faces are looked for.
 *
 * @param {CallOptions} call
 * @returns {FaceChoice | undefined}
 */
export function faceOf({ face }) {
  if (face === undefined || typeof face === 'boolean') {
    return face;
  }
  const weights = asBytes(face);
  if (weights) {
    return weights;
  }
  throw invalidOption('face', 'true, false or the bytes of face_weights.bin are expected');
}

/**
 * An option that is undefined is as good as left out.
 *
 * @param {Record<string, any>} options
 * @returns {Record<string, any>}
 */
export function given(options) {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, isGroup(value) ? given(value) : value]));
}

/** @param {unknown} value */
function isGroup(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * @param {string} name
 * @param {string} reason
 */
function invalidOption(name, reason) {
  return new PreflightError('invalid_option', `option ${name}: ${reason}`, { details: { name, reason } });
}
