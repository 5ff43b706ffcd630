/** A multiple of 3, so that only the last chunk is padded; few enough arguments for any engine. */
const CHUNK_BYTES = 24 * 1024;

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
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    text += btoa(String.fromCharCode(...bytes.subarray(start, start + CHUNK_BYTES)));
  }
  return text;
}

/**
 * For trusted text: throws, or skips white space, where it is not Base64.
 *
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
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = binary.charCodeAt(index);
  }
  return bytes;
}

/**
 * For untrusted text: no white space, no missing padding, and not the URL-safe alphabet.
 *
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer> | undefined} nothing where the text is not Base64
 */
export function parseBase64(text) {
  const isBase64 = text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
  return isBase64 ? decodeBase64(text) : undefined;
}
