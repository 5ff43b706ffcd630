// What a backend is set up with: its credentials, policies, origins, rates and limits.

/** @import { Policy } from './verification/policy.js' */
/** @import { CredentialsSource } from './upstream/credentials.js' */

/**
 * @typedef {object} Config
 * @property {CredentialsSource} credentials
 * @property {string} region
 * @property {URL} endpoint
 * @property {boolean} live whether the endpoint is the vendor's own
 * @property {Map<string, Policy>} policies
 * @property {string[] | 'same'} origins pages that may call; `same` is the origin that the request was sent to
 * @property {string | undefined} userIdKey secret of the keyed hash over user ids
 * @property {number} callsPerSecond of the account, at this operation
 * @property {number} clientPerMinute requests of one client
 * @property {string | undefined} clientHeader header by which a trusted proxy tells the client's address
 * @property {string | undefined} metricsToken bearer token of `/metrics`; without one there are no metrics
 * @property {Limits} limits
 */
/**
 * @typedef {object} Limits
 * @property {number} jsonBytes two Base64 pictures of 600,000 bytes and their fields
 * @property {number} photoBytes one raw photo
 * @property {number} bodyMs time for a body to arrive
 * @property {number} attemptMs time for one call of the service; the SDKs' documented 5 s to connect and 10 s to read
 * @property {number} deadlineMs time for all attempts, their pauses and the queue together
 * @property {number} queueMs longest wait for a place under the account's calls per second
 * @property {number} transitMs time for a call to arrive at the service; see rate-slots.js
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
