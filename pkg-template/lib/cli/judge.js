import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { preflight } from '../../node.js';
import { troubleOf } from './trouble.js';

/** @import { PhotoInput, PreflightOptions, Report } from '../types.js' */
/** @import { Trouble } from './trouble.js' */

/**
 * One photo to be judged, as it is handed to a thread.
 *
 * @typedef {object} Task
 * @property {string} path
 * @property {PreflightOptions} options
 * @property {boolean} face whether the face is looked for
 * @property {boolean} thumbnail whether a small picture is wanted too
 */

/**
 * What came of one photo, as it is handed back.
 *
 * @typedef {object} Judged
 * @property {string} path
 * @property {boolean} ok
 * @property {Report | null} report null where the photo could not be judged
 * @property {Uint8Array<ArrayBuffer> | null} jpeg
 * @property {Uint8Array<ArrayBuffer> | null} thumbnail
 * @property {Trouble | null} error why it could not be judged
 */

/**
 * A small picture of whatever the photo is: nothing is asked of its shape.
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
 * Judges one photo and never throws.
 *
 * @param {Task} task
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
  return { path, ok: false, report: null, jpeg: null, thumbnail: null, error: troubleOf(error) };
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
  // A photo without a thumbnail is still judged.
  const photo = await preflight(input, THUMBNAIL).catch(() => null);
  return photo?.jpeg ?? null;
}
