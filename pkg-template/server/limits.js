// What one request may take.

/**
 * @typedef {object} Limits
 * @property {number} jsonBytes two Base64 pictures of 600,000 bytes and their fields
 * @property {number} photoBytes one raw photo, or one picture on file
 * @property {number} bodyMs time for a body to arrive
 * @property {number} attemptMs time for one call of the service; the SDKs' documented 5 s to connect and 10 s to read
 * @property {number} deadlineMs time for all attempts, their pauses and the queue together
 * @property {number} queueMs longest wait for a slot under the account's calls per second
 * @property {number} transitMs time for a call to arrive at the service; see upstream/rate-slots.js
 * @property {number} attempts most calls for one request
 */

/** @type {Limits} */
export const DEFAULT_LIMITS = {
  jsonBytes: 1_700_000,
  photoBytes: 16_000_000,
  bodyMs: 30_000,
  attemptMs: 15_000,
  deadlineMs: 40_000,
  queueMs: 3_000,
  transitMs: 1_000,
  attempts: 3,
};

/** Ten million milliseconds are almost three hours, and timers take them; as many bytes are more than any photo. */
const MOST = 100_000_000;

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
