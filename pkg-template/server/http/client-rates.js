// Sliding-window request counts. Pure: the time comes in.

/**
 * Who a client is, by its address: an IPv6 subscriber has a whole network of 64 bits to change addresses in. Some
 * proxies add a port, another one for each connection.
 * @param {string} named
 */
export function clientOf(named) {
  const address = /^\[(.*)\](?::\d+)?$/.exec(named)?.[1] ?? /^([\d.]+):\d+$/.exec(named)?.[1] ?? named;
  // A dotted quad, also one that is mapped into IPv6, is one client.
  if (!address.includes(':') || address.includes('.')) {
    return address;
  }
  const [head = '', tail] = address.split('::');
  const groups = (/** @type {string | undefined} */ part) => (part ? part.split(':') : []);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups(head).length - groups(tail).length);
  const all = [...groups(head), ...Array(zeros).fill('0'), ...groups(tail)];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

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
    if (oldest + perMs > nowMs) {
      return oldest + perMs - nowMs;
    }
    this.#times.delete(client);
    this.#times.set(client, [...times, nowMs].slice(-calls));
    if (this.#times.size > this.#capacity) {
      this.#times.delete(this.#times.keys().next().value ?? '');
    }
    return 0;
  }
}
