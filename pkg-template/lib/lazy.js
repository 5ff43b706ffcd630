/**
 * Loads on the first request and shares the result with all callers. A success is kept, a failure is not: the next call
 * tries again.
 *
 * @template T
 * @param {(onProgress: () => void) => Promise<T>} load
 * @param {(cause: unknown) => Error} failed makes the error to throw
 */
export function lazy(load, failed) {
  /** @type {Promise<T> | undefined} */
  let loading;
  /** @type {Set<() => void>} */
  const listeners = new Set();
  const report = () => listeners.forEach((listener) => listener());

  async function begin() {
    const loaded = await load(report);
    report();
    return loaded;
  }

  return {
    /** @param {() => void} [onProgress] called whenever a part has arrived */
    async get(onProgress = () => {}) {
      listeners.add(onProgress);
      const mine = (loading ??= begin());
      try {
        return await mine;
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
