// Whether two files show one picture: another encoding, size or quality of it, or its mirror image, not another picture
// of the same person.

/** @import { Fingerprint } from './pictures.js' */

const SIDE = 16;
const SAMPLES = SIDE * SIDE;

/**
 * How alike two fingerprints of the package are: Pearson's correlation of the differences between neighbouring samples.
 * Brightness and contrast cancel out, and "a bright oval in the middle" alone is no likeness.
 * @param {Uint8Array} left 16 x 16 samples of luma
 * @param {Uint8Array} right
 * @returns {number} 0 to 100, two decimals
 */
export function fingerprintLikeness(left, right) {
  const [a, b] = [gradients(left), gradients(right)];
  let [product, leftSquare, rightSquare] = [0, 0, 0];
  for (let index = 0; index < a.length; index += 1) {
    const [x, y] = [a[index] ?? 0, b[index] ?? 0];
    product += x * y;
    leftSquare += x * x;
    rightSquare += y * y;
  }
  const scale = Math.sqrt(leftSquare * rightSquare);
  return scale === 0 ? 0 : Math.round(Math.max(0, product / scale) * 10_000) / 100;
}

/** @param {Uint8Array} luma */
function gradients(luma) {
  /** @type {number[]} */
  const steps = [];
  for (let index = 0; index < SAMPLES; index += 1) {
    const here = luma[index] ?? 0;
    if ((index + 1) % SIDE !== 0) {
      steps.push((luma[index + 1] ?? 0) - here);
    }
    if (index + SIDE < SAMPLES) {
      steps.push((luma[index + SIDE] ?? 0) - here);
    }
  }
  return steps;
}

/** Files of one picture come to more than 99.9; two photos of a person who holds still, to less than 99. */
const SAME = 99.5;

/**
 * @param {Uint8Array} left
 * @param {Uint8Array} right
 * @param {Fingerprint} fingerprint
 */
export async function isSamePicture(left, right, fingerprint) {
  if (left.length === right.length && left.every((byte, index) => byte === right[index])) {
    return true;
  }
  const [one, other] = [await fingerprint(left), await fingerprint(right)];
  // A mirror image takes one line of code to make.
  return [other, mirrored(other)].some((form) => fingerprintLikeness(one, form) >= SAME);
}

/** @param {Uint8Array} luma */
function mirrored(luma) {
  return luma.map((_, index) => luma[index - (index % SIDE) + SIDE - 1 - (index % SIDE)] ?? 0);
}
