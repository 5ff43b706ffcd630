/** @typedef {(ms: number, run: () => void) => () => void} Timer runs something later, unless what it returns is called before */
/** @typedef {() => string} Uuid a new RFC 9562 version 4, such as `crypto.randomUUID` gives */

/** The platform's own. @type {Timer} */
export const platformTimer = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

/** @type {Uuid} */
export const platformUuid = () => crypto.randomUUID();

/**
 * A signal that fires after a time, and is let go of before.
 * @param {number} ms
 * @param {Timer} timer
 * @returns {{ signal: AbortSignal, clear: () => void }}
 */
export function timeout(ms, timer) {
  const over = new AbortController();
  const clear = timer(ms, () => over.abort(new DOMException(`it took longer than ${ms} ms`, 'TimeoutError')));
  return { signal: over.signal, clear };
}
