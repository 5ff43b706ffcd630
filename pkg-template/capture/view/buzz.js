// A short vibration, where the device has one and the person wants motion.

/** @param {number} ms */
export function buzz(ms) {
  if (!matchMedia('(prefers-reduced-motion: reduce)').matches) {
    navigator.vibrate?.(ms);
  }
}
