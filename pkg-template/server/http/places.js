// A number of places that requests take and give back. A request that finds too few waits, in the order of arrival. One
// that wants few is not held up by one that wants many, for a while.

/** How often one that waits looks again. On Workers a request must not be woken by another one's work, only by a timer. */
const POLL_MS = 20;

/** Afterwards nobody overtakes, so that one who wants many gets them too. */
const OVERTAKEN_MS = 1_000;

/** @typedef {{ taken: number, sinceMs: number }} Ticket */
/**
 * @typedef {object} Waiting
 * @property {number} waitMs longest wait
 * @property {() => number} monotonic
 * @property {(ms: number) => Promise<void>} sleep
 * @property {AbortSignal} signal ends the wait
 */

export class Places {
  #free;
  /** @type {Ticket[]} those that wait, the first one first */
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
    const ticket = { taken, sinceMs: monotonic() };
    this.#line.push(ticket);
    try {
      while (!this.#mayGo(ticket, monotonic())) {
        if (signal.aborted || monotonic() >= ticket.sinceMs + waitMs) {
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

  /** @param {Ticket} ticket @param {number} nowMs */
  #mayGo(ticket, nowMs) {
    const earlier = this.#line.slice(0, this.#line.indexOf(ticket));
    const isOvertaken = (/** @type {Ticket} */ { taken, sinceMs }) =>
      taken > this.#free && nowMs - sinceMs < OVERTAKEN_MS;
    return ticket.taken <= this.#free && earlier.every(isOvertaken);
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
   * @param {number} [wanted] more than one has counts as all of them. Default: 1
   * @returns {Promise<(() => void) | null>}
   */
  async take(who, how, wanted = 1) {
    const places = this.#all.get(who) ?? new Places(this.#count);
    this.#all.set(who, places);
    const giveBack = await places.take(wanted, how);
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
