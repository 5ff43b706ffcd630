// What one request, one client and all pictures together may take.

import { isWorkerd } from './platform.js';

/**
 * @typedef {object} Limits
 * @property {number} jsonBytes two Base64 pictures of 600,000 bytes and their fields
 * @property {number} photoBytes one raw photo, or one picture on file
 * @property {number} bodyMs time for a body to arrive, in which its sender is waited for
 * @property {number} bodyGraceMs after which a body must have come at the least rate
 * @property {number} bodyBytesPerSecond the least rate
 * @property {number} uploadsPerClient bodies of one client that are read at once, and pictures of one client at work
 * @property {number} placeMs longest wait for one of these places, or for memory
 * @property {number} pictureMs time for the work on one picture; one that arrives meanwhile has `bodyMs` more
 * @property {number} pictureMemoryBytes for all pictures at work together, a third of it for those of one client; see
 *   verification/picture-memory.js
 * @property {number} requestMemoryBytes for all requests together, beside their pictures' decoders
 * @property {number} attemptMs time for one call of the service; the SDKs' documented 5 s to connect and 10 s to read
 * @property {number} deadlineMs time for all attempts, their pauses and the queue together
 * @property {number} queueMs longest wait for a slot under the account's calls per second
 * @property {number} transitMs time for a call to arrive at the service; see upstream/rate-slots.js
 * @property {number} attempts most calls for one request
 */

const MIB = 2 ** 20;

/** @type {Limits} */
export const DEFAULT_LIMITS = {
  jsonBytes: 1_700_000,
  photoBytes: 16_000_000,
  bodyMs: 30_000,
  bodyGraceMs: 3_000,
  bodyBytesPerSecond: 20_000,
  uploadsPerClient: 3,
  placeMs: 3_000,
  pictureMs: 10_000,
  // An isolate on Cloudflare has 128 MB for everything.
  pictureMemoryBytes: (isWorkerd() ? 40 : 192) * MIB,
  requestMemoryBytes: (isWorkerd() ? 24 : 256) * MIB,
  attemptMs: 15_000,
  deadlineMs: 40_000,
  queueMs: 3_000,
  transitMs: 1_000,
  attempts: 3,
};

/** The longest time that timers take; as many bytes are more than there is memory for. */
const MOST = 2 ** 31 - 1;

/**
 * @param {Partial<Limits> | undefined} given
 * @returns {Limits}
 */
export function readLimits(given = {}) {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(DEFAULT_LIMITS, name)) {
      throw new Error(`limits.${name}: there is no such limit`);
    }
    if (!Number.isInteger(value) || value < 1 || value > MOST) {
      throw new Error(`limits.${name} must be a whole number from 1 to ${MOST}`);
    }
  }
  return { ...DEFAULT_LIMITS, ...given };
}
