/** The digits of each byte: a digest is written for every request, some of them several times. */
const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * @param {ArrayBuffer | Uint8Array} bytes
 * @returns {string} two lower-case hexadecimal digits a byte
 */
export function hex(bytes) {
  let text = '';
  for (const byte of new Uint8Array(bytes)) {
    text += DIGITS[byte];
  }
  return text;
}
