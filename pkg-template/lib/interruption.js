import { PreflightError } from './errors.js';

/**
 * Ends every wait as soon as the signal fires or the job is lost.
 *
 * @param {AbortSignal | undefined} signal
 */
export function watch(signal) {
  /** @type {(reason: PreflightError) => void} */
  let stop = () => {};
  /** @type {Promise<never>} */
  const stopped = new Promise((_, reject) => (stop = reject));
  // It may reject while nothing awaits it.
  stopped.catch(() => {});
  const onAbort = () => signal && stop(aborted(signal));
  if (signal?.aborted) {
    onAbort();
  }
  signal?.addEventListener('abort', onAbort, { once: true });
  return {
    /**
     * @template T
     * @param {Promise<T>} wait
     * @returns {Promise<T>}
     */
    race: (wait) => Promise.race([stopped, wait]),
    /** @param {Promise<never> | undefined} failed */
    add: (failed) => failed?.catch(stop),
    end: () => signal?.removeEventListener('abort', onAbort),
  };
}

/** @param {AbortSignal} signal */
export function aborted(signal) {
  return new PreflightError('aborted', 'the call was aborted', { cause: signal.reason });
}
