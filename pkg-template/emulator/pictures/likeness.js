// The stand-in for face recognition: it does not recognise faces. A picture's fingerprint is its upright luma, scaled to
// 16 x 16 samples by the package's own decoder and scaler, plus the same of the picture cropped to its face where
// package-vision.js finds one. Two pictures show "the same face" when either correlates: another encoding, size or crop
// of the same picture matches, another picture does not.

import { fingerprintLikeness } from '../../server/verification/same-picture.js';

const FINGERPRINT_SIDE = 16;
const SAMPLES = FINGERPRINT_SIDE * FINGERPRINT_SIDE;

/** Standard deviation of luma below which a picture shows nothing, so no face either. */
const FLAT_SPREAD = 6;

/**
 * How alike two fingerprints are: as whole pictures, or as faces where both have one.
 * @param {Uint8Array} left
 * @param {Uint8Array} right
 * @returns {number} 0 to 100, two decimals
 */
export function likeness(left, right) {
  const whole = fingerprintLikeness(left.subarray(0, SAMPLES), right.subarray(0, SAMPLES));
  if (left.length === SAMPLES || right.length === SAMPLES) {
    return whole;
  }
  return Math.max(whole, fingerprintLikeness(left.subarray(SAMPLES), right.subarray(SAMPLES)));
}

/** @param {Uint8Array} luma */
function meanAndSpread(luma) {
  let [sum, squares] = [0, 0];
  for (const sample of luma.subarray(0, SAMPLES)) {
    sum += sample;
    squares += sample * sample;
  }
  const mean = sum / SAMPLES;
  return { mean, spread: Math.sqrt(Math.max(0, squares / SAMPLES - mean * mean)) };
}

/** Whether the picture is too flat to show anything. @param {Uint8Array} luma */
export function showsNothing(luma) {
  return meanAndSpread(luma).spread < FLAT_SPREAD;
}

/**
 * Scores in the shape of `ExtFaceInfo`, from light and contrast of the fingerprint. All are 0 to 100.
 * @param {Uint8Array} luma
 */
export function qualityScores(luma) {
  const { mean, spread } = meanAndSpread(luma);
  const illumination = round(100 - Math.abs(mean - 128) / 1.28);
  const sharpness = round(Math.min(100, spread * 2));
  return {
    FaceQualityScore: round((illumination + sharpness) / 2),
    IlluminationScore: illumination,
    KaOcclusionScore: 0,
    OcclusionScore: 0,
    SharpnessScore: sharpness,
  };
}

/** @param {number} value */
function round(value) {
  return Math.round(Math.max(0, value) * 100) / 100;
}
