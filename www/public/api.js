// The backend, as the page sees it.

/** @import { Check } from './package.js' */

/**
 * @typedef {object} Policy
 * @property {string} name
 * @property {string} label
 * @property {boolean} demo whether the page may choose mode, groups, liveness and registration
 * @property {'0' | '1' | '2'} verifyModel of its mode
 * @property {boolean} needsTarget
 * @property {boolean} liveness
 * @property {boolean} registers
 * @property {string[]} [faceGroupCodes]
 */
/** @typedef {{ region: string, live: boolean, policies: Policy[] }} ServiceConfig */
/**
 * @typedef {object} Answer
 * @property {boolean} ok whether there is a verdict
 * @property {string} code
 * @property {string | null} subCode
 * @property {boolean} passed
 * @property {string} meaning
 * @property {string} advice
 * @property {string | null} actor
 * @property {string | null} requestId
 * @property {number} attempts
 * @property {boolean} [retryable]
 * @property {number} [retryAfterMs]
 * @property {number | null} [score] 0 to 100
 * @property {boolean} [registered]
 * @property {boolean} [registrationFailed]
 * @property {boolean} [attack]
 * @property {number | null} [attackScore]
 * @property {string} [field]
 * @property {{ checks?: Check[] }} [report]
 */

/** The longest wait for a verdict: more than the backend gives itself. */
const VERDICT_MS = 60_000;

export class NetworkError extends Error {
  /** @param {'offline' | 'unreachable' | 'timeout' | 'not_understood'} reason @param {unknown} [cause] */
  constructor(reason, cause) {
    super(`the service gave no answer: ${reason}`, { cause });
    this.reason = reason;
  }
}

/** @type {Record<string, string>} */
const VERIFY_MODELS = { search: '0', recognize: '0', compare: '1', both: '2' };

/** The demo's token, for each policy that needs one. @type {Map<string, string | undefined>} */
const tokens = new Map();

/** @returns {Promise<ServiceConfig>} */
export async function loadConfig() {
  const response = await send('./api/config', { headers: { accept: 'application/json' } });
  const config = await readJson(response);
  if (!response.ok || !Array.isArray(config.policies)) {
    throw new NetworkError('not_understood');
  }
  for (const policy of config.policies) {
    policy.verifyModel = VERIFY_MODELS[policy.mode];
    policy.faceGroupCodes = policy.groups;
    tokens.set(policy.name, policy.needsToken ? config.token : undefined);
  }
  return /** @type {ServiceConfig} */ (config);
}

/**
 * @param {string} policy
 * @param {Record<string, string>} request
 * @param {{ signal: AbortSignal, idempotencyKey: string }} call
 *   the same key for the same request makes one verification
 * @returns {Promise<Answer>}
 */
export async function verify(policy, request, { signal, idempotencyKey }) {
  // Not `AbortSignal.any`, which phones of 2023 lack.
  const ending = new AbortController();
  const stop = () => ending.abort(signal.reason);
  const timer = setTimeout(() => ending.abort(new DOMException('no verdict in time', 'TimeoutError')), VERDICT_MS);
  signal.addEventListener('abort', stop, { once: true });
  const token = tokens.get(policy);
  try {
    const response = await send('./api/verify', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'idempotency-key': idempotencyKey,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ policy, request }),
      signal: ending.signal,
    });
    const answer = await readJson(response);
    if (typeof answer.code !== 'string') {
      throw new NetworkError('not_understood');
    }
    return /** @type {Answer} */ (answer);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** @param {string} address @param {RequestInit} init */
async function send(address, init) {
  try {
    return await fetch(address, { cache: 'no-store', ...init });
  } catch (error) {
    throw asNetworkError(error);
  }
}

/** @param {Response} response @returns {Promise<Record<string, any>>} */
async function readJson(response) {
  try {
    return Object(await response.json());
  } catch (error) {
    throw error instanceof SyntaxError ? new NetworkError('not_understood', error) : asNetworkError(error);
  }
}

/** What the person stopped stays what it is. @param {unknown} error */
function asNetworkError(error) {
  const { name } = /** @type {Error} */ (error);
  if (name === 'AbortError') {
    return error;
  }
  if (name === 'TimeoutError') {
    return new NetworkError('timeout', error);
  }
  return new NetworkError(navigator.onLine ? 'unreachable' : 'offline', error);
}
