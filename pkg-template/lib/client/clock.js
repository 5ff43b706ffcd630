// The end of a submission: the caller's signal or the time that it has, whichever comes first.

/**
 * @typedef {object} Clock
 * @property {AbortSignal} signal aborted by the caller's, by `stop` or when the time is over
 * @property {(reason: unknown) => void} stop
 * @property {() => boolean} isOver whether it ended because of the time
 * @property {() => number} leftMs
 * @property {<T>(work: Promise<T>) => Promise<T>} until the work's end, or rejects at once when the signal is aborted
 * @property {() => void} release
 */

/**
 * Not `AbortSignal.any`, which phones of 2023 lack.
 *
 * @param {number} timeoutMs
 * @param {AbortSignal | undefined} signal
 * @returns {Clock}
 */
export function startClock(timeoutMs, signal) {
  const ending = new AbortController();
  // The time of day may be set meanwhile.
  const endMs = performance.now() + timeoutMs;
  const over = new DOMException('no answer in time', 'TimeoutError');
  const timer = setTimeout(() => ending.abort(over), timeoutMs);
  const follow = () => ending.abort(signal?.reason);
  signal?.addEventListener('abort', follow, { once: true });
  if (signal?.aborted) {
    follow();
  }
  return {
    signal: ending.signal,
    stop: (reason) => ending.abort(reason),
    isOver: () => ending.signal.reason === over,
    leftMs: () => endMs - performance.now(),
    until: (work) => Promise.race([work, rejection(ending.signal)]),
    release() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', follow);
    },
  };
}

/**
 * Rejects when the signal is aborted. No timer stays, which would keep a process running.
 *
 * @param {number} ms
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export async function pause(ms, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const passing = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await Promise.race([passing, rejection(signal)]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<never>}
 */
export function rejection(signal) {
  return new Promise((_, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
    }
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
