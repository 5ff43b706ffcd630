// The account's calls per second.

import { GatewayError } from './errors.js';

/**
 * @param {number} callsPerSecond 0 never throttles
 * @returns {(nowMs: number) => void} counts a call, or throws when the last second is full
 */
export function createThrottle(callsPerSecond) {
  /** @type {number[]} */
  let arrivals = [];
  return (nowMs) => {
    if (callsPerSecond === 0) {
      return;
    }
    arrivals = arrivals.filter((time) => time > nowMs - 1000);
    if (arrivals.length >= callsPerSecond) {
      throw throttled(1000);
    }
    arrivals.push(nowMs);
  };
}

/** @param {number | undefined} retryAfterMs */
export function throttled(retryAfterMs) {
  return new GatewayError('Throttling.Api', 'Request was denied due to api flow control.', {
    headers: retryAfterMs === undefined ? {} : { 'x-acs-retry-after': String(retryAfterMs) },
  });
}
