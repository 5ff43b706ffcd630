import { PreflightError } from './errors.js';

/**
 * Ends every wait as soon as the signal fires or the job is lost.
 *
 * A race against one long promise would keep something for each wait until that promise settles: a photo that comes in
 * chunks of a byte has millions of waits.
 *
 * @param {AbortSignal | undefined} signal
 */
export function watch(signal) {
  /** @type {{ reason: PreflightError } | undefined} */
  let stopped;
  /** @type {Set<(reason: PreflightError) => void>} */
  const waits = new Set();
  /** @param {PreflightError} reason */
  const stop = (reason) => {
    stopped ??= { reason };
    waits.forEach((fail) => fail(reason));
    waits.clear();
  };
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
    race(wait) {
      return new Promise((settle, fail) => {
        if (stopped) {
          fail(stopped.reason);
        } else {
          waits.add(fail);
        }
        wait.then(settle, fail).finally(() => waits.delete(fail));
      });
    },
    /** @param {Promise<never> | undefined} failed */
    add: (failed) => failed?.catch(stop),
    end: () => signal?.removeEventListener('abort', onAbort),
  };
}

/** @param {AbortSignal} signal */
export function aborted(signal) {
  return new PreflightError('aborted', 'the call was aborted', { cause: signal.reason });
}
