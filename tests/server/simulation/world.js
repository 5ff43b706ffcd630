// Virtual time: what is to happen happens in order, one thing after the other, as fast as the machine can. Between two
// things everything that follows from the first at once has been done.

import { diceOf } from './dice.js';

/** @typedef {{ atMs: number, order: number, run: () => void, off: boolean }} Event */

/** The platform's own, whatever the simulation puts in its way. */
const { setImmediate: nextTurn } = globalThis;
const { nextTick } = process;
/** The event loop turns now and then, for signals and for what has to be written. */
const TURN_STEPS = 1_000;
/** Virtual runs begin here, so that nothing depends on the day. */
const BEGIN_MS = Date.UTC(2026, 0, 1);

export class World {
  nowMs = 0;
  /** How many things have happened. */
  steps = 0;
  #order = 0;
  /** @type {Event[]} a heap, the soonest first */
  #heap = [];
  /** What has happened, as a number that depends on all of it. */
  #trace = 0x811c9dc5;

  /** @param {number} seed */
  constructor(seed) {
    this.seed = seed;
    this.dice = diceOf(seed);
    /** Of a call that is made, so that which calls there are does not depend on what becomes of them. */
    this.plan = diceOf(seed ^ 0x5eed);
  }

  /** Milliseconds since 1970 of a clock that is right. */
  epoch = () => Math.floor(BEGIN_MS + this.nowMs);

  /** @param {number} ms @param {() => void} run @returns {() => void} cancels it */
  after = (ms, run) => {
    const event = { atMs: this.nowMs + Math.max(0, ms), order: (this.#order += 1), run, off: false };
    this.#push(event);
    return () => {
      event.off = true;
    };
  };

  /** @param {number} ms @returns {Promise<void>} */
  sleep = (ms) => new Promise((done) => void this.after(ms, done));

  /**
   * @param {() => boolean} isOver
   * @param {() => void} afterEach is called when all that follows from a step has been done
   */
  async run(isOver, afterEach) {
    await turn();
    while (!isOver()) {
      const event = this.#pop();
      if (!event) {
        throw new Error('nothing is left to happen, and not everything has been answered');
      }
      if (event.off) {
        continue;
      }
      this.nowMs = event.atMs;
      this.steps += 1;
      event.run();
      await (this.steps % TURN_STEPS === 0 ? turn() : settled());
      afterEach();
    }
  }

  /** @param {string} text something that was said, with the time a part of the trace */
  note(text) {
    const all = `${this.nowMs} ${text}`;
    for (let index = 0; index < all.length; index += 1) {
      this.#trace = Math.imul(this.#trace ^ all.charCodeAt(index), 0x01000193);
    }
  }

  get trace() {
    return (this.#trace >>> 0).toString(16).padStart(8, '0');
  }

  /** @param {Event} event */
  #push(event) {
    const heap = this.#heap;
    let at = heap.push(event) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isSooner(event, heap[parent])) {
        break;
      }
      heap[at] = /** @type {Event} */ (heap[parent]);
      at = parent;
    }
    heap[at] = event;
  }

  /** @returns {Event | undefined} */
  #pop() {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) {
      return first;
    }
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) {
        break;
      }
      if (child + 1 < heap.length && isSooner(/** @type {Event} */ (heap[child + 1]), heap[child])) {
        child += 1;
      }
      if (!isSooner(/** @type {Event} */ (heap[child]), last)) {
        break;
      }
      heap[at] = /** @type {Event} */ (heap[child]);
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

/** @returns {Promise<void>} when the event loop has turned */
function turn() {
  return new Promise((done) => void nextTurn(done));
}

/** @returns {Promise<void>} when all promises have called back, without a turn of the event loop */
function settled() {
  return new Promise((done) => nextTick(done));
}

/** @param {Event} one @param {Event | undefined} other */
function isSooner(one, other) {
  return other === undefined || one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}
