// One call of the service: what is sent, and what its answer means for the next step.

import { BodyRefused, readUpTo } from '../http/body.js';
import { percentEncode, signRpc } from '../signature/sign.js';
import { timeout } from '../timer.js';

/** @import { Credentials, Pair } from '../signature/sign.js' */
/** @import { Timer } from '../timer.js' */
/** @import { Line } from './service-call.js' */

/**
 * @typedef {object} Reply a JSON answer of the service, whatever its code
 * @property {number} httpStatus
 * @property {string} code
 * @property {string | null} requestId
 * @property {Record<string, unknown>} result
 * @property {Record<string, unknown>} body all of the answer: lists stand beside `Result`
 * @property {number} retryAfterMs
 */
/**
 * @typedef {{ kind: 'reply', reply: Reply, dateMs: number }
 *   | { kind: 'failed', code: 'upstream_timeout' | 'upstream_unreachable' | 'upstream_not_understood', httpStatus?: number, requestId: string | null, retryAfterMs: number, cause?: unknown }} Attempt
 */

const ANSWER_LIMIT_BYTES = 1_000_000;
/** The SDKs' cap for `x-acs-retry-after`. */
const RETRY_AFTER_MOST_MS = 120_000;

/**
 * @typedef {object} Message
 * @property {URL} url
 * @property {Record<string, string>} headers
 * @property {string} body
 */

/**
 * A message with a date and nonce of its own.
 * @param {object} what
 * @param {{ action: string, version: string, query: Pair[] }} what.call
 * @param {string} what.body the encoded form
 * @param {Credentials} what.credentials
 * @param {Pick<Line, 'endpoint' | 'now' | 'clock' | 'uuid'>} what.line
 * @returns {Promise<Message>}
 */
export async function signed({ call, body, credentials, line }) {
  const { action, version, query } = call;
  const url = new URL(line.endpoint);
  url.search = query.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&');
  const headers = await signRpc({
    host: url.host,
    action,
    version,
    query,
    body,
    credentials,
    nowMs: line.now() + line.clock.offsetMs,
    nonce: line.uuid().replaceAll('-', ''),
  });
  return { url, headers: { ...headers, accept: 'application/json' }, body };
}

/**
 * @param {Message} message
 * @param {object} how
 * @param {typeof globalThis.fetch} how.fetch
 * @param {() => Promise<void>} how.answered called as soon as an answer begins
 * @param {AbortSignal} how.clientLeft
 * @param {number} how.limitMs
 * @param {Timer} how.timer
 * @returns {Promise<Attempt>}
 */
export async function attemptOnce({ url, headers, body }, { fetch, answered, clientLeft, limitMs, timer }) {
  const late = timeout(limitMs, timer);
  /** @type {Response | undefined} */
  let answer;
  try {
    const signal = AbortSignal.any([clientLeft, late.signal]);
    // A redirect would carry the signed request elsewhere.
    answer = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    const [bytes] = await Promise.all([readUpTo(answer.body, ANSWER_LIMIT_BYTES), answered()]);
    return understand(answer, new TextDecoder().decode(bytes));
  } catch (error) {
    const code = late.signal.aborted
      ? 'upstream_timeout'
      : error instanceof BodyRefused
        ? 'upstream_not_understood'
        : 'upstream_unreachable';
    return { kind: 'failed', code, requestId: requestIdOf(answer), retryAfterMs: 0, cause: error };
  } finally {
    late.clear();
  }
}

/** @param {Response} answer @param {string} text @returns {Attempt} */
function understand(answer, text) {
  const asked = Number(answer.headers.get('x-acs-retry-after') ?? 0);
  const retryAfterMs = asked > 0 ? Math.min(asked, RETRY_AFTER_MOST_MS) : 0;
  const json = parseObject(text);
  const requestId = requestIdOf(answer, json);
  if (!json || typeof json.Code !== 'string' || !/^[\w.]{1,100}$/.test(json.Code)) {
    return { kind: 'failed', code: 'upstream_not_understood', httpStatus: answer.status, requestId, retryAfterMs };
  }
  const result = typeof json.Result === 'object' && json.Result !== null ? json.Result : {};
  return {
    kind: 'reply',
    dateMs: Date.parse(answer.headers.get('date') ?? '') || 0,
    reply: {
      httpStatus: answer.status,
      code: json.Code,
      requestId,
      result: /** @type {Record<string, unknown>} */ (result),
      body: json,
      retryAfterMs,
    },
  };
}

/**
 * The service's id of a call, which a broken answer has in its header.
 * @param {Response | undefined} answer
 * @param {Record<string, unknown>} [json]
 */
function requestIdOf(answer, json) {
  const named = json?.RequestId ?? answer?.headers.get('x-acs-request-id');
  // It goes into logs and answers, so it must look like an id.
  return typeof named === 'string' && /^[\w-]{1,64}$/.test(named) ? named : null;
}

/** @param {string} text @returns {Record<string, unknown> | undefined} */
function parseObject(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
