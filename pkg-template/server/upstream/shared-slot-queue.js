// Those of one process who wait for one of the account's slots, where other processes take slots of the same account:
// first come, first served within a process. The slots are a record that all processes change.

import { RateSlots } from './rate-slots.js';

/** @import { AccountRate, Slot } from './rate-slots.js' */
/** @import { Grant } from './slot-queue.js' */
/** @import { Records } from '../stores/record-store.js' */
/**
 * @template Result
 * @typedef {import('../stores/record-store.js').Change<Result>} Change
 */
/** @import { Timer, Uuid } from '../timer.js' */

/** How soon a slot is noticed that another process has given back. */
const POLL_MS = 100;
/** The slots are never forgotten; SQLite and Redis take this as a time. */
const FORGET_AT_MS = Date.UTC(9999);
const SLOTS = 'slots';

/**
 * @typedef {object} Waiting
 * @property {AccountRate} rate
 * @property {number} startMs
 * @property {number} untilMs
 * @property {AbortSignal} left
 * @property {(grant: Grant) => void} settle
 * @property {(error: unknown) => void} fail
 */
/** @typedef {{ lease: string | undefined, waitsMs: number[] }} Answer of the record: `waitsMs` for each in the line */

export class SharedSlotQueue {
  /** @type {<Result>(change: Change<Result>) => Promise<Result>} */
  #update;
  #steady;
  #timer;
  #uuid;
  /** @type {Waiting[]} */
  #waiting = [];
  #serving = false;
  #wake = () => {};

  /**
   * @param {Records} records
   * @param {{ steady: () => number, slotsNow?: (() => number) | undefined, timer: Timer, uuid: Uuid }} surroundings
   */
  constructor({ update }, { steady, slotsNow, timer, uuid }) {
    this.#update = (change) => update(SLOTS, (kept, nowMs) => change(kept, slotsNow?.() ?? nowMs));
    this.#steady = steady;
    this.#timer = timer;
    this.#uuid = uuid;
  }

  /**
   * @param {AccountRate} rate
   * @param {number} longestWaitMs a request that cannot be served within it is refused at once
   * @param {AbortSignal} left ends the wait
   * @returns {Promise<Grant>}
   */
  take(rate, longestWaitMs, left) {
    const startMs = this.#steady();
    const leave = () => this.#wake();
    left.addEventListener('abort', leave, { once: true });
    /** @type {Promise<Grant>} */
    const granted = new Promise((settle, fail) => {
      this.#waiting.push({ rate, startMs, untilMs: startMs + longestWaitMs, left, settle, fail });
    });
    this.#wake();
    void this.#serve();
    return granted.finally(() => left.removeEventListener('abort', leave));
  }

  /** @param {string} lease @param {boolean} sent whether a call was sent and answered @param {AccountRate} rate */
  async giveBack(lease, sent, rate) {
    await this.#update((kept, nowMs) => {
      const slots = slotsOf(kept);
      slots.giveBack(lease, sent, rate, nowMs);
      return { record: recordOf(slots), result: undefined };
    });
    this.#wake();
  }

  async #serve() {
    if (this.#serving) {
      return;
    }
    this.#serving = true;
    for (;;) {
      this.#waiting = this.#waiting.filter(({ left, settle }) => {
        if (left.aborted) {
          settle({ ok: false, retryAfterMs: 0 });
        }
        return !left.aborted;
      });
      const [first] = this.#waiting;
      if (!first) {
        break;
      }
      await this.#serveFirst(first);
    }
    this.#serving = false;
  }

  /** @param {Waiting} first */
  async #serveFirst(first) {
    const askedMs = this.#steady();
    let answer;
    try {
      answer = await this.#ask(first.rate);
    } catch (error) {
      this.#waiting = this.#waiting.filter((one) => one !== first);
      first.fail(error);
      return;
    }
    if (answer.lease !== undefined) {
      this.#waiting = this.#waiting.filter((one) => one !== first);
      // The slot is held since it was asked for, at most.
      first.settle({ ok: true, lease: answer.lease, waitedMs: askedMs - first.startMs });
      return;
    }
    this.#refuse(answer.waitsMs);
    await this.#pause(Math.min(POLL_MS, Math.max(1, answer.waitsMs[0] ?? 0)));
  }

  /** @param {AccountRate} rate @returns {Promise<Answer>} */
  #ask(rate) {
    const uuid = this.#uuid();
    return this.#update((kept, nowMs) => {
      const slots = slotsOf(kept);
      const lease = slots.take(rate, nowMs, uuid);
      const waitsMs = this.#waiting.map((one, ahead) => slots.soonestMs(one.rate, ahead, nowMs) - nowMs);
      return { record: recordOf(slots), result: { lease, waitsMs } };
    });
  }

  /** Tells those who cannot be served in time; the others move up. @param {number[]} waitsMs */
  #refuse(waitsMs) {
    const nowMs = this.#steady();
    let ahead = 0;
    this.#waiting = this.#waiting.filter(({ untilMs, settle }) => {
      // One who came since the record was asked waits for the next round.
      const waitMs = waitsMs[ahead];
      const tooLate = waitMs !== undefined && nowMs + waitMs > untilMs;
      if (tooLate) {
        settle({ ok: false, retryAfterMs: waitMs });
      } else {
        ahead += 1;
      }
      return !tooLate;
    });
  }

  /** @param {number} ms @returns {Promise<void>} earlier where somebody comes, leaves or gives back */
  #pause(ms) {
    if (this.#waiting.length === 0) {
      return Promise.resolve();
    }
    return new Promise((done) => {
      const cancel = this.#timer(ms, done);
      this.#wake = () => {
        cancel();
        done();
      };
    });
  }
}

/** @param {any} kept */
function slotsOf(kept) {
  return new RateSlots((kept?.slots ?? []).map((/** @type {Slot} */ slot) => ({ ...slot })));
}

/** @param {RateSlots} slots */
function recordOf(slots) {
  return { slots: slots.slots, forgetAtMs: FORGET_AT_MS };
}
