// A package that does not load must not leave a person waiting.

import { PreflightError } from '../lib/errors.js';

/** Without progress for this long, loading has failed. */
const STALLED_MS = 10_000;

/**
 * Rejects with `load_failed` where nothing was loaded in time. What is being loaded goes on, so that another try finds it.
 * @template Result
 * @param {AbortController} abort ends the work
 * @param {(onProgress: (stage: string) => void) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function watchProgress(abort, work) {
  /** @type {(error: Error) => void} */
  let fail = () => {};
  /** @type {Promise<never>} */
  const stalled = new Promise((_, reject) => {
    fail = reject;
  });
  const timer = setTimeout(
    () => fail(new PreflightError('load_failed', `nothing was loaded within ${STALLED_MS} ms`)),
    STALLED_MS,
  );
  // Once the photo is being read, everything is loaded.
  const onProgress = (/** @type {string} */ stage) => stage !== 'load' && clearTimeout(timer);
  try {
    return await Promise.race([work(onProgress), stalled]);
  } catch (error) {
    abort.abort();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
