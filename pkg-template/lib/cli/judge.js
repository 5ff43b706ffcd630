import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { preflight } from '../../node.js';
import { failureOf } from './failure.js';

/** @import { PhotoInput, PreflightOptions, Report } from '../types.js' */
/** @import { Failure } from './failure.js' */

/**
 * One photo to check, as a thread gets it.
 *
 * @typedef {object} JudgeTask
 * @property {string} path
 * @property {PreflightOptions} options
 * @property {boolean} face whether to look for the face
 * @property {boolean} thumbnail whether to make a small picture too
 */

/**
 * The result for one photo, as a thread returns it.
 *
 * @typedef {object} Judged
 * @property {string} path
 * @property {boolean} ok
 * @property {Report | null} report null where the photo could not be checked
 * @property {Uint8Array<ArrayBuffer> | null} jpeg
 * @property {Uint8Array<ArrayBuffer> | null} thumbnail
 * @property {Failure | null} error why it could not be checked
 */

/**
 * Options for a small picture of any photo: its shape does not matter.
 *
 * @type {PreflightOptions}
 */
const THUMBNAIL = {
  landscape: 'allow',
  fidelity: 'fast',
  prefer: 'size',
  target: {
    shorterSidePx: 480,
    minWidthPx: 1,
    minHeightPx: 1,
    maxWidthPx: 240,
    maxHeightPx: 320,
    windowMinBytes: 0,
    windowMaxBytes: 8000,
    qualityFloor: 50,
    qualityCeiling: 80,
  },
};

/**
 * Checks one photo. Never throws.
 *
 * @param {JudgeTask} task
 * @param {AbortSignal} [signal]
 * @returns {Promise<Judged>}
 */
export async function judge({ path, options, face, thumbnail }, signal) {
  try {
    const { ok, jpeg, report } = await preflight(open(path), options, { signal, face });
    const small = thumbnail ? await shrink(jpeg ?? (path === '-' ? null : open(path))) : null;
    return { path, ok, report, jpeg, thumbnail: small, error: null };
  } catch (error) {
    return failed(path, error);
  }
}

/**
 * @param {string} path
 * @param {unknown} error
 * @returns {Judged}
 */
export function failed(path, error) {
  return { path, ok: false, report: null, jpeg: null, thumbnail: null, error: failureOf(error) };
}

/**
 * @param {string} path `-` is the standard input
 * @returns {PhotoInput}
 */
export function open(path) {
  const stream = path === '-' ? process.stdin : createReadStream(path);
  return /** @type {ReadableStream<Uint8Array>} */ (Readable.toWeb(stream));
}

/** @param {PhotoInput | null} input */
async function shrink(input) {
  if (!input) {
    return null;
  }
  // A photo without a thumbnail is still checked.
  const photo = await preflight(input, THUMBNAIL).catch(() => null);
  return photo?.jpeg ?? null;
}
