/** A multiple of 3, so that no padding falls between pieces, and few enough arguments for any engine. */
const PIECE_BYTES = 24 * 1024;

/**
 * @param {Uint8Array} bytes
 * @returns {string} RFC 4648 §4, padded
 */
export function encodeBase64(bytes) {
  const { toBase64 } = /** @type {{ toBase64?: () => string }} */ (/** @type {unknown} */ (bytes));
  if (toBase64) {
    return toBase64.call(bytes);
  }
  let text = '';
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
    text += btoa(String.fromCharCode(...bytes.subarray(start, start + PIECE_BYTES)));
  }
  return text;
}

/**
 * @param {string} text as {@link encodeBase64} writes it
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function decodeBase64(text) {
  const { fromBase64 } = /** @type {{ fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }} */ (
    /** @type {unknown} */ (Uint8Array)
  );
  if (fromBase64) {
    return fromBase64.call(Uint8Array, text);
  }
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
