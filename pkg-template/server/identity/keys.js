// The keys of tokens and receipts. The kind of a key fixes its algorithm: what the header of a token asks for decides
// nothing, so that neither `none` nor a public key taken for a shared secret can pass (RFC 8725, 3.1).

import { createLocalJWKSet, createRemoteJWKSet, errors, importJWK } from 'jose';
import { misuse } from '../../lib/misuse.js';
import { insistOnSecret } from '../secret.js';

/** @import { CryptoKey, JSONWebKeySet, JWK } from 'jose' */

/**
 * @typedef {object} SigningKey what signs: one of the two
 * @property {string | Uint8Array} [secret] shared with the verifier, at least 32 bytes; HS256
 * @property {JWK | CryptoKey} [privateKey] RS256 (RSA, SHA-256), ES256 (P-256) or EdDSA (Ed25519), by its kind
 */
/**
 * @typedef {object} VerificationKey what verifies: one of the four
 * @property {string | Uint8Array} [secret] the one that signs, at least 32 bytes; HS256
 * @property {JWK | CryptoKey} [publicKey] RS256, ES256 or EdDSA, by its kind
 * @property {JSONWebKeySet} [jwks] public keys, told apart by their `kid`; RS256, ES256 or EdDSA
 * @property {string | URL} [jwksUrl] where the issuer publishes them, by https; loaded when first needed and kept for
 *   ten minutes; a key that is not among them loads them again, at most every 30 seconds
 */
/**
 * @typedef {object} Signer
 * @property {string} algorithm
 * @property {string | undefined} keyId
 * @property {() => Promise<Uint8Array | CryptoKey>} key
 */
/**
 * @typedef {object} Verifier
 * @property {string[]} algorithms
 * @property {(header: any, token: any) => Promise<Uint8Array | CryptoKey>} getKey
 */

/** An HMAC key is at least as long as its hash (RFC 7518, 3.2). */
const LEAST_SECRET_BYTES = 32;
/** RFC 9864 names the algorithm of an Ed25519 key `Ed25519`; `EdDSA` is its older name. */
const PUBLIC_KEY_ALGORITHMS = ['RS256', 'ES256', 'EdDSA', 'Ed25519'];
const REMOTE = { timeoutDuration: 5_000, cooldownDuration: 30_000, cacheMaxAge: 600_000 };

/** By address: each keeps the keys that it has loaded. @type {Map<string, ReturnType<typeof createRemoteJWKSet>>} */
const remoteKeySets = new Map();
/** @type {WeakMap<JWK, Promise<CryptoKey>>} */
const imported = new WeakMap();

/**
 * @param {SigningKey} given
 * @returns {Signer}
 */
export function readSigningKey({ secret, privateKey }) {
  onlyOne({ secret, privateKey });
  if (secret !== undefined) {
    const bytes = readSecret(secret);
    return { algorithm: 'HS256', keyId: undefined, key: async () => bytes };
  }
  const { algorithm, key } = readAsymmetricKey('privateKey', privateKey);
  const keyId = /** @type {JWK} */ (privateKey).kid;
  return { algorithm, keyId: typeof keyId === 'string' ? keyId : undefined, key };
}

/**
 * @param {VerificationKey} given
 * @returns {Verifier}
 */
export function readVerificationKey({ secret, publicKey, jwks, jwksUrl }) {
  onlyOne({ secret, publicKey, jwks, jwksUrl });
  if (secret !== undefined) {
    const bytes = readSecret(secret);
    return { algorithms: ['HS256'], getKey: async () => bytes };
  }
  if (publicKey !== undefined) {
    const { algorithm, key } = readAsymmetricKey('publicKey', publicKey);
    return { algorithms: algorithm.startsWith('Ed') ? ['EdDSA', 'Ed25519'] : [algorithm], getKey: key };
  }
  return { algorithms: PUBLIC_KEY_ALGORITHMS, getKey: readKeySet(jwks, jwksUrl) };
}

/** @param {Record<string, unknown>} choices */
function onlyOne(choices) {
  const given = Object.keys(choices).filter((name) => choices[name] !== undefined);
  if (given.length !== 1) {
    const names = Object.keys(choices).join(', ');
    throw misuse(given[1] ?? names, given.length === 0 ? 'one of them is needed' : `excludes ${given[0]}`);
  }
}

/** @param {unknown} secret */
function readSecret(secret) {
  insistOnSecret('secret', secret);
  const bytes = typeof secret === 'string' ? new TextEncoder().encode(secret) : secret;
  if (!(bytes instanceof Uint8Array)) {
    throw misuse('secret', 'is neither a string nor bytes');
  }
  if (bytes.length < LEAST_SECRET_BYTES) {
    const reason = `has ${bytes.length} bytes; HS256 needs at least ${LEAST_SECRET_BYTES} random ones, as of \`openssl rand -base64 32\``;
    throw misuse('secret', reason);
  }
  return bytes;
}

/**
 * @param {'privateKey' | 'publicKey'} option
 * @param {unknown} given
 * @returns {{ algorithm: string, key: () => Promise<CryptoKey> }}
 */
function readAsymmetricKey(option, given) {
  if (typeof given !== 'object' || given === null) {
    throw misuse(option, 'is neither a JWK nor a CryptoKey');
  }
  const isPrivate = given instanceof CryptoKey ? given.type === 'private' : 'd' in given;
  if (given instanceof CryptoKey ? given.type === 'secret' : /** @type {JWK} */ (given).kty === 'oct') {
    throw misuse(option, 'is a shared secret; give it as the option secret');
  }
  if (isPrivate !== (option === 'privateKey')) {
    throw misuse(option, `is a ${isPrivate ? 'private' : 'public'} key`);
  }
  const algorithm = given instanceof CryptoKey ? algorithmOfKey(given) : algorithmOfJwk(given);
  if (algorithm === undefined) {
    throw misuse(option, 'is no key for RS256 (RSA, SHA-256), ES256 (P-256) or EdDSA (Ed25519)');
  }
  if (given instanceof CryptoKey) {
    return { algorithm, key: async () => given };
  }
  return { algorithm, key: () => importOnce(/** @type {JWK} */ (given), algorithm) };
}

/** @param {JWK} jwk @param {string} algorithm */
function importOnce(jwk, algorithm) {
  const key = imported.get(jwk) ?? /** @type {Promise<CryptoKey>} */ (importJWK(jwk, algorithm));
  imported.set(jwk, key);
  return key;
}

/** @param {JWK} jwk */
function algorithmOfJwk({ kty, crv, alg }) {
  const names =
    kty === 'RSA' ? ['RS256'] : crv === 'P-256' ? ['ES256'] : crv === 'Ed25519' ? ['EdDSA', 'Ed25519'] : [];
  return alg === undefined ? names[0] : names.find((name) => name === alg);
}

/** @param {CryptoKey} key */
function algorithmOfKey({ algorithm }) {
  const { name, namedCurve, hash } = /** @type {{ name: string, namedCurve?: string, hash?: { name: string } }} */ (
    algorithm
  );
  if (name === 'Ed25519') {
    return 'EdDSA';
  }
  if (name === 'ECDSA') {
    return namedCurve === 'P-256' ? 'ES256' : undefined;
  }
  return name === 'RSASSA-PKCS1-v1_5' && hash?.name === 'SHA-256' ? 'RS256' : undefined;
}

/**
 * @param {JSONWebKeySet | undefined} jwks
 * @param {string | URL | undefined} jwksUrl
 * @returns {Verifier['getKey']}
 */
function readKeySet(jwks, jwksUrl) {
  if (jwks !== undefined) {
    try {
      return createLocalJWKSet({ ...jwks, keys: jwks.keys.map(withoutAlgorithmOfEd25519) });
    } catch (cause) {
      throw misuse('jwks', `is no JSON Web Key Set: ${/** @type {Error} */ (cause).message}`);
    }
  }
  const url = URL.canParse(String(jwksUrl)) ? new URL(String(jwksUrl)) : undefined;
  const isLoopback = url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (!url || (url.protocol !== 'https:' && !isLoopback)) {
    throw misuse('jwksUrl', 'is no https URL');
  }
  const known = remoteKeySets.get(url.href) ?? createRemoteJWKSet(url, REMOTE);
  remoteKeySets.set(url.href, known);
  return known;
}

/**
 * `crypto.subtle.exportKey` writes `Ed25519` where most tokens say `EdDSA`: both names are right for such a key, which
 * has no other algorithm.
 *
 * @param {JWK} key
 */
function withoutAlgorithmOfEd25519({ alg, ...key }) {
  const isOneOfTwo = key.crv === 'Ed25519' && (alg === 'Ed25519' || alg === 'EdDSA');
  return alg === undefined || isOneOfTwo ? key : { ...key, alg };
}

/**
 * Whether a token is at fault that could not be verified. All else means that the keys could not be loaded.
 *
 * @param {unknown} error
 */
export function isFaultOfToken(error) {
  return [
    errors.JOSEAlgNotAllowed,
    errors.JOSENotSupported,
    errors.JWKSMultipleMatchingKeys,
    errors.JWKSNoMatchingKey,
    errors.JWSInvalid,
    errors.JWSSignatureVerificationFailed,
    errors.JWTClaimValidationFailed,
    errors.JWTExpired,
    errors.JWTInvalid,
  ].some((kind) => error instanceof kind);
}
