// How many requests each client made of late. Pure: the time comes in.

/** @typedef {{ calls: number, perMs: number }} Rate at most `calls` in any window of `perMs` */

export class ClientRates {
  /** @type {Map<string, number[]>} times of the newest `calls` requests, oldest first */
  #times = new Map();
  #capacity;

  /** @param {number} [capacity] most clients that are remembered; the longest unseen is forgotten first */
  constructor(capacity = 10_000) {
    this.#capacity = capacity;
  }

  /**
   * Counts a request.
   * @param {string} client
   * @param {Rate} rate
   * @param {number} nowMs
   * @returns {number} 0, or the milliseconds after which the client may come again
   */
  waitMs(client, { calls, perMs }, nowMs) {
    const times = this.#times.get(client) ?? [];
    const oldest = times.length < calls ? -Infinity : (times[times.length - calls] ?? -Infinity);
    if (oldest + perMs > nowMs) return oldest + perMs - nowMs;
    this.#times.delete(client);
    this.#times.set(client, [...times, nowMs].slice(-calls));
    if (this.#times.size > this.#capacity) this.#times.delete(this.#times.keys().next().value ?? '');
    return 0;
  }
}
