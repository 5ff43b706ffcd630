// The V3 signature (ACS3-HMAC-SHA256) of Alibaba Cloud's RPC gateways, one function a stage.
// Every stage is pure: the clock and the nonce come in as arguments, so that published and captured
// values pin each one. Only WebCrypto is used; it is the same in Node, Workers and browsers.
// Reference: https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature

import { hex } from '../../lib/hex.js';

export { hex };

/** @typedef {[name: string, value: string]} Pair */
/**
 * @typedef {object} Credentials
 * @property {string} accessKeyId
 * @property {string} accessKeySecret
 * @property {string | undefined} [securityToken] present when the key pair is temporary (STS)
 */

export const ALGORITHM = 'ACS3-HMAC-SHA256';

/** The only content type the gateway is sent. Without it `fetch` would add its own and break the signature. */
export const FORM_CONTENT_TYPE = 'application/x-www-form-urlencoded';

const utf8 = new TextEncoder();

/** SHA-256 of a body as hexadecimal digits. @param {Uint8Array | string} body @returns {Promise<string>} */
export async function sha256Hex(body) {
  const bytes = typeof body === 'string' ? utf8.encode(body) : body;
  return hex(await crypto.subtle.digest('SHA-256', /** @type {Uint8Array<ArrayBuffer>} */ (bytes)));
}

/**
 * RFC 3986 percent-encoding of the UTF-8 form: all but `A-Za-z0-9-_.~` is escaped.
 * @param {string} text
 */
export function percentEncode(text) {
  // A lone surrogate has no UTF-8 form; the encoder turns it into U+FFFD instead of throwing.
  const wellFormed = new TextDecoder('utf-8', { ignoreBOM: true }).decode(utf8.encode(text));
  return encodeURIComponent(wellFormed).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * Order of the UTF-8 bytes; JavaScript's own order is that of UTF-16 units.
 * @param {Pair} left
 * @param {Pair} right
 */
function byNameBytes([left], [right]) {
  const [a, b] = [utf8.encode(left), utf8.encode(right)];
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return a.length - b.length;
}

/**
 * Stage 1: the decoded query parameters, sorted and encoded anew. The query on the wire may be encoded otherwise.
 * @param {Iterable<Pair>} parameters
 * @returns {Promise<string>}
 */
export async function canonicalQuery(parameters) {
  return [...parameters]
    .sort(byNameBytes)
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&');
}

/**
 * The headers that a client of this gateway signs: every `x-acs-*`, `host` and `content-type`. Headers that a platform
 * may rewrite (`user-agent`, `accept`) are left out.
 * @param {Iterable<Pair>} headers
 * @returns {Promise<string[]>} lower-case names, sorted
 */
export async function headersToSign(headers) {
  return [...headers]
    .map(([name]) => name.toLowerCase())
    .filter((name) => name.startsWith('x-acs-') || name === 'host' || name === 'content-type')
    .sort();
}

/**
 * Stage 2: `name:value\n` for each signed header. Values lose blanks at their ends only.
 * @param {Iterable<Pair>} headers
 * @param {readonly string[]} signedNames lower case, sorted
 * @returns {Promise<string>}
 */
export async function canonicalHeaders(headers, signedNames) {
  const values = new Map([...headers].map(([name, value]) => [name.toLowerCase(), value.trim()]));
  return signedNames.map((name) => `${name}:${values.get(name) ?? ''}\n`).join('');
}

/**
 * Stage 3: everything that is signed, in one text.
 * @param {object} parts
 * @param {string} parts.method
 * @param {string} parts.path `/` for every RPC operation
 * @param {string} parts.query the result of {@link canonicalQuery}
 * @param {string} parts.headers the result of {@link canonicalHeaders}
 * @param {readonly string[]} parts.signedNames
 * @param {string} parts.payloadHash the result of {@link sha256Hex} over the body as sent
 * @returns {Promise<string>}
 */
export async function canonicalRequest({ method, path, query, headers, signedNames, payloadHash }) {
  return [method, path, query, headers, signedNames.join(';'), payloadHash].join('\n');
}

/** Stage 4. @param {string} canonical the result of {@link canonicalRequest} @returns {Promise<string>} */
export async function stringToSign(canonical) {
  return `${ALGORITHM}\n${await sha256Hex(canonical)}`;
}

/**
 * Stage 5: HMAC-SHA256 with the secret itself; V3 derives no keys.
 * @param {string} accessKeySecret
 * @param {string} text the result of {@link stringToSign}
 * @returns {Promise<string>}
 */
export async function signature(accessKeySecret, text) {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', utf8.encode(accessKeySecret), algorithm, false, ['sign']);
  return hex(await crypto.subtle.sign('HMAC', key, utf8.encode(text)));
}

/**
 * Stage 6: the `Authorization` header.
 * @param {string} accessKeyId
 * @param {readonly string[]} signedNames
 * @param {string} value the result of {@link signature}
 * @returns {Promise<string>}
 */
export async function authorization(accessKeyId, signedNames, value) {
  return `${ALGORITHM} Credential=${accessKeyId},SignedHeaders=${signedNames.join(';')},Signature=${value}`;
}

/** The gateway's date form, whole seconds in UTC. @param {number} epochMs */
export function acsDate(epochMs) {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}

/**
 * All stages for one RPC call.
 * @param {object} call
 * @param {string} call.host the Host header as it will be sent, with its port when the address has one
 * @param {string} call.action
 * @param {string} call.version
 * @param {Iterable<Pair>} call.query
 * @param {string} call.body the encoded form
 * @param {Credentials} call.credentials
 * @param {number} call.nowMs the time to sign for, in milliseconds since 1970
 * @param {string} call.nonce unique for every attempt
 * @returns {Promise<Record<string, string>>} the headers to send; `host` is left to the platform
 */
export async function signRpc({ host, action, version, query, body, credentials, nowMs, nonce }) {
  const payloadHash = await sha256Hex(body);
  /** @type {Record<string, string>} */
  const headers = {
    'content-type': FORM_CONTENT_TYPE,
    'x-acs-action': action,
    'x-acs-content-sha256': payloadHash,
    'x-acs-date': acsDate(nowMs),
    'x-acs-signature-nonce': nonce,
    'x-acs-version': version,
  };
  if (credentials.securityToken !== undefined) {
    // The documentation names only the token; the official SDKs send and sign the key's id too.
    headers['x-acs-accesskey-id'] = credentials.accessKeyId;
    headers['x-acs-security-token'] = credentials.securityToken;
  }
  const all = [...Object.entries(headers), /** @type {Pair} */ (['host', host])];
  const signedNames = await headersToSign(all);
  const canonical = await canonicalRequest({
    method: 'POST',
    path: '/',
    query: await canonicalQuery(query),
    headers: await canonicalHeaders(all, signedNames),
    signedNames,
    payloadHash,
  });
  const value = await signature(credentials.accessKeySecret, await stringToSign(canonical));
  return { ...headers, authorization: await authorization(credentials.accessKeyId, signedNames, value) };
}
