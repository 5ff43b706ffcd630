// A short-lived signed token says who the user is. The integrator's own server issues it after its own login; the page
// carries it to the backend as `Authorization: Bearer <token>`.

import { SignJWT, errors, jwtVerify } from 'jose';
import { Refusal } from '../http/refusal.js';
import { isFaultOfToken, readSigningKey, readVerificationKey } from './keys.js';
import { misuse, refuseUnknown } from '../../lib/misuse.js';
import { integerWithin, nonEmptyString } from '../options.js';
import { platformNow, platformUuid } from '../timer.js';

/** @import { JWTPayload } from 'jose' */
/** @import { SigningKey, VerificationKey } from './keys.js' */
/** @import { Uuid } from '../timer.js' */

/** Type of the tokens of {@link issueToken}: it keeps a receipt, or a JWT made for something else, from being taken for one. */
const TOKEN_TYPE = 'face-preflight+jwt';
const AUDIENCE = 'face-preflight';
const LONGEST_TOKEN = 8_192;
const LONGEST_LIFE_S = 86_400;
const MOST_USES = 1_000;
const OF_CONTENT = ['userId', 'policy', 'expiresInS', 'uses', 'claims'];
const OF_ISSUE = ['secret', 'privateKey', 'issuer', 'audience', 'now', 'uuid'];
const OF_VERIFICATION = [
  'secret',
  'publicKey',
  'jwks',
  'jwksUrl',
  'issuer',
  'audience',
  'type',
  'clockToleranceS',
  'now',
];
/** Claims that {@link issueToken} writes itself. */
const OWN_CLAIMS = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti', 'policy', 'uses'];

/**
 * @typedef {object} Identity who asks, and for what
 * @property {string} userId the integrator's own id of the user
 * @property {string | string[]} [policy] the policies for which the token is good; all of them unless given
 * @property {string} [tokenId] id of the token
 * @property {number} [uses] how many verifications the token is good for; any number until it expires unless given
 * @property {number} [expiresAtMs] milliseconds since 1970
 * @property {Record<string, unknown>} [claims] all claims of the token
 */
/**
 * @typedef {object} TokenContent
 * @property {string} userId the integrator's own id of the user. It can be read in the token: choose one that says
 *   nothing about the person.
 * @property {string | string[]} policy the policies of the backend for which the token is good
 * @property {number | undefined} [expiresInS] 1 to 86,400. Default: 600
 * @property {number | undefined} [uses] how many verifications the token is good for, 1 to 1,000; a repetition with the same
 *   idempotency key is no second use. Default: 1
 * @property {Record<string, unknown> | undefined} [claims] further claims; the person can read them
 */
/**
 * @typedef {object} TokenIssuer
 * @property {string} [issuer] who issues the token: `iss`
 * @property {string | undefined} [audience] who takes it: `aud`. Default: `face-preflight`
 * @property {(() => number) | undefined} [now] milliseconds since 1970
 * @property {Uuid | undefined} [uuid] for the token's id, `jti`. Default: `crypto.randomUUID`
 */
/**
 * @typedef {object} TokenExpectation
 * @property {string} [issuer] that `iss` must name. Default: any
 * @property {string | undefined} [audience] that `aud` must hold. Default: `face-preflight`
 * @property {string | undefined} [type] that the header's `typ` must name. Default: `face-preflight+jwt`, as {@link issueToken}
 *   writes it. Tokens of another type, of an identity provider for example, need neither `policy` nor `uses`.
 * @property {number | undefined} [clockToleranceS] how far the two clocks may differ, 0 to 300. Default: 5
 * @property {(() => number) | undefined} [now] milliseconds since 1970
 */

/**
 * A token for one user, on the integrator's own server, after it knows who the user is.
 *
 * @param {TokenContent} content
 * @param {SigningKey & TokenIssuer} how
 * @returns {Promise<string>} a JWT
 * @throws {import('../../lib/errors.js').PreflightError} `invalid_option`
 *
 * @example
 * ```js
 * const secret = 'at least 32 bytes of random text';
 * console.log(await issueToken({ userId: 'user-42', policy: 'signup' }, { secret }));
 * ```
 */
export async function issueToken(content, how) {
  refuseUnknown(content, OF_CONTENT);
  refuseUnknown(how, OF_ISSUE);
  const { userId, policy, expiresInS = 600, uses = 1, claims = {} } = content;
  const { issuer, audience = AUDIENCE, now = platformNow, uuid = platformUuid } = how;
  const { algorithm, keyId, key } = readSigningKey(how);
  const policies = [policy].flat();
  if (policies.length === 0) {
    throw misuse('policy', 'is an empty list');
  }
  policies.forEach((name) => nonEmptyString('policy', name));
  const taken = Object.keys(claims).find((name) => OWN_CLAIMS.includes(name));
  if (taken !== undefined) {
    throw misuse(`claims.${taken}`, 'is written by issueToken');
  }
  const issuedAtS = Math.floor(now() / 1000);
  const token = new SignJWT({
    ...claims,
    policy,
    uses: integerWithin('uses', uses, { least: 1, most: MOST_USES }),
  })
    .setProtectedHeader({ alg: algorithm, typ: TOKEN_TYPE, ...(keyId !== undefined && { kid: keyId }) })
    .setSubject(nonEmptyString('userId', userId))
    .setAudience(nonEmptyString('audience', audience))
    .setJti(uuid())
    .setIssuedAt(issuedAtS)
    .setExpirationTime(issuedAtS + integerWithin('expiresInS', expiresInS, { least: 1, most: LONGEST_LIFE_S }));
  if (issuer !== undefined) {
    token.setIssuer(nonEmptyString('issuer', issuer));
  }
  return token.sign(await key());
}

/**
 * An `authenticate` for `createBackend` that takes tokens of {@link issueToken}, or of the integrator's own issuer.
 *
 * @param {VerificationKey & TokenExpectation} how
 * @returns {(request: Request, context?: { policy?: string }) => Promise<Identity | null>} null: the request carries no
 *   token. It rejects with a `Refusal`: `token_expired`; `token_policy`, the token is for another policy;
 *   `token_issuer_unreachable`, the issuer's keys cannot be loaded; or `token_invalid`.
 * @throws {import('../../lib/errors.js').PreflightError} `invalid_option`
 *
 * @example
 * ```js
 * const secret = 'at least 32 bytes of random text';
 * const authenticate = tokenAuthenticator({ secret });
 * const authorization = `Bearer ${await issueToken({ userId: 'user-42', policy: 'signup' }, { secret })}`;
 * const identity = await authenticate(new Request('https://shop.example/api/verify', { headers: { authorization } }));
 * console.log(identity?.userId);
 * ```
 */
export function tokenAuthenticator(how) {
  refuseUnknown(how, OF_VERIFICATION);
  const { audience = AUDIENCE, type = TOKEN_TYPE, clockToleranceS = 5, now = platformNow } = how;
  const { algorithms, getKey } = readVerificationKey(how);
  const expected = {
    algorithms,
    audience: nonEmptyString('audience', audience),
    typ: nonEmptyString('type', type),
    clockTolerance: integerWithin('clockToleranceS', clockToleranceS, { least: 0, most: 300 }),
    requiredClaims: type === TOKEN_TYPE ? ['sub', 'exp', 'jti', 'policy', 'uses'] : ['sub', 'exp'],
    // A variable of the environment that is not set must not open the door to every issuer.
    ...(Object.hasOwn(how, 'issuer') && { issuer: nonEmptyString('issuer', how.issuer) }),
  };
  return async (request, { policy } = {}) => {
    const token = bearerToken(request);
    if (token === null) {
      return null;
    }
    const payload = await verified(token, getKey, { ...expected, currentDate: new Date(now()) });
    const identity = identityOf(payload);
    if (policy !== undefined && identity.policy !== undefined && ![identity.policy].flat().includes(policy)) {
      throw new Refusal('token_policy');
    }
    return identity;
  };
}

/** RFC 6750, 2.1. @param {Request} request */
function bearerToken(request) {
  const [, token] = /^bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  if (token !== undefined && token.length > LONGEST_TOKEN) {
    throw new Refusal('token_invalid', { detail: `The token is longer than ${LONGEST_TOKEN} characters.` });
  }
  return token ?? null;
}

/**
 * @param {string} token
 * @param {Parameters<typeof jwtVerify>[1]} getKey
 * @param {Parameters<typeof jwtVerify>[2]} expected
 * @returns {Promise<JWTPayload>}
 */
async function verified(token, getKey, expected) {
  try {
    return (await jwtVerify(token, /** @type {any} */ (getKey), expected)).payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      throw new Refusal('token_expired');
    }
    if (error instanceof errors.JWTClaimValidationFailed) {
      throw new Refusal('token_invalid', { detail: `The token's ${error.claim} is not as expected.` });
    }
    throw new Refusal(isFaultOfToken(error) ? 'token_invalid' : 'token_issuer_unreachable');
  }
}

/**
 * @param {JWTPayload} payload
 * @returns {Identity}
 */
function identityOf(payload) {
  const { sub: userId, jti: tokenId, exp = 0, policy, uses } = payload;
  const wrong =
    ((typeof userId !== 'string' || userId === '') && 'sub') ||
    (policy !== undefined && !isListOfNames([policy].flat()) && 'policy') ||
    (uses !== undefined && !(Number.isInteger(uses) && Number(uses) >= 1) && 'uses') ||
    (uses !== undefined && (typeof tokenId !== 'string' || tokenId === '') && 'jti');
  if (wrong) {
    throw new Refusal('token_invalid', { detail: `The token's ${wrong} is not as expected.` });
  }
  return {
    userId: String(userId),
    expiresAtMs: exp * 1000,
    claims: payload,
    ...(policy !== undefined && { policy: /** @type {string | string[]} */ (policy) }),
    ...(typeof tokenId === 'string' && { tokenId }),
    ...(uses !== undefined && { uses: Number(uses) }),
  };
}

/** @param {unknown[]} names */
function isListOfNames(names) {
  return names.length > 0 && names.every((name) => typeof name === 'string' && name !== '');
}
