// A package that does not load must not leave a person waiting.

import { PreflightError } from '../lib/errors.js';

/** Without progress for this long, loading has failed. */
const STALLED_MS = 10_000;

/**
 * Tells where nothing was loaded in time. The work goes on: on a slow connection it still succeeds.
 * @template Result
 * @param {(onProgress: (stage: string) => void) => Promise<Result>} work
 * @param {(error: PreflightError) => void} onStalled
 * @returns {Promise<Result>}
 */
export async function watchProgress(work, onStalled) {
  const timer = setTimeout(
    () => onStalled(new PreflightError('load_failed', `nothing was loaded within ${STALLED_MS} ms`)),
    STALLED_MS,
  );
  try {
    // Once the photo is being read, everything is loaded.
    return await work((stage) => stage !== 'load' && clearTimeout(timer));
  } finally {
    clearTimeout(timer);
  }
}
