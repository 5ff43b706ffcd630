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
  let isWaiting = true;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @param {string} stage */
  function follow(stage) {
    clearTimeout(timer);
    // Once the photo is being read, everything is loaded.
    isWaiting &&= stage === 'load';
    timer = isWaiting ? setTimeout(stall, STALLED_MS) : undefined;
  }
  function stall() {
    isWaiting = false;
    onStalled(new PreflightError('load_failed', `nothing was loaded within ${STALLED_MS} ms`));
  }
  follow('load');
  try {
    return await work(follow);
  } finally {
    follow('done');
  }
}
