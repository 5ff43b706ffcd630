// Verifies the older V2 signature (HMAC-SHA1 over query and form together). The backend never sends it; SDKs that are
// configured for it still do.

import { encodeBase64 } from '../../lib/base64.js';
import { sameText } from '../../server/same-text.js';
import { percentEncode } from '../../server/signature/sign.js';
import { GatewayError } from './errors.js';
import { V2_WINDOW_MS, accessKey, checkNonce, checkTime } from './access-keys.js';
import { mergedParameters } from './read-call.js';

/** @import { AccessKey, Gate } from './access-keys.js' */
/** @import { Call } from './read-call.js' */

/** @param {Call} call */
export function isV2(call) {
  return !call.headers.has('authorization') && call.query.some(([name]) => name === 'Signature');
}

/**
 * @param {Call} call
 * @param {Gate} gate
 * @returns {Promise<{ key: AccessKey, action: string, version: string }>}
 */
export async function verifyV2(call, gate) {
  const parameters = mergedParameters(call);
  const value = parameters.get('Signature') ?? '';
  if (parameters.get('SignatureMethod') !== 'HMAC-SHA1' || parameters.get('SignatureVersion') !== '1.0') {
    throw new GatewayError('IncompleteSignature', 'The request signature does not conform to the standards.');
  }
  checkTime(parameters.get('Timestamp') ?? '', gate, V2_WINDOW_MS);
  const accessKeyId = parameters.get('AccessKeyId') ?? '';
  const key = accessKey(gate, accessKeyId, parameters.get('SecurityToken'));
  const text = stringToSignV2(call.method, parameters);
  if (!sameText(await signatureV2(key.accessKeySecret, text), value)) {
    throw new GatewayError(
      'SignatureDoesNotMatch',
      `Specified signature is not matched with our calculation. server string to sign is:${text}`,
    );
  }
  checkNonce(gate, accessKeyId, parameters.get('SignatureNonce') ?? '');
  return { key, action: parameters.get('Action') ?? '', version: parameters.get('Version') ?? '' };
}

/** @param {string} method @param {Map<string, string>} parameters */
export function stringToSignV2(method, parameters) {
  const pairs = [...parameters]
    .filter(([name]) => name !== 'Signature')
    .map(([name, value]) => /** @type {const} */ ([percentEncode(name), percentEncode(value)]))
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  return `${method}&%2F&${percentEncode(pairs.join('&'))}`;
}

/** @param {string} accessKeySecret @param {string} text @returns {Promise<string>} Base64 */
export async function signatureV2(accessKeySecret, text) {
  const utf8 = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-1' };
  const key = await crypto.subtle.importKey('raw', utf8.encode(`${accessKeySecret}&`), algorithm, false, ['sign']);
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8.encode(text)));
  return encodeBase64(bytes);
}
