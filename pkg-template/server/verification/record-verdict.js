// Hands a verdict to the integrator's server, which hears before the browser does.

import { Refusal } from '../http/refusal.js';
import { inTime } from '../in-time.js';
import { timeout } from '../timer.js';
import { toldOf } from './cause.js';

/** @import { Outcome } from './answers.js' */
/** @import { Visit } from './visit.js' */

/** Longest time for `onVerdict`. */
export const RECORD_MS = 10_000;
/** Another request would be another call, billed again. */
const WITHOUT_KEY = {
  retryable: false,
  detail:
    'The verdict could not be handed to the integrator, and without an idempotency key nobody can ask for it again.',
};

/**
 * @param {Visit} visit
 * @param {Outcome} outcome
 * @returns {Promise<void>} rejects with a {@link Refusal} that asks the browser to come again with the same key, where it
 *   came with one
 */
export async function recordVerdict({ backend, request, tally, line }, { event }) {
  if (!event || !backend.onVerdict) {
    return;
  }
  const late = timeout(RECORD_MS, backend.timer);
  try {
    await inTime(backend.onVerdict(event), late.signal);
  } catch (error) {
    const { policy } = line;
    const { requestId } = event;
    backend.log({
      level: 'error',
      event: 'verdict_not_recorded',
      policy,
      requestId,
      ...toldOf(error),
    });
    const about = { attempts: tally.attempts, requestId };
    throw new Refusal(
      'verdict_not_recorded',
      request.headers.has('idempotency-key') ? { ...about, retryAfterMs: 1_000 } : { ...about, ...WITHOUT_KEY },
    );
  } finally {
    late.clear();
  }
}
