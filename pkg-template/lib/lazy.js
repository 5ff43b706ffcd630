/** After so long without a byte, a load is not waited for. */
export const STALLED_MS = 8000;

/**
 * One value on its way, however often it is asked for.
 *
 * @template T
 * @typedef {object} Loading
 * @property {Promise<T>} promise
 * @property {(loaded: T) => void} resolve
 * @property {(cause: unknown) => void} reject
 * @property {AbortController} attempt ends the latest request
 * @property {number} progressedMs when the last part of it came
 * @property {boolean} isOver
 */

/**
 * Loads on the first request and shares the result with all callers. A success is kept, a failure is not: the next call
 * tries again. A load that hangs is not kept either: the next call begins another in its place, and those who wait for the
 * first get what that one brings.
 *
 * @template T
 * @param {(onProgress: () => void, signal: AbortSignal) => Promise<T>} load
 * @param {(cause: unknown) => Error} failed makes the error to throw
 */
export function lazy(load, failed) {
  /** @type {Loading<T> | undefined} */
  let loading;
  /** @type {Set<() => void>} */
  const listeners = new Set();

  /** @param {Loading<T>} of */
  function report(of) {
    of.progressedMs = performance.now();
    listeners.forEach((listener) => listener());
  }

  /** @param {Loading<T>} of */
  async function attempt(of) {
    of.attempt.abort();
    const mine = new AbortController();
    Object.assign(of, { attempt: mine, progressedMs: performance.now() });
    const isLatest = () => of.attempt === mine;
    try {
      const loaded = await load(() => isLatest() && report(of), mine.signal);
      of.isOver = true;
      report(of);
      of.resolve(loaded);
    } catch (cause) {
      if (isLatest()) {
        of.isOver = true;
        of.reject(cause);
      }
    }
  }

  function begin() {
    const fresh = /** @type {Loading<T>} */ ({ attempt: new AbortController(), isOver: false });
    fresh.promise = new Promise((resolve, reject) => Object.assign(fresh, { resolve, reject }));
    void attempt(fresh);
    return fresh;
  }

  return {
    /** @param {() => void} [onProgress] called whenever a part has arrived */
    async get(onProgress = () => {}) {
      listeners.add(onProgress);
      if (loading && !loading.isOver && performance.now() - loading.progressedMs >= STALLED_MS) {
        void attempt(loading);
      }
      const mine = (loading ??= begin());
      try {
        return await mine.promise;
      } catch (cause) {
        if (loading === mine) {
          loading = undefined;
        }
        throw failed(cause);
      } finally {
        listeners.delete(onProgress);
      }
    },
    /** Drops what was loaded, which proved unusable. */
    forget() {
      loading = undefined;
    },
  };
}
