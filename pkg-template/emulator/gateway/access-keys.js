// What both signature versions check: the access key, the clock window and the nonce.

import { sameText } from '../../server/same-text.js';
import { GatewayError } from './errors.js';

/** @import { Options } from '../options.js' */
/** @import { Store } from '../stores/memory-store.js' */

/**
 * @typedef {object} AccessKey
 * @property {string} accessKeyId
 * @property {string} accessKeySecret
 * @property {string} [securityToken] the key is temporary (STS) and only valid together with this token
 * @property {number} [expiresMs] when a temporary key ends, in milliseconds since 1970
 * @property {boolean} [inactive]
 * @property {'Forbidden.RAMUserAccessDenied' | 'Forbidden.AccountAccessDenied'} [denied] what every call with it gets
 */
/**
 * @typedef {object} Gate what a signature check needs besides the request
 * @property {Map<string, AccessKey>} keys
 * @property {Store} store
 * @property {number} nowMs
 * @property {Options} options
 */

/** The V2 page allows 31 minutes, where V3 allows 15. */
export const V2_WINDOW_MS = 31 * 60_000;

/** @param {Gate} gate @param {string} id @param {string | undefined} token @returns {AccessKey} */
export function accessKey({ keys, nowMs }, id, token) {
  if (id === '') {
    throw new GatewayError('MissingAccessKeyId', 'AccessKeyId is mandatory for this action.');
  }
  const key = keys.get(id);
  if (!key) {
    throw new GatewayError('InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  }
  if (key.inactive) {
    throw new GatewayError('InvalidAccessKeyId.Inactive', 'Specified access key is disabled.');
  }
  if (key.securityToken === undefined) {
    if (token === undefined) {
      return key;
    }
    throw new GatewayError(
      'InvalidSecurityToken.MismatchWithAccessKey',
      'Specified SecurityToken mismatch with the AccessKey.',
    );
  }
  if (token === undefined) {
    throw new GatewayError('MissingSecurityToken', 'SecurityToken is mandatory for this action.');
  }
  if (!sameText(token, key.securityToken)) {
    throw new GatewayError('InvalidSecurityToken.Malformed', 'Specified SecurityToken is malformed.');
  }
  if (nowMs > (key.expiresMs ?? Infinity)) {
    throw new GatewayError('InvalidSecurityToken.Expired', 'Specified SecurityToken is expired.');
  }
  return key;
}

/**
 * @param {string} date `yyyy-MM-ddTHH:mm:ssZ`
 * @param {Gate} gate
 * @param {number} windowMs for dates that have passed
 */
export function checkTime(date, { nowMs, options }, windowMs) {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(date) ? Date.parse(date) : NaN;
  if (Number.isNaN(time)) {
    throw new GatewayError('InvalidTimeStamp.Format', 'Specified time stamp or date value is not well formatted.');
  }
  if (nowMs - time > windowMs || time - nowMs > options.futureWindowMs) {
    throw new GatewayError('InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
  }
}

/** @param {Gate} gate @param {string} accessKeyId @param {string} nonce */
export function checkNonce({ store, nowMs, options }, accessKeyId, nonce) {
  if (nonce === '') {
    throw new GatewayError('IncompleteSignature', 'The signature nonce is missing.');
  }
  // Both windows: a request dated as far in the future as allowed can be replayed until it is too old.
  const untilMs = nowMs + options.futureWindowMs + Math.max(options.clockWindowMs, V2_WINDOW_MS);
  if (!store.rememberNonce(`${accessKeyId} ${nonce}`, untilMs, nowMs)) {
    throw new GatewayError('SignatureNonceUsed', 'Specified signature nonce was used already.');
  }
}
