// Base64 in the standard alphabet with padding, from what every runtime has.

const CHUNK_BYTES = 0x8000; // the arguments of one call are limited

/** @param {Uint8Array} bytes */
export function toBase64(bytes) {
  let text = '';
  for (let offset = 0; offset < bytes.length; offset += CHUNK_BYTES) {
    text += String.fromCharCode(...bytes.subarray(offset, offset + CHUNK_BYTES));
  }
  return btoa(text);
}

/** @param {string} base64 @returns {Uint8Array | undefined} nothing for what is not Base64 */
export function fromBase64(base64) {
  // `atob` alone would take missing padding and white space.
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    return undefined;
  }
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    bytes[index] = text.charCodeAt(index);
  }
  return bytes;
}
