import { asBytes } from './kinds.js';
import { misuse } from './misuse.js';

/** @import { CallOptions, PreflightOptions } from './types.js' */
/** @import { FaceChoice } from './instance-lease.js' */

const CALL_OPTIONS = ['signal', 'onProgress', 'face', 'texts'];

/**
 * Checks the call's options, and that they are not among the picture's: the two are easily confused.
 *
 * @param {PreflightOptions | undefined} options
 * @param {CallOptions} call
 * @param {string[]} [known] names that the call takes
 */
export function checkCall(options, call, known = CALL_OPTIONS) {
  if (options !== undefined && (typeof options !== 'object' || options === null)) {
    throw misuse('options', 'an object is expected');
  }
  for (const name of CALL_OPTIONS) {
    if (options && name in options) {
      throw misuse(name, 'belongs in the next argument, after the options');
    }
  }
  if (typeof call !== 'object' || call === null) {
    throw misuse('call', 'an object is expected');
  }
  for (const name of Object.keys(call)) {
    if (!known.includes(name)) {
      throw misuse(name, `unknown here; known: ${known.join(', ')}`);
    }
  }
  if (call.signal !== undefined && typeof call.signal?.addEventListener !== 'function') {
    throw misuse('signal', 'an AbortSignal is expected');
  }
  if (call.onProgress !== undefined && typeof call.onProgress !== 'function') {
    throw misuse('onProgress', 'a function is expected');
  }
  if (call.texts !== undefined && (typeof call.texts !== 'object' || call.texts === null)) {
    throw misuse('texts', 'texts by key are expected, such as those of loadTexts');
  }
  faceOf(call);
}

/**
 * Whether to look for faces, how closely, and with which weights.
 *
 * @param {CallOptions} call
 * @returns {FaceChoice | undefined}
 */
export function faceOf({ face }) {
  if (face === undefined || typeof face === 'boolean' || face === 'optional' || face === 'thorough') {
    return face;
  }
  const weights = asBytes(face);
  if (weights) {
    return weights;
  }
  if (typeof face === 'object' && face !== null) {
    return netsOf(/** @type {Record<string, any>} */ (face));
  }
  throw misuse(
    'face',
    "true, false, 'optional', 'thorough', the bytes of face_weights.bin or { detector, landmarks } are expected",
  );
}

/**
 * The weights of each net, named.
 *
 * @param {Record<string, any>} given
 */
function netsOf({ detector, landmarks, ...others }) {
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    throw misuse(`face.${unknown}`, 'unknown here; known: detector, landmarks');
  }
  const [detectorBytes, landmarkBytes] = [asBytes(detector), asBytes(landmarks)];
  if (detector !== undefined && !detectorBytes) {
    throw misuse('face.detector', 'the bytes of face_weights.bin are expected');
  }
  if (landmarks !== undefined && typeof landmarks !== 'boolean' && !landmarkBytes) {
    throw misuse('face.landmarks', 'true, false or the bytes of face_landmarks.bin are expected');
  }
  return {
    ...(detectorBytes && { detector: detectorBytes }),
    ...(landmarks !== undefined && { landmarks: landmarkBytes ?? landmarks }),
  };
}

/**
 * The options without those that are undefined, which count as absent.
 *
 * @param {Record<string, any>} options
 * @returns {Record<string, any>}
 */
export function definedOptions(options) {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, isGroup(value) ? definedOptions(value) : value]));
}

/** @param {unknown} value */
function isGroup(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
