// Randomly damaged files, the same ones in every run.

/** @typedef {(end: number) => number} Random 0 to `end` - 1 */

/**
 * Small pseudo-random numbers (xorshift32).
 *
 * @param {number} seed not 0
 * @returns {Random}
 */
export function randomNumbers(seed) {
  let state = seed;
  return (end) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % end;
  };
}

/**
 * @param {Random} random
 * @param {number} length
 */
export function randomBytes(random, length) {
  // Slopes with jumps: bytes that have nothing to do with each other are all clamped alike.
  let level = 0;
  return Uint8Array.from({ length }, () => (level += random(20) === 0 ? random(256) : random(9) - 4));
}

/**
 * One to four small changes: what a fuzzer does without looking.
 *
 * @param {Random} random
 * @param {Uint8Array} file
 */
export function mutated(random, file) {
  const bytes = [...file];
  for (let left = 1 + random(4); left > 0; left--) {
    const at = random(bytes.length);
    const change = random(5);
    if (change === 0) {
      bytes[at] = random(256);
    } else if (change === 1) {
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
    } else if (change === 2) {
      bytes.splice(at, 1 + random(8));
    } else if (change === 3) {
      bytes.splice(at, 0, random(256));
    } else {
      bytes.splice(at, 0, ...bytes.slice(at, at + random(40)));
    }
  }
  return Uint8Array.from(bytes);
}
