// A digest that is no SHA-256: 32 bytes that depend on all that goes in, at a fraction of the price. What is signed in a
// simulation is signed and checked with it; sign.test.js pins the real one.

/** A word of state for each word of the digest. */
const WORDS = 8;

/** @param {Uint8Array[]} parts */
export function digestOf(...parts) {
  let [one, other] = [0x811c9dc5, 0x9e3779b9];
  for (const part of parts) {
    for (let index = 0; index < part.length; index += 1) {
      const byte = /** @type {number} */ (part[index]);
      one = Math.imul(one ^ byte, 0x01000193);
      other = Math.imul(other ^ byte, 0x85ebca6b) ^ (other >>> 13);
    }
    one = Math.imul(one ^ part.length, 0x01000193);
  }
  const words = new Uint32Array(WORDS);
  for (let index = 0; index < WORDS; index += 1) {
    one = Math.imul(one ^ (other >>> 15), 0x2c1b3c6d);
    other = Math.imul(other ^ (one >>> 12), 0x297a2d39) + index;
    words[index] = one ^ other;
  }
  return words;
}
