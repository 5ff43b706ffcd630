/**
 * Loads on the first request and shares the result with all callers. A success is kept, a failure is not: the next call
 * tries again.
 *
 * @template T
 * @param {() => Promise<T>} load
 * @param {(cause: unknown) => Error} failed makes the error to throw
 */
export function lazy(load, failed) {
  /** @type {Promise<T> | undefined} */
  let loading;
  return {
    async get() {
      const mine = (loading ??= load());
      try {
        return await mine;
      } catch (cause) {
        if (loading === mine) {
          loading = undefined;
        }
        throw failed(cause);
      }
    },
    /** Drops what was loaded, which proved unusable. */
    forget() {
      loading = undefined;
    },
  };
}
