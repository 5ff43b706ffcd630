// What several requests share, in one process.

import { platformMonotonic, platformNow } from '../timer.js';
import { RateSlots } from '../upstream/rate-slots.js';
import { SlotQueue } from '../upstream/slot-queue.js';
import { begin, settle } from './key-records.js';
import { hasUse, takeUse } from './token-records.js';

/** @import { Timer, Uuid } from '../timer.js' */
/** @import { AccountRate } from '../upstream/rate-slots.js' */
/** @import { Grant } from '../upstream/slot-queue.js' */
/** @import { Begun, Claim, KeyRecord, Settlement } from './key-records.js' */
/** @import { TokenLimit, TokenRecord } from './token-records.js' */

/**
 * @typedef {object} Store
 * @property {(rate: AccountRate, longestWaitMs: number, left: AbortSignal) => Promise<Grant>} take one of the account's slots
 * @property {(lease: string, sent: boolean, rate: AccountRate) => Promise<void>} giveBack
 * @property {(key: string, claim: Claim) => Promise<Begun>} begin
 * @property {(key: string, settlement: Settlement) => Promise<void>} settle
 * @property {(tokenId: string, use: string | null, uses: number) => Promise<boolean>} hasUse whether `useToken` would
 *   grant this use now; null is a new one
 * @property {(tokenId: string, use: string, limit: TokenLimit) => Promise<{ ok: boolean }>} useToken takes one of the
 *   token's uses; the same `use` twice is one
 */

/** Answers are small; this many are a few tens of megabytes at most. */
const MOST_KEYS = 20_000;

/**
 * @param {() => number} [now] milliseconds since 1970
 * @param {() => number} [steady] milliseconds of a clock that is never set
 * @param {{ timer?: Timer, uuid?: Uuid }} [platform]
 * @returns {Store}
 */
export function memoryStore(now = platformNow, steady = platformMonotonic, platform) {
  const queue = new SlotQueue(steady, new RateSlots(), platform);
  /** @type {Map<string, KeyRecord>} */
  const records = new Map();
  const tokens = new TokenMap(now);
  return {
    take: (rate, longestWaitMs, left) => queue.take(rate, longestWaitMs, left),
    giveBack: async (lease, sent, rate) => queue.giveBack(lease, sent, rate),
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
    hasUse: async (tokenId, use, uses) => hasUse(tokens.get(tokenId), use, uses),
    useToken: async (tokenId, use, limit) => ({ ok: tokens.take(tokenId, use, limit) }),
  };
}

/** Every token in use until it expires: none is dropped sooner, or it could be used again. */
class TokenMap {
  /** @type {Map<string, TokenRecord>} */
  #records = new Map();
  #now;
  #sweepAt = 1_000;

  /** @param {() => number} now */
  constructor(now) {
    this.#now = now;
  }

  /** @param {string} tokenId */
  get(tokenId) {
    return this.#records.get(tokenId);
  }

  /** @param {string} tokenId @param {string} use @param {TokenLimit} limit */
  take(tokenId, use, limit) {
    const record = takeUse(this.#records.get(tokenId), use, limit);
    if (record) {
      this.#records.set(tokenId, record);
      this.#sweep();
    }
    return record !== undefined;
  }

  #sweep() {
    if (this.#records.size < this.#sweepAt) {
      return;
    }
    for (const [tokenId, { forgetAtMs }] of this.#records) {
      if (forgetAtMs <= this.#now()) {
        this.#records.delete(tokenId);
      }
    }
    this.#sweepAt = Math.max(1_000, this.#records.size * 2);
  }
}
