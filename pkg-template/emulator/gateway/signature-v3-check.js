// Verifies a V3 signature the way a receiver must: over the SignedHeaders as received (the mandatory ones must be among
// them), the query decoded and encoded again, and the exact bytes of the body.

import { sameText } from '../../server/same-text.js';
import * as sign from '../../server/signature/sign.js';
import { GatewayError } from './errors.js';
import { accessKey, checkNonce, checkTime } from './access-keys.js';

/** @import { AccessKey, Gate } from './access-keys.js' */
/** @import { Call } from './read-call.js' */

const MANDATORY = [
  'host',
  'x-acs-action',
  'x-acs-content-sha256',
  'x-acs-date',
  'x-acs-signature-nonce',
  'x-acs-version',
];
const MANDATORY_WHEN_PRESENT = ['content-type', 'x-acs-security-token', 'x-acs-accesskey-id'];

/**
 * @param {Call} call
 * @param {Gate} gate
 * @returns {Promise<{ key: AccessKey, action: string, version: string }>}
 */
export async function verifyV3(call, gate) {
  const { accessKeyId, signedNames, value } = parseAuthorization(call.headers.get('authorization') ?? '');
  checkSignedHeaders(call, signedNames);
  checkTime(call.headers.get('x-acs-date') ?? '', gate, gate.options.clockWindowMs);
  const key = accessKey(gate, accessKeyId, call.headers.get('x-acs-security-token'));

  const payloadHash = await sign.sha256Hex(call.body);
  const canonical = await sign.canonicalRequest({
    method: call.method,
    path: call.path,
    query: await sign.canonicalQuery(call.query),
    headers: await sign.canonicalHeaders(call.headers, signedNames),
    signedNames,
    payloadHash,
  });
  const text = await sign.stringToSign(canonical);
  const bodyAsClaimed = sameText(call.headers.get('x-acs-content-sha256') ?? '', payloadHash);
  if (!bodyAsClaimed || !sameText(await sign.signature(key.accessKeySecret, text), value)) {
    throw new GatewayError(
      'SignatureDoesNotMatch',
      `Specified signature does not match our calculation. server StringToSign is [${text}] server CanonicalRequest is [${canonical}]`,
    );
  }
  checkNonce(gate, accessKeyId, call.headers.get('x-acs-signature-nonce') ?? '');
  return {
    key,
    action: call.headers.get('x-acs-action') ?? '',
    version: call.headers.get('x-acs-version') ?? '',
  };
}

/** @param {string} header */
function parseAuthorization(header) {
  const [algorithm, rest] = [header.slice(0, sign.ALGORITHM.length), header.slice(sign.ALGORITHM.length)];
  const parts = new Map(
    rest.split(',').map((part) => {
      const at = part.indexOf('=');
      return /** @type {[string, string]} */ ([part.slice(0, at).trim(), part.slice(at + 1).trim()]);
    }),
  );
  const accessKeyId = parts.get('Credential');
  const names = parts.get('SignedHeaders');
  const value = parts.get('Signature');
  if (algorithm !== sign.ALGORITHM || !accessKeyId || !names || !value) {
    throw new GatewayError('IncompleteSignature', 'The request signature does not conform to the standards.');
  }
  return { accessKeyId, signedNames: names.split(';'), value };
}

/** @param {Call} call @param {string[]} signedNames */
function checkSignedHeaders(call, signedNames) {
  const needed = [...MANDATORY, ...MANDATORY_WHEN_PRESENT.filter((name) => call.headers.has(name))];
  const unsigned = needed.filter((name) => !signedNames.includes(name) || !call.headers.has(name));
  const unordered = signedNames.join() !== [...new Set(signedNames)].sort().join();
  if (unsigned.length > 0 || unordered) {
    const reason = unordered
      ? 'SignedHeaders must be sorted and unique'
      : `not signed or missing: ${unsigned.join(', ')}`;
    throw new GatewayError(
      'IncompleteSignature',
      `The request signature does not conform to the standards: ${reason}.`,
    );
  }
}
