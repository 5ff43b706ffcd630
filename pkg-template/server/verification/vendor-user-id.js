// The user's id as the vendor gets it.

import { hex } from '../../lib/hex.js';
import { nonEmptyString } from '../options.js';
import { insistOnSecret } from '../secret.js';

const LONGEST_ID = 128;

/** Whether an id can be a parameter of the call as it is. @param {string} id */
function isSendableId(id) {
  return id !== '' && id.length <= LONGEST_ID && !/\p{Cc}/u.test(id);
}

/** What a refusal says of an id that cannot be sent. */
export const NOT_SENDABLE = 'The id of the user is empty, too long, or has control characters.';

/**
 * The user's id as the vendor gets it; nothing where it cannot be sent. A hash of any id can be sent, but not one of an
 * empty id.
 * @param {unknown} id the integrator's own
 * @param {boolean} isHashed
 * @param {string | undefined} key of the hash
 * @returns {Promise<string | undefined>}
 */
export async function vendorUserIdOf(id, isHashed, key) {
  if (typeof id !== 'string' || id === '' || !(isHashed || isSendableId(id))) {
    return undefined;
  }
  return isHashed ? hashedUserId(id, key ?? '') : id;
}

/**
 * The user's id as the service gets it from a policy with `hashUserId`: the first 128 bits of a keyed hash in 32 digits,
 * the shortest limit that any operation has for the id.
 *
 * @param {string} id
 * @param {string} key the backend's `userIdKey`; changing it changes every user's id
 * @returns {Promise<string>} rejects with `invalid_option` where the key begins or ends with a blank or a quote
 *
 * @example
 * ```js
 * console.log(await hashedUserId('user-42', 'the key of the hash'));
 * ```
 */
export async function hashedUserId(id, key) {
  insistOnSecret('key', nonEmptyString('key', key));
  const utf8 = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const hmac = await crypto.subtle.importKey('raw', utf8.encode(key), algorithm, false, ['sign']);
  const hash = new Uint8Array(await crypto.subtle.sign('HMAC', hmac, utf8.encode(id)));
  return hex(hash.subarray(0, 16));
}
