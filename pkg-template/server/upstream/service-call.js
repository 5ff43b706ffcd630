// The call of the service: signed anew for every attempt, retried where that is safe, inside one deadline.

import { fullJitter } from '../../lib/full-jitter.js';
import { attemptOnce, signed } from './upstream-attempt.js';
import { explain } from '../contract.js';
import { Refusal } from '../http/refusal.js';
import { percentEncode } from '../signature/sign.js';

/** @import { Attempt, Message } from './upstream-attempt.js' */
/** @import { CredentialsProvider } from './credentials.js' */
/** @import { Limits } from '../limits.js' */
/** @import { Grant } from './slot-queue.js' */
/** @import { Timer, Uuid } from '../timer.js' */
/** @import { Pair } from '../signature/sign.js' */

/** @typedef {import('./upstream-attempt.js').Reply} Reply */
/**
 * @typedef {object} Call
 * @property {string} action
 * @property {string} version
 * @property {Pair[]} query
 * @property {Pair[]} form
 * @property {AbortSignal} clientLeft
 * @property {boolean} repeatable whether it may be repeated when the first one may have been carried out
 */
/**
 * @typedef {object} Line what the call needs of its surroundings
 * @property {URL} endpoint
 * @property {CredentialsProvider} credentials
 * @property {Pick<Limits, 'attempts' | 'attemptMs' | 'deadlineMs' | 'queueMs' | 'transitMs'>} limits
 * @property {typeof fetch} fetch
 * @property {() => number} now milliseconds since 1970, which a signature holds
 * @property {() => number} monotonic milliseconds of a clock that nobody sets, for all times that pass
 * @property {() => number} random 0 to 1
 * @property {Uuid} uuid
 * @property {Timer} timer
 * @property {(ms: number) => Promise<void>} sleep
 * @property {(longestWaitMs: number) => Promise<Grant>} takeSlot under the account's calls per second
 * @property {(lease: string, sent: boolean) => Promise<void>} giveBack the slot, free at once where no call was sent
 * @property {{ offsetMs: number }} clock the service's time less ours, learned from its answers
 */
/**
 * @typedef {object} Tally what was spent on a call, also when it fails
 * @property {number} attempts
 * @property {number} uncertain attempts that may have been carried out although no answer says so
 * @property {number} queueMs
 * @property {number} upstreamMs
 */

/**
 * @typedef {object} Course one call on its way
 * @property {Call} call
 * @property {Line} line
 * @property {Tally} tally
 * @property {number} deadline
 */

const BACKOFF_MS = { first: 500, most: 4_000 };

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
export async function callUpstream(call, line, tally) {
  const { limits, monotonic } = line;
  const course = { call, line, tally, deadline: monotonic() + limits.deadlineMs };
  const body = call.form.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`).join('&');
  let clockCorrected = false;
  for (let tries = 1; ; tries += 1) {
    // What takes time is done before a slot is taken: from then on the call must arrive soon.
    const longestMs = Math.min(limits.attemptMs, course.deadline - monotonic());
    const credentials = await line.credentials.get(longestMs, call.clientLeft);
    const message = await signed({ call, body, credentials, line });
    const lease = await waitForSlot(course);
    const attempt = await countedAttempt(course, message, lease);
    if (
      attempt.kind === 'reply' &&
      attempt.reply.code === 'InvalidTimeStamp.Expired' &&
      !clockCorrected &&
      attempt.dateMs > 0
    ) {
      clockCorrected = true;
      line.clock.offsetMs = attempt.dateMs - line.now();
      tries -= 1;
      continue;
    }
    if (attempt.kind === 'reply' && /^Invalid(SecurityToken|AccessKeyId)\b/.test(attempt.reply.code)) {
      line.credentials.forget(credentials);
    }
    const pauseMs = Math.max(retryAfter(attempt), fullJitter(tries - 1, BACKOFF_MS, line.random));
    if (isRetryable(attempt, call.repeatable) && tries < limits.attempts && monotonic() + pauseMs < course.deadline) {
      await line.sleep(pauseMs);
      continue;
    }
    if (attempt.kind === 'reply') {
      return attempt.reply;
    }
    const { code, httpStatus, requestId, cause } = attempt;
    throw new Refusal(code, {
      attempts: tally.attempts,
      requestId,
      cause,
      ...(httpStatus !== undefined && { httpStatus }),
    });
  }
}

/**
 * Waits for a slot under the account's rate.
 * @param {Course} course
 * @returns {Promise<string>} the slot's lease
 */
async function waitForSlot({ call: { clientLeft }, line, tally, deadline }) {
  const { queueMs, transitMs } = line.limits;
  const startMs = line.monotonic();
  const until = Math.min(startMs + queueMs, deadline);
  try {
    for (;;) {
      const askedMs = line.monotonic();
      const grant = await line.takeSlot(Math.max(0, until - askedMs));
      if (!grant.ok && clientLeft.aborted) {
        throw new Refusal('client_left', { attempts: tally.attempts });
      }
      if (!grant.ok) {
        throw new Refusal('service_busy', { retryAfterMs: Math.ceil(grant.retryAfterMs), attempts: tally.attempts });
      }
      // Since when the slot is held, at most. A busy thread hears of it late and lines up again: half of the time
      // to arrive is left to the network.
      if (line.monotonic() - askedMs - grant.waitedMs <= transitMs / 2) {
        return grant.lease;
      }
      await line.giveBack(grant.lease, false);
    }
  } finally {
    tally.queueMs += line.monotonic() - startMs;
  }
}

/**
 * @param {Course} course
 * @param {Message} message
 * @param {string} lease of the slot in which it is sent
 */
async function countedAttempt({ call: { clientLeft }, line, tally, deadline }, message, lease) {
  const startMs = line.monotonic();
  if (clientLeft.aborted) {
    await line.giveBack(lease, false);
    throw new Refusal('client_left', { attempts: tally.attempts });
  }
  tally.attempts += 1;
  const limitMs = Math.min(line.limits.attemptMs, deadline - startMs);
  // Only an answer proves that the call has arrived; after a failure the slot comes free after its time.
  const answered = () => line.giveBack(lease, true);
  const attempt = await attemptOnce(message, { fetch: line.fetch, answered, clientLeft, limitMs, timer: line.timer });
  tally.upstreamMs += line.monotonic() - startMs;
  if (attempt.kind === 'failed' || attempt.reply.httpStatus >= 500) {
    tally.uncertain += 1;
  }
  if (clientLeft.aborted) {
    throw new Refusal('client_left', { attempts: tally.attempts });
  }
  return attempt;
}

/**
 * Connect errors, timeouts, 5xx and the codes that may pass; never what the service understood and refused. A call that
 * was throttled, or whose picture could not be fetched, was certainly not carried out.
 * @param {Attempt} attempt
 * @param {boolean} repeatable
 */
function isRetryable(attempt, repeatable) {
  if (attempt.kind === 'reply') {
    const { code, httpStatus } = attempt.reply;
    return httpStatus >= 500 && !code.startsWith('Throttling') ? repeatable : explain(code).retryable;
  }
  return repeatable && (attempt.code !== 'upstream_not_understood' || (attempt.httpStatus ?? 0) >= 500);
}

/** @param {Attempt} attempt */
function retryAfter(attempt) {
  return attempt.kind === 'reply' ? attempt.reply.retryAfterMs : attempt.retryAfterMs;
}
