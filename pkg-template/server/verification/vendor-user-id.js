// The user's id as the vendor gets it.

import { hex } from '../../lib/hex.js';

const LONGEST_ID = 128;

/** Whether an id can be a parameter of the call as it is. @param {string} id */
export function isSendableId(id) {
  return id !== '' && id.length <= LONGEST_ID && !/\p{Cc}/u.test(id);
}

/**
 * The first 128 bits of a keyed hash: 32 digits, the shortest limit that any operation of the service has for the id.
 * @param {string} id
 * @param {string} key changing it changes every user's id
 */
export async function hashedUserId(id, key) {
  const utf8 = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const hmac = await crypto.subtle.importKey('raw', utf8.encode(key), algorithm, false, ['sign']);
  const hash = new Uint8Array(await crypto.subtle.sign('HMAC', hmac, utf8.encode(id)));
  return hex(hash.subarray(0, 16));
}
