import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Calls apart from each other by as much as the rate asks for, also after a pause.
 *
 * @param {number} perSecond
 * @param {AbortSignal} signal
 */
export function createPace(perSecond, signal) {
  const apartMs = 1_000 / perSecond;
  let nextMs = 0;
  /** Resolves when the next call may be made. */
  return async () => {
    const nowMs = performance.now();
    const atMs = Math.max(nowMs, nextMs);
    nextMs = atMs + apartMs;
    if (atMs > nowMs) {
      await sleep(atMs - nowMs, undefined, { signal });
    }
  };
}
