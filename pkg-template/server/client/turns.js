// A call's turn under the account's calls per second.

import { misuse } from '../../lib/misuse.js';
import { DEFAULT_REGION, callsPerSecond as usualRate } from '../contract.js';
import { DEFAULT_LIMITS } from '../limits.js';
import { accountRate } from '../upstream/rate-slots.js';

/** @import { Line } from '../upstream/service-call.js' */
/** @import { ClientOptions } from './create-client.js' */

/** @typedef {Pick<Line, 'takeSlot' | 'giveBack'>} Turns */

const MOST_PER_SECOND = 1_000;

/** @param {ClientOptions} options @returns {(signal: AbortSignal) => Turns} */
export function turnsOf({ store, callsPerSecond, region = DEFAULT_REGION }) {
  if (!store) {
    if (callsPerSecond !== undefined) {
      throw misuse('callsPerSecond', 'needs the option store, which counts the calls');
    }
    // The service throttles callers that exceed the rate of the account.
    return () => ({ takeSlot: async () => ({ ok: true, lease: '', waitedMs: 0 }), giveBack: async () => {} });
  }
  const rate = accountRate(rateOf(callsPerSecond, region), DEFAULT_LIMITS.transitMs);
  return (signal) => ({
    takeSlot: (longestWaitMs) => store.take(rate, longestWaitMs, signal),
    // A slot that could not be given back comes free after its time.
    giveBack: (lease, sent) => store.giveBack(lease, sent, rate).catch(() => {}),
  });
}

/** @param {unknown} given @param {string} region */
function rateOf(given, region) {
  if (given === undefined) {
    try {
      return usualRate(region);
    } catch {
      throw misuse('callsPerSecond', `is not known of the region ${region}`);
    }
  }
  if (!(typeof given === 'number' && given > 0 && given <= MOST_PER_SECOND)) {
    throw misuse('callsPerSecond', `is not a number above 0, at most ${MOST_PER_SECOND}`);
  }
  return given;
}
