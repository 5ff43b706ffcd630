// What several requests share, over records that are changed one at a time: in a file of SQLite, or in Redis. What the
// records say is the same as everywhere: key-records.js, token-records.js and rate-slots.js.

import { platformMonotonic, platformTimer, platformUuid } from '../timer.js';
import { SharedSlotQueue } from '../upstream/shared-slot-queue.js';
import { begin, settle } from './key-records.js';
import { hasUse, takeUse } from './token-records.js';

/** @import { Timer, Uuid } from '../timer.js' */
/** @import { Slot } from '../upstream/rate-slots.js' */
/** @import { KeyRecord } from './key-records.js' */
/** @import { TokenRecord } from './token-records.js' */
/** @import { Store } from './memory-store.js' */

/** @typedef {KeyRecord | TokenRecord | { slots: Slot[], forgetAtMs: number }} Kept all of it can be written as JSON */
/**
 * @template Result
 * @typedef {(record: any, nowMs: number) => { record?: Kept | undefined, result: Result }} Change what to keep, and what
 *   to tell; without `record` nothing changes. May be called more than once, and must not change what it got
 */
/**
 * @typedef {object} Records
 * @property {<Result>(name: string, change: Change<Result>) => Promise<Result>} update reads a record, hands it over with
 *   the time, and keeps what comes back; no other change of that record comes in between. What is returned has been stored
 */
/** @typedef {{ name: string, isGone: (name: string) => boolean }} Holder */
/**
 * @typedef {object} Surroundings
 * @property {() => number} [steady] milliseconds of a clock of this process that is never set
 * @property {() => number} [slotsNow] milliseconds of a clock that all who share the slots have, and that nobody sets.
 *   Default: the time of the records
 * @property {Holder} [holder] who this process is, where another one can tell whether it is still there: the requests of
 *   one that is gone run no more. Default: they are believed to run until their lease is over
 * @property {Timer} [timer]
 * @property {Uuid} [uuid]
 */

/**
 * @param {Records} records
 * @param {Surroundings} [surroundings]
 * @returns {Store}
 */
export function recordStore(
  { update },
  { steady = platformMonotonic, slotsNow, holder, timer = platformTimer, uuid = platformUuid } = {},
) {
  const queue = new SharedSlotQueue({ update }, { steady, slotsNow, timer, uuid });
  return {
    take: (rate, longestWaitMs, left) => queue.take(rate, longestWaitMs, left),
    giveBack: (lease, sent, rate) => queue.giveBack(lease, sent, rate),
    begin: (key, claim) =>
      update(`key ${key}`, (record, nowMs) => {
        const next = begin(withoutDead(record, holder), claim, nowMs);
        const holds = holder && next.begun.state === 'yours' ? { holder: holder.name } : {};
        return { record: { ...next.record, ...holds }, result: next.begun };
      }),
    settle: (key, settlement) =>
      update(`key ${key}`, (record) => ({ record: record && settle(record, settlement), result: undefined })),
    hasUse: (tokenId, use, uses) => update(`token ${tokenId}`, (record) => ({ result: hasUse(record, use, uses) })),
    useToken: (tokenId, use, limit) =>
      update(`token ${tokenId}`, (record) => {
        const next = takeUse(record, use, limit);
        return { record: next, result: { ok: next !== undefined } };
      }),
  };
}

/** @param {KeyRecord | undefined} record @param {Holder | undefined} holder */
function withoutDead(record, holder) {
  const isDead = record?.state === 'running' && record.holder !== undefined && holder?.isGone(record.holder);
  return record && isDead ? { ...record, leaseUntilMs: 0 } : record;
}
