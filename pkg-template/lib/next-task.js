/**
 * Yields to timers, input and rendering. Awaiting a resolved promise would not: microtasks run before all of them.
 *
 * @returns {Promise<void>}
 */
export function nextTask() {
  const { scheduler, setImmediate } = /** @type {any} */ (globalThis);
  if (scheduler?.yield) {
    return scheduler.yield();
  }
  if (setImmediate) {
    return new Promise((resolve) => setImmediate(resolve));
  }
  return new Promise((resolve) => setTimeout(resolve));
}
