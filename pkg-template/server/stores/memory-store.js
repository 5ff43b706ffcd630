// What several requests share, in one process.

import { begin, settle } from './key-records.js';
import { PlaceLine } from '../upstream/slot-queue.js';

/** @import { Begun, Claim, KeyRecord, Settlement } from './key-records.js' */
/** @import { AccountRate } from '../upstream/rate-slots.js' */
/** @import { Place } from '../upstream/slot-queue.js' */

/**
 * @typedef {object} Store
 * @property {(rate: AccountRate, longestWaitMs: number, left: AbortSignal) => Promise<Place>} take one of the account's places
 * @property {(lease: string, sent: boolean, rate: AccountRate) => Promise<void>} giveBack
 * @property {(key: string, claim: Claim) => Promise<Begun>} begin
 * @property {(key: string, settlement: Settlement) => Promise<void>} settle
 */

/** Answers are small; this many are a few tens of megabytes at most. */
const MOST_KEYS = 20_000;

/**
 * @param {() => number} [now] milliseconds since 1970
 * @param {() => number} [steady] milliseconds of a clock that is never set
 * @returns {Store}
 */
export function memoryStore(now = Date.now, steady = () => performance.now()) {
  const line = new PlaceLine(steady);
  /** @type {Map<string, KeyRecord>} */
  const records = new Map();
  return {
    take: (rate, longestWaitMs, left) => line.take(rate, longestWaitMs, left),
    giveBack: async (lease, sent, rate) => line.giveBack(lease, sent, rate),
    async begin(key, claim) {
      const { begun, record } = begin(records.get(key), claim, now());
      records.set(key, record);
      for (const [old, { forgetAtMs, state }] of records) {
        if (records.size <= MOST_KEYS && forgetAtMs > now()) {
          break;
        }
        if (old === key || state === 'running') {
          break;
        }
        records.delete(old);
      }
      return begun;
    },
    async settle(key, settlement) {
      const record = records.get(key);
      if (record) {
        records.set(key, settle(record, settlement));
      }
    },
  };
}
