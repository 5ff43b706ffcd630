// Makes requests with one idempotency key one call of the service.

import { Refusal } from '../http/refusal.js';
import { toldOf } from './cause.js';
import { RECORD_MS } from './record-verdict.js';
import { REFERENCE_MS } from './reference.js';

/** @import { Settlement } from '../stores/key-records.js' */
/** @import { Outcome } from './answers.js' */
/** @import { Visit } from './visit.js' */

/** How long a key is remembered. */
const KEEP_MS = 24 * 3_600_000;
const POLL_MS = 100;
/** What else a request takes beside the call: the picture on file, the integrator's server, and some seconds. */
const BESIDE_MS = REFERENCE_MS + RECORD_MS + 5_000;

/**
 * @typedef {object} Once
 * @property {string} key scoped by the user
 * @property {string} digest of the request: a key belongs to one
 * @property {string} bizId the call's id, unless an earlier request with the key has chosen one
 * @property {(bizId: string, earlier: number) => Promise<Outcome>} run `earlier`: attempts of earlier requests for the
 *   same call whose outcome is unknown
 * @property {(outcome: Outcome) => Promise<void>} record hands a verdict to the integrator's server
 */

/**
 * @param {Once} once
 * @param {Visit} visit
 * @returns {Promise<Outcome>}
 */
export async function onceByKey(once, visit) {
  const { backend, request } = visit;
  const { deadlineMs } = backend.limits;
  const startMs = backend.monotonic();
  visit.deadline = startMs + deadlineMs;
  // Half of the time is left for a call of one's own, where the other request is gone.
  const until = startMs + deadlineMs / 2;
  const claim = { digest: once.digest, bizId: once.bizId, leaseMs: deadlineMs + BESIDE_MS, keepMs: KEEP_MS };
  for (;;) {
    const begun = await backend.store.begin(once.key, claim);
    if (begun.state === 'done') {
      return recorded(/** @type {Outcome} */ (begun.answer), once, visit);
    }
    if (begun.state === 'reused') {
      throw new Refusal('idempotency_key_reused');
    }
    if (begun.state === 'yours') {
      return firstOutcome(begun, once, visit);
    }
    if (request.signal.aborted || backend.monotonic() >= until) {
      throw new Refusal('still_running', { retryAfterMs: 1_000 });
    }
    await backend.sleep(POLL_MS);
  }
}

/**
 * @param {{ bizId: string, attempts: number }} begun
 * @param {Once} once
 * @param {Visit} visit
 */
async function firstOutcome({ bizId, attempts }, once, visit) {
  const { tally } = visit;
  let outcome;
  try {
    outcome = await once.run(bizId, attempts);
  } catch (error) {
    // Without a verdict, any call that was sent may have been carried out.
    const uncertain = Math.max(tally.uncertain, Math.min(1, tally.attempts));
    await settle({ state: 'open', attempts: attempts + uncertain }, once, visit);
    throw error;
  }
  if (outcome.body.ok !== true) {
    // A failed call may be tried again with the same key; a verdict stands.
    await settle({ state: 'open', attempts: attempts + tally.uncertain }, once, visit);
    return outcome;
  }
  await settle({ state: 'done', answer: outcome }, once, visit);
  return recorded(outcome, once, visit);
}

/**
 * A verdict that was not handed over yet is, now.
 * @param {Outcome} outcome
 * @param {Once} once
 * @param {Visit} visit
 */
async function recorded({ event, ...rest }, once, visit) {
  if (event) {
    await once.record({ event, ...rest });
    // Other people's ids are kept no longer than needed.
    await settle({ state: 'done', answer: rest }, once, visit);
  }
  return rest;
}

/**
 * @param {Settlement} settlement
 * @param {Once} once
 * @param {Visit} visit
 */
function settle(settlement, { key }, { backend }) {
  return backend.store.settle(key, settlement).catch((error) => {
    // The record stays `running`: once its lease is over, the next request goes on as a retry.
    backend.log({ level: 'error', event: 'not_settled', ...toldOf(error) });
  });
}
