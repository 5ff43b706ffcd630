// How the emulator looks at pictures: with the product's own code.

/** @typedef {import('./pictures.js').Eyes} Eyes */

/**
 * @param {any} product what the package face-preflight exports for this runtime
 * @returns {Eyes}
 */
export function productEyes(product) {
  return {
    look: (bytes) => product.probe(bytes),
    fingerprint: (bytes) => product.fingerprint(bytes),
  };
}
