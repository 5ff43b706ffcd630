// The account's calls per second, counted separately for each operation, as the vendor does.

import { GatewayError } from './errors.js';

/**
 * What the vendor allows in every region (product pages of 2026-07 and 2026-04). The rate of the checks depends on the region,
 * and none is documented for the others: they are held to that of the checks.
 *
 * @type {Readonly<Record<string, number>>}
 */
export const DOCUMENTED_RATES = { AddFaceRecord: 50, DeleteFaceRecordV2: 50 };

/** @typedef {{ callsPerSecond: number, callsPerSecondOf?: Readonly<Record<string, number>> }} Rates */

/**
 * @param {Rates} rates `callsPerSecond`: of each operation without a rate of its own; 0 never throttles.
 *   `callsPerSecondOf`: by operation, instead of the documented ones
 * @returns {(action: string, nowMs: number) => void} counts a call, or throws when the operation's last second is full
 */
export function createThrottle({ callsPerSecond, callsPerSecondOf = {} }) {
  /** @type {Map<string, number[]>} */
  const arrivals = new Map();
  const own = new Map(Object.entries({ ...DOCUMENTED_RATES, ...callsPerSecondOf }));
  return (action, nowMs) => {
    const rate = callsPerSecond === 0 ? 0 : (own.get(action) ?? callsPerSecond);
    if (rate === 0) {
      return;
    }
    const last = (arrivals.get(action) ?? []).filter((time) => time > nowMs - 1000);
    arrivals.set(action, last);
    if (last.length >= rate) {
      throw throttled(1000);
    }
    last.push(nowMs);
  };
}

/** @param {number | undefined} retryAfterMs */
export function throttled(retryAfterMs) {
  return new GatewayError('Throttling.Api', 'Request was denied due to api flow control.', {
    headers: retryAfterMs === undefined ? {} : { 'x-acs-retry-after': String(retryAfterMs) },
  });
}
