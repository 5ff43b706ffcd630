// What became of an idempotency key. Pure: the time comes in. memory-store.js keeps the records in one process,
// durable-object.js in Durable Objects, record-store.js in a file or in Redis.

/** @import { Outcome } from '../verification/answers.js' */

/**
 * @typedef {object} KeyRecord
 * @property {string} digest of the request that the key was first seen with
 * @property {string} bizId kept over all attempts, also those of later requests with the same key
 * @property {number} attempts calls of the service whose outcome is unknown
 * @property {'running' | 'open' | 'done'} state
 * @property {number} leaseUntilMs until when a running request is believed to live
 * @property {string} [holder] the process that runs it
 * @property {number} forgetAtMs
 * @property {Outcome | null} answer
 */
/**
 * @typedef {{ state: 'yours', bizId: string, attempts: number } | { state: 'running' } | { state: 'reused' }
 *   | { state: 'done', answer: Outcome }} Begun
 */
/** @typedef {{ digest: string, bizId: string, leaseMs: number, keepMs: number }} Claim */
/** @typedef {{ state: 'done', answer: Outcome } | { state: 'open', attempts: number }} Settlement */

/**
 * @param {KeyRecord | undefined} record what is known of the key
 * @param {Claim} claim
 * @param {number} nowMs
 * @returns {{ begun: Begun, record: KeyRecord }}
 */
export function begin(record, { digest, bizId, leaseMs, keepMs }, nowMs) {
  if (!record || record.forgetAtMs <= nowMs) {
    const fresh = {
      digest,
      bizId,
      attempts: 0,
      state: /** @type {const} */ ('running'),
      leaseUntilMs: nowMs + leaseMs,
      forgetAtMs: nowMs + keepMs,
      answer: null,
    };
    return { begun: { state: 'yours', bizId, attempts: 0 }, record: fresh };
  }
  if (record.digest !== digest) {
    return { begun: { state: 'reused' }, record };
  }
  if (record.state === 'done' && record.answer) {
    return { begun: { state: 'done', answer: record.answer }, record };
  }
  if (record.state === 'running' && record.leaseUntilMs > nowMs) {
    // Where the clock was set back, the lease would last for as long.
    const leaseUntilMs = Math.min(record.leaseUntilMs, nowMs + leaseMs);
    return { begun: { state: 'running' }, record: { ...record, leaseUntilMs } };
  }
  // The request that ran it is gone and may have called the service: this one goes on as a retry.
  const attempts = record.attempts + (record.state === 'running' ? 1 : 0);
  return {
    begun: { state: 'yours', bizId: record.bizId, attempts },
    record: { ...record, attempts, state: 'running', leaseUntilMs: nowMs + leaseMs },
  };
}

/** @param {KeyRecord} record @param {Settlement} settlement @returns {KeyRecord} */
export function settle(record, settlement) {
  if (settlement.state === 'done') {
    return { ...record, state: 'done', answer: settlement.answer };
  }
  return { ...record, state: 'open', attempts: settlement.attempts };
}
