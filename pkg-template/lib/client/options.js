import { addressOf } from './address.js';
import { wireFields } from './fields.js';
import { insist, misuse, refuseUnknown } from '../misuse.js';

/** @import { SubmitOptions, SubmitProgress } from './types.js' */

/**
 * @typedef {object} Submission what a submission was asked to do
 * @property {string} url
 * @property {string} policy
 * @property {SubmitOptions['token']} token
 * @property {Record<string, string>} fields by the API's names
 * @property {string | undefined} idempotencyKey
 * @property {boolean} allowFailed
 * @property {number} timeoutMs
 * @property {AbortSignal | undefined} signal
 * @property {(progress: SubmitProgress) => void} onProgress
 * @property {SubmitOptions['texts']} texts
 * @property {typeof fetch | undefined} fetch
 */

const OPTIONS = [
  ...['endpoint', 'policy', 'token', 'fields', 'idempotencyKey', 'allowFailed', 'timeoutMs', 'signal', 'onProgress'],
  ...['texts', 'fetch'],
];

/** A longer timer would fire at once: browsers keep the delay in 32 bits. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * @param {SubmitOptions} options
 * @returns {Submission}
 */
export function readOptions(options) {
  if (typeof options !== 'object' || options === null) {
    throw misuse('options', 'an object with a policy is expected');
  }
  refuseUnknown(options, OPTIONS);
  const { endpoint = '/api/verify', policy, token, fields = {}, idempotencyKey, signal, texts, fetch } = options;
  const { allowFailed = false, timeoutMs = 60_000, onProgress = () => {} } = options;
  insist(typeof policy === 'string' && policy !== '', 'policy', 'the name of a policy is expected');
  insist(['undefined', 'string', 'function'].includes(typeof token), 'token', 'a string or a function is expected');
  insist(
    idempotencyKey === undefined || isKey(idempotencyKey),
    'idempotencyKey',
    'takes 8 to 128 printable ASCII characters',
  );
  insist(typeof allowFailed === 'boolean', 'allowFailed', 'true or false is expected');
  insist(timeoutMs > 0 && timeoutMs <= LONGEST_MS, 'timeoutMs', `takes 1 to ${LONGEST_MS}`);
  insist(
    signal === undefined || typeof signal?.addEventListener === 'function',
    'signal',
    'an AbortSignal is expected',
  );
  insist(typeof onProgress === 'function', 'onProgress', 'a function is expected');
  insist(texts === undefined || (typeof texts === 'object' && texts !== null), 'texts', 'texts by key are expected');
  insist(fetch === undefined || typeof fetch === 'function', 'fetch', 'a function is expected');
  const url = addressOf(endpoint);
  return {
    url,
    policy,
    token,
    fields: wireFields(fields),
    idempotencyKey,
    allowFailed,
    timeoutMs,
    signal,
    onProgress,
    texts,
    fetch,
  };
}

/**
 * What the header takes, and the backend with it.
 *
 * @param {unknown} key
 */
export function isKey(key) {
  return typeof key === 'string' && /^[\x21-\x7e]{8,128}$/.test(key);
}
