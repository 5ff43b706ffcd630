// Random names. Not `crypto.randomUUID`, which is missing where the page is served without TLS.

/** @param {number} bytes @returns {string} two hexadecimal digits for each byte */
export function randomHex(bytes) {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
}
