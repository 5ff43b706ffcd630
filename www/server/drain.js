// How a process ends on a signal: calls on their way are answered first, because an answer that is lost leaves a
// registration that nobody knows of.

import { readLimits } from '../../pkg/server/limits.js';

/** @import { BackendOptions, createBackend } from '../../pkg/server.js' */

/** @typedef {(line: Record<string, unknown>) => void} Log */

const SIGNALS = /** @type {const} */ (['SIGTERM', 'SIGINT']);
/** For what a request takes beside its call: the last words to the integrator's server, and some seconds. */
const BESIDE_MS = 15_000;
/** The longest time that timers take. */
const MOST_MS = 2 ** 31 - 1;

/** How long calls on their way may still take. @param {BackendOptions['limits']} limits */
export function graceOf(limits) {
  return Math.min(readLimits(limits).deadlineMs + BESIDE_MS, MOST_MS);
}

/**
 * The first signal lets the calls on their way end, the second one ends them.
 * @param {object} running
 * @param {Pick<ReturnType<typeof createBackend>, 'drain' | 'running'>} running.backend
 * @param {(graceMs: number) => Promise<void>} running.close stops listening; resolves once all connections have ended
 * @param {() => void} running.release what is closed last
 * @param {number} running.delayMs how long to listen on, with a health of 503, so that a balancer sends elsewhere
 * @param {number} running.graceMs how long calls may take then, before they are cut
 * @param {Log} running.log
 */
export function drainOnSignal({ backend, close, release, delayMs, graceMs, log }) {
  let told = false;
  const onSignal = async (/** @type {NodeJS.Signals} */ signal) => {
    if (told) {
      log({ level: 'error', event: 'ended', signal, cut: backend.running() });
      process.exit(1);
    }
    told = true;
    const startMs = performance.now();
    log({ event: 'draining', signal, running: backend.running() });
    const drained = backend.drain();
    await new Promise((done) => {
      setTimeout(done, delayMs);
    });
    let cut = 0;
    const late = after(graceMs).then(() => {
      cut = backend.running();
    });
    await Promise.race([Promise.all([close(graceMs), drained]), late]);
    const ms = Math.round(performance.now() - startMs);
    log({ ...(cut > 0 && { level: 'error' }), event: 'ended', signal, cut, ms });
    release();
    process.exit(cut > 0 ? 1 : 0);
  };
  for (const signal of SIGNALS) {
    process.on(signal, () => void onSignal(signal));
  }
}

/** @param {number} ms @returns {Promise<void>} */
function after(ms) {
  return new Promise((done) => {
    setTimeout(done, ms).unref();
  });
}
