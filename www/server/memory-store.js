// The shared books of one process.

import { RateBook, begin, settle } from './ledger.js';

/**
 * @typedef {object} Store
 * @property {(name: string, rate: import('./ledger.js').Rate) => Promise<import('./ledger.js').Place>} take a place under a rate
 * @property {(key: string, claim: import('./ledger.js').Claim) => Promise<import('./ledger.js').Begun>} begin
 * @property {(key: string, settlement: import('./ledger.js').Settlement) => Promise<void>} settle
 */

/** Answers are small; this many are a few tens of megabytes at most. */
const MOST_KEYS = 20_000;

/** @param {() => number} [now] milliseconds since 1970 @returns {Store} */
export function memoryStore(now = Date.now) {
  const rates = new RateBook();
  /** @type {Map<string, import('./ledger.js').KeyRecord>} */
  const records = new Map();
  return {
    take: async (name, rate) => rates.take(name, rate, now()),
    async begin(key, claim) {
      const { begun, record } = begin(records.get(key), claim, now());
      records.set(key, record);
      for (const [old, { forgetAtMs, state }] of records) {
        if (records.size <= MOST_KEYS && forgetAtMs > now()) break;
        if (old === key || state === 'running') break;
        records.delete(old);
      }
      return begun;
    },
    async settle(key, settlement) {
      const record = records.get(key);
      if (record) records.set(key, settle(record, settlement));
    },
  };
}
