// Comparing secrets.

/**
 * Equality in a time that does not depend on where the texts differ.
 * @param {string} left
 * @param {string} right
 */
export function sameText(left, right) {
  let difference = left.length ^ right.length;
  for (let index = 0; index < left.length; index += 1) {
    difference |= left.charCodeAt(index) ^ right.charCodeAt(index % Math.max(right.length, 1));
  }
  return difference === 0;
}
