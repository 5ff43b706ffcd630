// What the steps of one verification share.

/** @import { Backend } from '../backend-options.js' */
/** @import { Identity } from '../identity/token.js' */
/** @import { Tally } from '../upstream/service-call.js' */
/** @import { Policy } from './policy.js' */

/**
 * @typedef {object} Visit one request, from its arrival to its answer
 * @property {Backend} backend
 * @property {Request} request
 * @property {URL} url
 * @property {string | null} address the client's
 * @property {Identity | null} identity
 * @property {Tally} tally what was spent
 * @property {Record<string, unknown>} line of the log
 * @property {number} [deadline] of the call, by the monotonic clock; a whole `deadlineMs` where it is not set
 * @property {() => void} uploaded gives back the place of the upload
 * @property {() => void} ended gives back the memory of the request
 */
/**
 * @typedef {object} Decision what the policy and the identity make of a request
 * @property {Policy} policy
 * @property {Record<string, string>} business parameters of the call without ids and pictures
 * @property {string} userId the integrator's own id of the user; for a demo policy what the page calls the user
 * @property {string} vendorUserId
 */

export {};
