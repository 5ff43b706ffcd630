/**
 * A random pause before the next attempt, so that clients which failed together don't return together.
 *
 * @param {number} retry 0 before the first retry
 * @param {{ first: number, most: number }} limitMs the longest pause before the first retry, and before any
 * @param {() => number} [random] 0 to 1
 * @returns {number} milliseconds
 */
export function fullJitter(retry, { first, most }, random = Math.random) {
  return random() * Math.min(most, first * 2 ** retry);
}
