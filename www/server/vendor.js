// The call of the service: signed anew for every attempt, retried where that is safe, inside one deadline.

import { BodyRefused, readUpTo } from './body.js';
import { ACTION, VERSION } from './contract.js';
import { Refusal } from './refusal.js';
import { percentEncode, signRpc } from './sign.js';

/** @typedef {import('./sign.js').Pair} Pair */
/**
 * @typedef {object} Call
 * @property {Pair[]} query
 * @property {Pair[]} form
 * @property {AbortSignal} clientLeft
 */
/**
 * @typedef {object} Line what the call needs of its surroundings
 * @property {import('./config.js').Config} config
 * @property {typeof fetch} fetch
 * @property {() => number} now milliseconds since 1970
 * @property {() => number} random 0 to 1
 * @property {(ms: number) => Promise<void>} sleep
 * @property {(longestWaitMs: number) => Promise<import('./ledger.js').Place>} takePlace under the account's calls per second
 * @property {{ offsetMs: number }} clock the service's time less ours, learned from its answers
 */
/**
 * @typedef {object} Reply a JSON answer of the service, whatever its code
 * @property {number} httpStatus
 * @property {string} code
 * @property {string | null} requestId
 * @property {Record<string, unknown>} result
 * @property {number} retryAfterMs
 */
/**
 * @typedef {object} Tally what was spent on a call, also when it fails
 * @property {number} attempts
 * @property {number} uncertain attempts that may have been carried out although no answer says so
 * @property {number} queueMs
 * @property {number} upstreamMs
 */
/**
 * @typedef {{ kind: 'reply', reply: Reply, dateMs: number }
 *   | { kind: 'failed', code: 'upstream_timeout' | 'upstream_unreachable' | 'upstream_not_understood', httpStatus?: number, requestId: string | null, retryAfterMs: number }} Attempt
 */

const ANSWER_LIMIT_BYTES = 1_000_000;
/** How much later than its turn a call may leave; the account's window is wider than a second by twice that. */
const LATE_MS = 50;
const BACKOFF_MS = { first: 250, most: 4_000 };
/** The SDKs' cap for `x-acs-retry-after`. */
const RETRY_AFTER_MOST_MS = 120_000;

/** @returns {Tally} */
export function newTally() {
  return { attempts: 0, uncertain: 0, queueMs: 0, upstreamMs: 0 };
}

/**
 * @param {Call} call
 * @param {Line} line
 * @param {Tally} tally is kept up to date
 * @returns {Promise<Reply>} rejects with a {@link Refusal}
 */
export async function callService(call, line, tally) {
  const {
    config: { limits },
    now,
  } = line;
  const deadline = now() + limits.deadlineMs;
  const body = call.form.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&');
  let clockCorrected = false;
  for (let tries = 1; ; tries += 1) {
    await queue(line, tally, deadline);
    const attempt = await countedAttempt(call, body, line, tally, deadline);
    if (
      attempt.kind === 'reply' &&
      attempt.reply.code === 'InvalidTimeStamp.Expired' &&
      !clockCorrected &&
      attempt.dateMs > 0
    ) {
      clockCorrected = true;
      line.clock.offsetMs = attempt.dateMs - now();
      tries -= 1;
      continue;
    }
    const pauseMs = Math.max(retryAfter(attempt), fullJitter(tries, line.random));
    if (isRetryable(attempt) && tries < limits.attempts && now() + pauseMs < deadline) {
      await line.sleep(pauseMs);
      continue;
    }
    if (attempt.kind === 'reply') return attempt.reply;
    const { code, httpStatus, requestId } = attempt;
    throw new Refusal(code, {
      attempts: tally.attempts,
      requestId,
      ...(httpStatus !== undefined && { httpStatus }),
    });
  }
}

/**
 * Waits for a place under the account's rate.
 * @param {Line} line
 * @param {Tally} tally
 * @param {number} deadline
 */
async function queue(line, tally, deadline) {
  const startMs = line.now();
  const until = Math.min(startMs + line.config.limits.queueMs, deadline);
  let late;
  do {
    const place = await line.takePlace(Math.max(0, until - line.now()));
    if (!place.ok)
      throw new Refusal('service_busy', { retryAfterMs: Math.ceil(place.retryAfterMs), attempts: tally.attempts });
    const dueMs = line.now() + place.waitMs;
    if (place.waitMs > 0) await line.sleep(place.waitMs);
    // A busy thread wakes up late, together with those whose turn it is: it lines up again.
    late = line.now() - dueMs > LATE_MS;
  } while (late);
  tally.queueMs += line.now() - startMs;
}

/**
 * @param {Call} call
 * @param {string} body
 * @param {Line} line
 * @param {Tally} tally
 * @param {number} deadline
 */
async function countedAttempt(call, body, line, tally, deadline) {
  const startMs = line.now();
  if (call.clientLeft.aborted) throw new Refusal('client_left', { attempts: tally.attempts });
  tally.attempts += 1;
  const attempt = await attemptOnce(call, body, line, Math.min(line.config.limits.attemptMs, deadline - startMs));
  tally.upstreamMs += line.now() - startMs;
  if (attempt.kind === 'failed' || attempt.reply.httpStatus >= 500) tally.uncertain += 1;
  if (call.clientLeft.aborted) throw new Refusal('client_left', { attempts: tally.attempts });
  return attempt;
}

/**
 * Connect errors, timeouts, 5xx and throttling; never what the service understood and refused.
 * @param {Attempt} attempt
 */
function isRetryable(attempt) {
  if (attempt.kind === 'reply')
    return attempt.reply.httpStatus >= 500 || attempt.reply.code.startsWith('Throttling');
  return attempt.code !== 'upstream_not_understood' || (attempt.httpStatus ?? 0) >= 500;
}

/** @param {Attempt} attempt */
function retryAfter(attempt) {
  return attempt.kind === 'reply' ? attempt.reply.retryAfterMs : attempt.retryAfterMs;
}

/** @param {number} tries @param {() => number} random */
function fullJitter(tries, random) {
  return random() * Math.min(BACKOFF_MS.most, BACKOFF_MS.first * 2 ** tries);
}

/**
 * @param {Call} call
 * @param {string} body
 * @param {Line} line
 * @param {number} limitMs
 * @returns {Promise<Attempt>}
 */
async function attemptOnce({ query, clientLeft }, body, { config, fetch, now, clock }, limitMs) {
  const url = new URL(config.endpoint);
  url.search = query.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&');
  const headers = await signRpc({
    host: url.host,
    action: ACTION,
    version: VERSION,
    query,
    body,
    credentials: config.credentials,
    nowMs: now() + clock.offsetMs,
    nonce: crypto.randomUUID().replaceAll('-', ''),
  });
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), limitMs);
  try {
    const signal = AbortSignal.any([clientLeft, late.signal]);
    // A redirect would carry the signed request elsewhere.
    const answer = await fetch(url, {
      method: 'POST',
      headers: { ...headers, accept: 'application/json' },
      body,
      signal,
      redirect: 'manual',
    });
    return understand(answer, new TextDecoder().decode(await readUpTo(answer.body, ANSWER_LIMIT_BYTES)));
  } catch (error) {
    const code = late.signal.aborted
      ? 'upstream_timeout'
      : error instanceof BodyRefused
        ? 'upstream_not_understood'
        : 'upstream_unreachable';
    return { kind: 'failed', code, requestId: null, retryAfterMs: 0 };
  } finally {
    clearTimeout(timer);
  }
}

/** @param {Response} answer @param {string} text @returns {Attempt} */
function understand(answer, text) {
  const asked = Number(answer.headers.get('x-acs-retry-after') ?? 0);
  const retryAfterMs = asked > 0 ? Math.min(asked, RETRY_AFTER_MOST_MS) : 0;
  const json = parseObject(text);
  const named = json?.RequestId ?? answer.headers.get('x-acs-request-id');
  // It goes into logs and answers, so it must look like an id.
  const requestId = typeof named === 'string' && /^[\w-]{1,64}$/.test(named) ? named : null;
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
      retryAfterMs,
    },
  };
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
