/**
 * What becomes of some work, unless a signal ends the wait for it first.
 * @template T
 * @param {T | Promise<T>} work
 * @param {AbortSignal} signal
 * @returns {Promise<T>} rejects with the signal's reason
 */
export function inTime(work, signal) {
  return new Promise((done, fail) => {
    const end = () => fail(signal.reason);
    signal.addEventListener('abort', end, { once: true });
    Promise.resolve(work)
      .then(done, fail)
      .finally(() => signal.removeEventListener('abort', end));
    if (signal.aborted) {
      end();
    }
  });
}
