// A number of places that requests take and give back. A request that finds too few waits, in the order of arrival.

/** How often one that waits looks again. On Workers a request must not be woken by another one's work, only by a timer. */
const POLL_MS = 20;

/**
 * @typedef {object} Waiting
 * @property {number} waitMs longest wait
 * @property {() => number} monotonic
 * @property {(ms: number) => Promise<void>} sleep
 * @property {AbortSignal} signal ends the wait
 */

export class Places {
  #free;
  /** @type {symbol[]} those that wait, the first one first */
  #line = [];

  /** @param {number} count */
  constructor(count) {
    this.count = count;
    this.#free = count;
  }

  /** Whether nobody has or wants a place. */
  get isIdle() {
    return this.#free === this.count && this.#line.length === 0;
  }

  /**
   * @param {number} wanted more than there are counts as all of them
   * @param {Waiting} how
   * @returns {Promise<(() => void) | null>} gives them back, once; null where there were none in time, or the signal fired
   */
  async take(wanted, { waitMs, monotonic, sleep, signal }) {
    const taken = Math.min(wanted, this.count);
    const ticket = Symbol('place');
    this.#line.push(ticket);
    try {
      const untilMs = monotonic() + waitMs;
      while (this.#line[0] !== ticket || this.#free < taken) {
        if (signal.aborted || monotonic() >= untilMs) {
          return null;
        }
        await sleep(POLL_MS);
      }
    } finally {
      this.#line.splice(this.#line.indexOf(ticket), 1);
    }
    this.#free -= taken;
    let isTaken = true;
    return () => {
      this.#free += isTaken ? taken : 0;
      isTaken = false;
    };
  }
}

/** The same for each of many, who are forgotten when they have nothing left. */
export class PlacesOfEach {
  /** @type {Map<string, Places>} */
  #all = new Map();
  #count;

  /** @param {number} count of places for one */
  constructor(count) {
    this.#count = count;
  }

  /**
   * @param {string} who
   * @param {Waiting} how
   * @returns {Promise<(() => void) | null>}
   */
  async take(who, how) {
    const places = this.#all.get(who) ?? new Places(this.#count);
    this.#all.set(who, places);
    const giveBack = await places.take(1, how);
    this.#forget(who, places);
    return (
      giveBack &&
      (() => {
        giveBack();
        this.#forget(who, places);
      })
    );
  }

  /** @param {string} who @param {Places} places */
  #forget(who, places) {
    if (places.isIdle) {
      this.#all.delete(who);
    }
  }
}
