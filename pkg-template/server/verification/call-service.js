// The call of one verification, and the verdict that comes of it.

import { CHECKS } from '../client/face-duplication-check.js';
import { accountRate } from '../upstream/rate-slots.js';
import { callUpstream } from '../upstream/service-call.js';
import { spendToken } from './admission.js';
import { failedOutcome, verdictOutcome } from './answers.js';
import { registerGroupOf, takesTarget } from './call-fields.js';
import { verdictOf } from './verdict.js';

/** @import { Outcome } from './answers.js' */
/** @import { Pictures } from './look-at-pictures.js' */
/** @import { Decision, Visit } from './visit.js' */

/**
 * @typedef {object} Call
 * @property {string} bizId the call's id, kept over all attempts
 * @property {number} earlier attempts of earlier requests for the same call, with unknown outcome
 * @property {string} use for which a token is spent
 * @property {Pictures} pictures
 */

/**
 * @param {Visit} visit
 * @param {Decision} decision
 * @param {Call} call
 * @returns {Promise<Outcome>}
 */
export async function callService(visit, { policy, business, vendorUserId }, { bizId, earlier, use, pictures }) {
  const { backend, request, identity, tally } = visit;
  await spendToken(visit, use);
  const fields = { ...business, MerchantBizId: bizId, MerchantUserId: vendorUserId, ...pictures.fields };
  const { action, version, inQuery } = CHECKS[policy.operation];
  const placed = Object.entries(fields);
  const reply = await callUpstream(
    {
      action,
      version,
      query: placed.filter(([name]) => inQuery.includes(name)),
      form: placed.filter(([name]) => !inQuery.includes(name)),
      clientLeft: request.signal,
      // A call that registers may be repeated too: this user's own face is then known as the one it registered.
      repeatable: true,
    },
    upstreamLine(visit),
    tally,
  );
  const { attempts } = tally;
  const verdict = verdictOf(reply, {
    policy,
    vendorUserId,
    registerGroup: registerGroupOf(business),
    searches: !takesTarget(business),
    repeated: earlier + tally.uncertain > 0,
    attempts,
  });
  if (!verdict) {
    return failedOutcome(reply, attempts);
  }
  visit.line.transactionId = verdict.answer.transactionId;
  const { event, ...outcome } = verdictOutcome(verdict, {
    id: bizId,
    policy: policy.name,
    userId: identity?.userId ?? null,
    claims: identity?.claims ?? null,
    vendorUserId,
    pictures: pictures.hashes,
    attempts,
    at: new Date(backend.now()).toISOString(),
  });
  return backend.onVerdict ? { ...outcome, event } : outcome;
}

/** What the call needs of its surroundings. @param {Visit} visit */
export function upstreamLine({ backend, request, deadline }) {
  const { store, endpoint, credentials, limits, fetch, now, monotonic, random, sleep, timer, uuid, clock } = backend;
  const rate = accountRate(backend.callsPerSecond, limits.transitMs);
  return {
    endpoint,
    credentials,
    limits: deadline === undefined ? limits : { ...limits, deadlineMs: deadline - monotonic() },
    fetch,
    now,
    monotonic,
    random,
    sleep,
    timer,
    uuid,
    clock,
    takeSlot: (/** @type {number} */ longestWaitMs) => store.take(rate, longestWaitMs, request.signal),
    // A slot that could not be given back comes free after its time.
    giveBack: (/** @type {string} */ lease, /** @type {boolean} */ sent) =>
      store.giveBack(lease, sent, rate).catch(() => {}),
  };
}
