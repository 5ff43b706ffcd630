// How the emulator looks at pictures: with the product's own code.

/** @import { Vision } from './take-picture.js' */

/** So that faces are compared and not rooms; what is left may be small. */
const CUT_TO_THE_FACE = { landscape: 'crop', crop: 'face', target: { minWidthPx: 1, minHeightPx: 1 } };

/**
 * @param {any} product what the package face-preflight exports for this runtime
 * @param {{ faces?: boolean }} [how] `faces: false` compares whole pictures only, which is quicker
 * @returns {Vision}
 */
export function packageVision(product, { faces = true } = {}) {
  return {
    look: (bytes) => product.probe(bytes),
    async fingerprint(bytes) {
      const whole = await product.fingerprint(bytes);
      if (!faces) {
        return whole;
      }
      const { jpeg, report } = await product.preflight(bytes, CUT_TO_THE_FACE, { face: true });
      if (!jpeg || !report.output?.cropped) {
        return whole;
      }
      return new Uint8Array([...whole, ...(await product.fingerprint(jpeg))]);
    },
  };
}
