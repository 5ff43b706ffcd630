// Where the keys of a call come from: an object, or a function that is asked again before they expire.

import { misuse } from '../../lib/misuse.js';
import { Refusal } from '../http/refusal.js';
import { inTime } from '../in-time.js';
import { isWorkerd } from '../platform.js';
import { insistOnSecret } from '../secret.js';
import { timeout } from '../timer.js';

/** @import { Credentials } from '../signature/sign.js' */
/** @import { Timer } from '../timer.js' */

/**
 * @typedef {Credentials & { expiration?: string | number | Date | undefined }} ExpiringCredentials `expiration` is the
 *   end of temporary keys, as STS gives it: ISO 8601, milliseconds since 1970, or a `Date`
 */
/**
 * @typedef {Credentials | (() => ExpiringCredentials | Promise<ExpiringCredentials>)} CredentialsSource a function is
 *   asked once and again five minutes before `expiration`; before every call where it names no `expiration`
 */
/**
 * @typedef {object} CredentialsProvider
 * @property {(limitMs: number, left: AbortSignal) => Promise<Credentials>} get within a time, while somebody waits
 * @property {(refused: Credentials) => void} forget the service takes these keys no longer
 */

/** A call that is signed now must still be good when it arrives, also after a queue and retries. */
const ASK_AHEAD_MS = 300_000;

/**
 * @param {CredentialsSource} source
 * @param {{ now: () => number, timer: Timer }} platform `now` in milliseconds since 1970
 * @returns {CredentialsProvider}
 */
export function credentialsProvider(source, { now, timer }) {
  if (typeof source !== 'function') {
    const credentials = checked(source);
    return { get: async () => credentials, forget() {} };
  }
  const give = source;
  /** @type {{ credentials: Credentials, untilMs: number } | undefined} */
  let held;
  /** @type {Promise<Credentials> | undefined} */
  let asking;

  async function ask() {
    const given = await give();
    const credentials = checked(given);
    held = { credentials, untilMs: endOf(given.expiration) };
    return credentials;
  }

  return {
    async get(limitMs, left) {
      if (held && now() < held.untilMs - ASK_AHEAD_MS) {
        return held.credentials;
      }
      const late = timeout(limitMs, timer);
      // On Workers a request must not wait for what another one does: it would hang when the other is cancelled.
      const mine = isWorkerd() ? ask() : (asking ??= ask());
      try {
        return await inTime(inTime(mine, late.signal), left);
      } catch (cause) {
        left.throwIfAborted();
        if (held && now() < held.untilMs) {
          return held.credentials;
        }
        throw new Refusal('credentials_unavailable', { cause });
      } finally {
        late.clear();
        // The next one asks anew, also where this question is never answered.
        if (asking === mine) {
          asking = undefined;
        }
      }
    },
    forget(refused) {
      if (held?.credentials === refused) {
        held = undefined;
      }
    },
  };
}

/**
 * @param {unknown} given
 * @returns {Credentials}
 */
function checked(given) {
  const { accessKeyId, accessKeySecret, securityToken } = /** @type {Record<string, unknown>} */ (Object(given));
  if (!isHeaderValue(accessKeyId)) {
    throw misuse('credentials.accessKeyId', 'is not a string of printable characters without white space');
  }
  // White space at an end is a slip of copying.
  if (typeof accessKeySecret !== 'string' || accessKeySecret === '' || accessKeySecret !== accessKeySecret.trim()) {
    throw misuse('credentials.accessKeySecret', 'is not a string, or has white space at an end');
  }
  // Empty where the vendor's package has a key pair that lasts, or where a variable of the environment is set to nothing.
  const isTemporary = securityToken !== undefined && securityToken !== null && securityToken !== '';
  if (isTemporary && !isHeaderValue(securityToken)) {
    throw misuse('credentials.securityToken', 'is not a string of printable characters without white space');
  }
  for (const [name, value] of Object.entries({ accessKeyId, accessKeySecret, securityToken })) {
    insistOnSecret(`credentials.${name}`, value);
  }
  return /** @type {Credentials} */ ({
    accessKeyId,
    accessKeySecret,
    ...(isTemporary && { securityToken }),
  });
}

/** @param {unknown} value */
function isHeaderValue(value) {
  return typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);
}

/** @param {unknown} expiration @returns {number} milliseconds since 1970; at once where none is named */
function endOf(expiration) {
  if (expiration === undefined) {
    return 0;
  }
  const ms = new Date(/** @type {string | number | Date} */ (expiration)).getTime();
  if (Number.isNaN(ms)) {
    throw misuse('credentials.expiration', 'is no time');
  }
  return ms;
}
