// Keeps picture work from starving everything else of a Node process: it holds the only thread for tens of
// milliseconds, so fifty photos at once would keep the answers of the service waiting until their attempts time out.

import { Refusal } from './refusal.js';

/** About two seconds of work on a small machine. */
const MOST_WAITING = 40;

/**
 * @param {import('./pictures.js').Preflight} preflight
 * @returns {import('./pictures.js').Preflight}
 */
export function oneAtATime(preflight) {
  let waiting = 0;
  let last = Promise.resolve();
  return async (input, options) => {
    // A stream works as it arrives; a slow sender must not hold up the others.
    if (!(input instanceof Uint8Array)) return preflight(input, options);
    if (waiting >= MOST_WAITING) throw new Refusal('service_busy', { retryAfterMs: 2_000 });
    waiting += 1;
    const done = last.then(() => preflight(input, options));
    // The next one begins after the event loop has turned, so that answers are read in between.
    last = done
      .catch(() => {})
      .then(
        () =>
          new Promise((turn) => {
            setImmediate(turn);
          }),
      );
    return done.finally(() => {
      waiting -= 1;
    });
  };
}
