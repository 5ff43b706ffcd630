// How the emulator reads pictures: with the package's own code.

/** @import { Vision } from './take-picture.js' */

/** So that faces are compared and not rooms; the crop may be small. */
const CUT_TO_THE_FACE = { landscape: 'crop', crop: 'face', target: { minWidthPx: 1, minHeightPx: 1 } };

/**
 * @param {any} facePreflight what the package exports for this runtime
 * @param {{ faces?: boolean }} [how] `faces: false` compares whole pictures only, which is quicker, and takes pictures of nobody too
 * @returns {Vision}
 */
export function packageVision(facePreflight, { faces = true } = {}) {
  return {
    engine: 'fingerprint',
    look: (bytes) => facePreflight.probe(bytes),
    async fingerprint(bytes) {
      const whole = await facePreflight.fingerprint(bytes);
      if (!faces) {
        return whole;
      }
      const { jpeg, report } = await facePreflight.preflight(bytes, CUT_TO_THE_FACE, { face: true });
      // The largest face is the one that is cut to.
      if (isOfNobody(report)) {
        return undefined;
      }
      if (!jpeg || !report.output?.cropped) {
        return whole;
      }
      return new Uint8Array([...whole, ...(await facePreflight.fingerprint(jpeg))]);
    },
  };
}

/** @param {{ checks: { id: string, status: string }[] }} report */
function isOfNobody({ checks }) {
  return checks.some(({ id, status }) => id === 'no_face' && status === 'fail');
}
