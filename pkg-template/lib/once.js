/**
 * Loads when first asked, for all who wait. A success is kept, a failure is not: the next call tries again.
 *
 * @template T
 * @param {() => Promise<T>} load
 * @param {(cause: unknown) => Error} failed
 */
export function once(load, failed) {
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
    /** What was loaded proved to be useless. */
    forget() {
      loading = undefined;
    },
  };
}
