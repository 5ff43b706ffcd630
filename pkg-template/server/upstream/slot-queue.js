// Those who wait for one of the account's slots, first come, first served.

import { platformTimer, platformUuid } from '../timer.js';
import { RateSlots } from './rate-slots.js';

/** @import { Timer, Uuid } from '../timer.js' */
/** @import { AccountRate } from './rate-slots.js' */

/** @typedef {{ ok: true, lease: string, waitedMs: number } | { ok: false, retryAfterMs: number }} Grant */
/**
 * @typedef {object} Waiting
 * @property {AccountRate} rate
 * @property {number} startMs
 * @property {number} untilMs
 * @property {(slot: Grant) => void} settle
 */

/** The time of one who has left. */
const LEFT = -Infinity;

export class SlotQueue {
  #slots;
  #now;
  #timer;
  #uuid;
  /** @type {Waiting[]} */
  #waiting = [];
  #cancel = () => {};

  /**
   * @param {() => number} now milliseconds
   * @param {RateSlots} [slots]
   * @param {{ timer?: Timer | undefined, uuid?: Uuid | undefined }} [platform]
   */
  constructor(now, slots = new RateSlots(), { timer = platformTimer, uuid = platformUuid } = {}) {
    this.#now = now;
    this.#slots = slots;
    this.#timer = timer;
    this.#uuid = uuid;
  }

  /**
   * @param {AccountRate} rate
   * @param {number} longestWaitMs a call that cannot be served within it is refused at once
   * @param {AbortSignal} [left] ends the wait
   * @returns {Promise<Grant>}
   */
  take(rate, longestWaitMs, left) {
    const startMs = this.#now();
    const soonestMs = this.#slots.soonestMs(rate, this.#waiting.length, startMs);
    if (left?.aborted || soonestMs - startMs > longestWaitMs) {
      return Promise.resolve({ ok: false, retryAfterMs: soonestMs - startMs });
    }
    return new Promise((settle) => {
      /** @type {Waiting} */
      const mine = { rate, startMs, untilMs: startMs + longestWaitMs, settle };
      left?.addEventListener('abort', () => this.#leave(mine), { once: true });
      this.#waiting.push(mine);
      this.#serve();
    });
  }

  /** @param {string} lease @param {boolean} sent whether a call was sent and answered @param {AccountRate} rate */
  giveBack(lease, sent, rate) {
    this.#slots.giveBack(lease, sent, rate, this.#now());
    this.#serve();
  }

  /** @param {Waiting} one */
  #leave(one) {
    one.untilMs = LEFT;
    this.#serve();
  }

  #serve() {
    this.#cancel();
    const nowMs = this.#now();
    this.#waiting = this.#waiting.filter(({ rate, startMs, untilMs, settle }) => {
      const lease = untilMs === LEFT ? undefined : this.#slots.take(rate, nowMs, this.#uuid());
      if (lease !== undefined) {
        settle({ ok: true, lease, waitedMs: nowMs - startMs });
      } else if (untilMs <= nowMs) {
        settle({ ok: false, retryAfterMs: this.#slots.soonestMs(rate, 0, nowMs) - nowMs });
      }
      return lease === undefined && untilMs > nowMs;
    });
    if (this.#waiting.length === 0) {
      return;
    }
    const nextMs = Math.min(this.#slots.freeAtMs, ...this.#waiting.map(({ untilMs }) => untilMs));
    this.#cancel = this.#timer(Math.max(1, Math.ceil(nextMs - nowMs)), () => this.#serve());
  }
}
