// Hands a verdict to the integrator's server, which hears before the browser does.

import { Refusal } from '../http/refusal.js';
import { inTime } from '../in-time.js';

/** @import { Outcome } from './answers.js' */
/** @import { Visit } from './verify.js' */

/** Longest time for `onVerdict`. */
export const RECORD_MS = 10_000;

/**
 * @param {Visit} visit
 * @param {Outcome} outcome
 * @returns {Promise<void>} rejects with a {@link Refusal} that asks the browser to come again with the same key
 */
export async function recordVerdict({ backend, tally, line }, { event }) {
  if (!event || !backend.onVerdict) {
    return;
  }
  try {
    await inTime(backend.onVerdict(event), AbortSignal.timeout(RECORD_MS));
  } catch (error) {
    const { policy } = line;
    const { requestId } = event;
    backend.log({
      level: 'error',
      event: 'verdict_not_recorded',
      policy,
      requestId,
      error: String(error).slice(0, 300),
    });
    throw new Refusal('verdict_not_recorded', { attempts: tally.attempts, requestId, retryAfterMs: 1_000 });
  }
}
