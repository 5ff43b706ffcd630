// The account's calls per second, kept at the service and not only here: nobody knows when a call arrives there, only
// that it is after its sending and before its answer. So a call holds one of as many slots as the account has calls
// per second, and the slot is free again one window after the answer:
//
//   slot   |—— call 1 ——|· window ·|—— call 2 ——|· window ·|
//           sent     answered       sent
//            ^ arrives somewhere ^    ^ arrives somewhere ^
//
// Two calls of one slot arrive a window apart at least, however slow the machine or the network, so no window holds
// more calls than there are slots. A slot whose answer takes long, or whose holder died, comes free without one, a
// transit allowance and a window after it was taken; the rule then holds for calls that arrive within the allowance.
// Pure: the time comes in.

/**
 * @typedef {object} AccountRate
 * @property {number} calls slots
 * @property {number} windowMs
 * @property {number} transitMs time for a call to arrive at the service
 */
/** @typedef {{ lease: string, freeAtMs: number }} Slot a slot, who holds it or held it last, and when it is free */

/** A second, and the millisecond by which a clock of whole ones may be off. */
const WINDOW_MS = 1_001;

/**
 * @param {number} callsPerSecond also less than one
 * @param {number} transitMs
 * @returns {AccountRate}
 */
export function accountRate(callsPerSecond, transitMs) {
  return {
    calls: Math.max(1, Math.floor(callsPerSecond)),
    windowMs: WINDOW_MS / Math.min(1, callsPerSecond),
    transitMs,
  };
}

export class RateSlots {
  #slots;

  /** @param {Slot[]} [slots] as they were kept */
  constructor(slots = []) {
    this.#slots = slots;
  }

  /** To be kept, and given to the constructor later. */
  get slots() {
    return this.#slots;
  }

  /**
   * @param {AccountRate} rate
   * @param {number} nowMs
   * @param {string} lease one that no other has
   * @returns {string | undefined} the lease, where a slot is free
   */
  take(rate, nowMs, lease) {
    this.#fit(rate.calls);
    const longestMs = nowMs + rate.transitMs + rate.windowMs;
    for (const slot of this.#slots) {
      // Where the clock was set back, a slot would stay taken for as long.
      slot.freeAtMs = Math.min(slot.freeAtMs, longestMs);
    }
    const slot = this.#slots.find(({ freeAtMs }) => freeAtMs <= nowMs);
    if (!slot) {
      return undefined;
    }
    slot.lease = lease;
    slot.freeAtMs = longestMs;
    return lease;
  }

  /**
   * @param {string} lease one that has ended already is left alone
   * @param {boolean} sent whether a call was sent and answered; the slot of a call that was never sent is free at once
   * @param {AccountRate} rate
   * @param {number} nowMs
   */
  giveBack(lease, sent, { windowMs }, nowMs) {
    const slot = this.#slots.find((one) => one.lease === lease);
    if (slot) {
      slot.freeAtMs = Math.min(slot.freeAtMs, sent ? nowMs + windowMs : nowMs);
    }
  }

  /** When the first slot comes free, if none is given back sooner. */
  get freeAtMs() {
    return Math.min(...this.#slots.map(({ freeAtMs }) => freeAtMs));
  }

  /**
   * The soonest time for someone in a line, if all answers came now.
   * @param {AccountRate} rate
   * @param {number} ahead how many stand before
   * @param {number} nowMs
   */
  soonestMs({ calls, windowMs }, ahead, nowMs) {
    this.#fit(calls);
    const soonest = this.#slots.map(({ freeAtMs }) => Math.min(freeAtMs, nowMs + windowMs)).sort((a, b) => a - b);
    return Math.max(nowMs, soonest[ahead % calls] ?? nowMs) + Math.floor(ahead / calls) * windowMs;
  }

  /** As many slots as the rate has; of too many the busiest stay. @param {number} calls */
  #fit(calls) {
    if (this.#slots.length > calls) {
      this.#slots = this.#slots.sort((a, b) => b.freeAtMs - a.freeAtMs).slice(0, calls);
    }
    while (this.#slots.length < calls) {
      this.#slots.push({ lease: '', freeAtMs: 0 });
    }
  }
}
