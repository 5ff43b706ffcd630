/**
 * Yields to timers, input and rendering. Awaiting a resolved promise would not: microtasks run before all of them.
 *
 * @returns {Promise<void>}
 */
export function nextTask() {
  const runtime = /** @type {any} */ (globalThis);
  if (runtime.scheduler?.yield) {
    return runtime.scheduler.yield();
  }
  // In Next's edge runtime `setImmediate` is a getter that throws.
  if (!('EdgeRuntime' in runtime) && runtime.setImmediate) {
    return new Promise((resolve) => runtime.setImmediate(resolve));
  }
  return new Promise((resolve) => setTimeout(resolve));
}
