// Two small books that several requests share: places under a rate, and what became of an idempotency key. Pure: the
// time comes in. memory-store.js keeps them in one process, durable-object.js in a Durable Object.

/** @typedef {{ calls: number, perMs: number, longestWaitMs: number }} Rate at most `calls` in any window of `perMs` */
/** @typedef {{ ok: true, waitMs: number } | { ok: false, retryAfterMs: number }} Place */

/** Gives out places in time so that no window of a rate holds more calls than allowed. */
export class RateBook {
  /** @type {Map<string, number[]>} times of the newest `calls` places, oldest first */
  #places = new Map();
  #capacity;

  /** @param {number} [capacity] most names that are remembered; the longest unused is forgotten first */
  constructor(capacity = 10_000) {
    this.#capacity = capacity;
  }

  /** @param {string} name @param {Rate} rate @param {number} nowMs @returns {Place} */
  take(name, rate, nowMs) {
    const places = this.#places.get(name) ?? [];
    const oldest = places.length < rate.calls ? -Infinity : (places[places.length - rate.calls] ?? -Infinity);
    const at = Math.max(nowMs, oldest + rate.perMs);
    if (at - nowMs > rate.longestWaitMs) return { ok: false, retryAfterMs: at - nowMs };
    this.#places.delete(name);
    this.#places.set(name, [...places, at].slice(-rate.calls));
    if (this.#places.size > this.#capacity) this.#places.delete(this.#places.keys().next().value ?? '');
    return { ok: true, waitMs: at - nowMs };
  }
}

/**
 * @typedef {object} KeyRecord
 * @property {string} digest of the request that the key was first seen with
 * @property {string} bizId kept over all attempts, also those of later requests with the same key
 * @property {number} attempts calls of the service whose outcome is unknown
 * @property {'running' | 'open' | 'done'} state
 * @property {number} leaseUntilMs until when a running request is believed to live
 * @property {number} forgetAtMs
 * @property {{ status: number, body: unknown } | null} answer
 */
/**
 * @typedef {{ state: 'yours', bizId: string, attempts: number } | { state: 'running' } | { state: 'reused' }
 *   | { state: 'done', answer: { status: number, body: unknown } }} Begun
 */
/** @typedef {{ digest: string, bizId: string, leaseMs: number, keepMs: number }} Claim */
/** @typedef {{ state: 'done', answer: { status: number, body: unknown } } | { state: 'open', attempts: number }} Settlement */

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
  if (record.digest !== digest) return { begun: { state: 'reused' }, record };
  if (record.state === 'done' && record.answer) return { begun: { state: 'done', answer: record.answer }, record };
  if (record.state === 'running' && record.leaseUntilMs > nowMs) return { begun: { state: 'running' }, record };
  // Whoever ran it is gone and may have called the service: the next one goes on as a retry.
  const attempts = record.attempts + (record.state === 'running' ? 1 : 0);
  return {
    begun: { state: 'yours', bizId: record.bizId, attempts },
    record: { ...record, attempts, state: 'running', leaseUntilMs: nowMs + leaseMs },
  };
}

/** @param {KeyRecord} record @param {Settlement} settlement @returns {KeyRecord} */
export function settle(record, settlement) {
  if (settlement.state === 'done') return { ...record, state: 'done', answer: settlement.answer };
  return { ...record, state: 'open', attempts: settlement.attempts };
}
