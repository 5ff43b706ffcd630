// How the emulator looks at pictures: with the product's own code.

/** @typedef {import('./pictures.js').Eyes} Eyes */

/**
 * @param {any} product what the package face-preflight exports for this runtime
 * @returns {Eyes}
 */
export function productEyes(product) {
  return {
    look: (bytes) => product.probe(bytes),
    fingerprint: typeof product.signature === 'function' ? async (bytes) => product.signature(bytes) : fingerprintOfBytes,
  };
}

/**
 * In place of a fingerprint of the picture where the package cannot make one: of the file. Only the same file shows
 * the same face then.
 * @param {Uint8Array} bytes
 */
async function fingerprintOfBytes(bytes) {
  const samples = new Uint8Array(256);
  for (let part = 0; part < 8; part += 1) {
    const salted = new Uint8Array(bytes.length + 1);
    salted.set(bytes);
    salted[bytes.length] = part;
    samples.set(new Uint8Array(await crypto.subtle.digest('SHA-256', salted)), part * 32);
  }
  return samples;
}
