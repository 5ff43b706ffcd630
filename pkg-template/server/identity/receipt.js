// A receipt is the verdict, signed by the backend. The page carries it to the integrator's own server, which checks it:
// the page can neither change nor make one.

import { SignJWT, errors, jwtVerify } from 'jose';
import { isFaultOfToken, readSigningKey, readVerificationKey } from './keys.js';
import { misuse, refuseUnknown } from '../../lib/misuse.js';
import { integerWithin, nonEmptyString } from '../options.js';
import { platformNow } from '../timer.js';

/** @import { JWTPayload } from 'jose' */
/** @import { SigningKey, VerificationKey } from './keys.js' */

const RECEIPT_TYPE = 'face-preflight-receipt+jwt';
const LONGEST_LIFE_S = 30 * 86_400;
const LONGEST_RECEIPT = 8_192;
const OF_ISSUE = ['secret', 'privateKey', 'issuer', 'expiresInS', 'now'];
const OF_VERIFICATION = [
  'secret',
  'publicKey',
  'jwks',
  'jwksUrl',
  'issuer',
  'policy',
  'userId',
  'seen',
  'clockToleranceS',
  'now',
];

/**
 * @typedef {object} ReceiptVerdict what a receipt says
 * @property {string} id of the verification; the same for every receipt of it
 * @property {string} userId the integrator's own id of the user
 * @property {string} policy
 * @property {boolean} passed
 * @property {string} subCode the verdict's reason
 * @property {number | null} score of the comparison, 0 to 100; null where the policy does not compare
 * @property {boolean} registered whether the face is registered now
 * @property {'self' | 'other' | 'both' | null} duplicate whose face was found in the groups; null: nobody's
 * @property {string | null} requestId the service's id of the call
 * @property {string | null} transactionId the service's id of the verification
 * @property {{ source: string, target?: string }} pictures SHA-256 of the JPEG files that were sent, as base64url
 */
/**
 * @typedef {object} ReceiptIssuer
 * @property {string} [issuer] who issues the receipt: `iss`
 * @property {number | undefined} [expiresInS] 1 to 2,592,000 (30 days). Default: 600
 * @property {(() => number) | undefined} [now] milliseconds since 1970
 */
/** @typedef {ReceiptVerdict & { issuer: string | null, issuedAtMs: number, expiresAtMs: number }} Receipt times in milliseconds since 1970 */
/**
 * @typedef {object} ReceiptExpectation
 * @property {string} [issuer] that must have issued the receipt. Default: any
 * @property {string} [policy] for which it must be. Default: any
 * @property {string} [userId] for whom it must be. Give the user of the session: the page could bring a receipt of
 *   somebody else.
 * @property {((id: string, expiresAtMs: number) => boolean | Promise<boolean>) | undefined} [seen] whether this id came before. It
 *   has to remember the id in the same step, until the receipt expires.
 * @property {number | undefined} [clockToleranceS] how far the two clocks may differ, 0 to 300. Default: 5
 * @property {(() => number) | undefined} [now] milliseconds since 1970
 */
/** @typedef {'invalid' | 'expired' | 'foreign' | 'replayed'} ReceiptErrorCode */

/** Why a receipt is not taken. Whether the verification passed is no error: see `passed`. */
export class ReceiptError extends Error {
  /**
   * @param {ReceiptErrorCode} code
   * @param {string} message
   * @param {{ cause?: unknown }} [more]
   */
  constructor(code, message, more) {
    super(message, more);
    /** @override */
    this.name = 'ReceiptError';
    /**
     * `invalid`: altered, signed by another key, or no receipt. `expired`: too old. `foreign`: of another issuer,
     * policy or user than expected. `replayed`: `seen` knew it.
     */
    this.code = code;
  }
}

/**
 * @param {ReceiptVerdict} verdict
 * @param {SigningKey & ReceiptIssuer} how
 * @returns {Promise<string>} a JWT
 * @throws {import('../../lib/errors.js').PreflightError} `invalid_option`
 *
 * @example
 * ```js
 * // `verdict` is what `onVerdict` gets.
 * console.log(await issueReceipt(verdict, { secret: 'at least 32 bytes of random text' }));
 * ```
 */
export async function issueReceipt(verdict, how) {
  const { algorithm, keyId, key, issuer, lifeS, now } = readIssuer(how);
  // One by one: whatever else the caller's object holds must not reach the page.
  const { id, userId, policy, passed, subCode, score, registered, duplicate, requestId, transactionId, pictures } =
    verdict;
  const said = { policy, passed, subCode, score, registered, duplicate, requestId, transactionId, pictures };
  const issuedAtS = Math.floor(now() / 1000);
  const receipt = new SignJWT(said)
    .setProtectedHeader({ alg: algorithm, typ: RECEIPT_TYPE, ...(keyId !== undefined && { kid: keyId }) })
    .setSubject(nonEmptyString('userId', userId))
    .setJti(nonEmptyString('id', id))
    .setIssuedAt(issuedAtS)
    .setExpirationTime(issuedAtS + lifeS);
  if (issuer !== undefined) {
    receipt.setIssuer(issuer);
  }
  return receipt.sign(await key());
}

/**
 * What signs receipts, checked as far as it can be without the key's import.
 *
 * @param {SigningKey & ReceiptIssuer} how
 */
export function readIssuer(how) {
  refuseUnknown(how, OF_ISSUE);
  const { issuer, expiresInS = 600, now = platformNow } = how;
  return {
    ...readSigningKey(how),
    issuer: issuer === undefined ? undefined : nonEmptyString('issuer', issuer),
    lifeS: integerWithin('expiresInS', expiresInS, { least: 1, most: LONGEST_LIFE_S }),
    now,
  };
}

/**
 * Rejects where the key cannot sign: the first verdict would be billed before anybody knew.
 *
 * @param {SigningKey & ReceiptIssuer} how
 */
export async function checkReceipts(how) {
  const pictures = { source: '' };
  const nothing = {
    subCode: '',
    score: null,
    registered: false,
    duplicate: null,
    requestId: null,
    transactionId: null,
  };
  await issueReceipt({ id: 'check', userId: 'check', policy: 'check', passed: false, ...nothing, pictures }, how);
}

/**
 * Checks a receipt on the integrator's own server.
 *
 * @param {string} receipt as the page brought it
 * @param {VerificationKey & ReceiptExpectation} how
 * @returns {Promise<Receipt>} rejects with a {@link ReceiptError}
 * @throws {import('../../lib/errors.js').PreflightError} `invalid_option`
 *
 * @example
 * ```js
 * const secret = process.env['FACE_RECEIPT_SECRET'];
 * const { passed, subCode } = await verifyReceipt(receipt, { secret, policy: 'signup', userId: 'user-42' });
 * console.log(passed, subCode);
 * ```
 */
export async function verifyReceipt(receipt, how) {
  refuseUnknown(how, OF_VERIFICATION);
  const { seen, clockToleranceS = 5, now = platformNow } = how;
  const { algorithms, getKey } = readVerificationKey(how);
  if (typeof receipt !== 'string' || receipt.length > LONGEST_RECEIPT) {
    throw new ReceiptError('invalid', `the receipt is no string of up to ${LONGEST_RECEIPT} characters`);
  }
  const content = readReceipt(
    await verified(receipt, getKey, {
      algorithms,
      typ: RECEIPT_TYPE,
      clockTolerance: integerWithin('clockToleranceS', clockToleranceS, { least: 0, most: 300 }),
      requiredClaims: ['sub', 'jti', 'iat', 'exp'],
      currentDate: new Date(now()),
    }),
  );
  for (const name of /** @type {const} */ (['issuer', 'policy', 'userId'])) {
    // An option that is there without a value comes of a mistake, such as a session without a user: it must not match everybody.
    if (Object.hasOwn(how, name) && nonEmptyString(name, how[name]) !== content[name]) {
      throw new ReceiptError('foreign', `the receipt's ${name} is another than expected`);
    }
  }
  if (seen) {
    const before = await seen(content.id, content.expiresAtMs);
    if (typeof before !== 'boolean') {
      throw misuse('seen', 'answered neither true nor false');
    }
    if (before) {
      throw new ReceiptError('replayed', 'the receipt came before');
    }
  }
  return content;
}

/**
 * @param {string} receipt
 * @param {Parameters<typeof jwtVerify>[1]} getKey
 * @param {Parameters<typeof jwtVerify>[2]} expected
 */
async function verified(receipt, getKey, expected) {
  try {
    return (await jwtVerify(receipt, /** @type {any} */ (getKey), expected)).payload;
  } catch (cause) {
    if (cause instanceof errors.JWTExpired) {
      throw new ReceiptError('expired', 'the receipt has expired', { cause });
    }
    if (isFaultOfToken(cause)) {
      const { message } = /** @type {Error} */ (cause);
      throw new ReceiptError('invalid', `the receipt is invalid: ${message}`, { cause });
    }
    throw cause;
  }
}

/**
 * @param {JWTPayload} payload
 * @returns {Receipt}
 */
function readReceipt({ jti, sub, iat = 0, exp = 0, iss, ...said }) {
  const { policy, passed, subCode, score, registered, duplicate, requestId, transactionId, pictures } =
    /** @type {any} */ (said);
  return {
    id: String(jti),
    userId: String(sub),
    policy,
    passed: passed === true,
    subCode,
    score,
    registered: registered === true,
    duplicate: duplicate ?? null,
    requestId,
    transactionId,
    pictures,
    issuer: iss ?? null,
    issuedAtMs: iat * 1000,
    expiresAtMs: exp * 1000,
  };
}
