// How alike two pictures are. A picture's fingerprint is its upright luma, scaled to 16 x 16 samples by the package's own
// decoder and scaler. After it follows what tells people apart: where there is a recogniser, the 128 numbers of the face;
// where there is none, the same samples of the picture cropped to its face, if package-vision.js finds one. Samples do
// not recognise faces: another encoding, size or crop of the same picture matches, another picture does not.

import { fingerprintLikeness } from '../../server/verification/same-picture.js';

const FINGERPRINT_SIDE = 16;
const SAMPLES = FINGERPRINT_SIDE * FINGERPRINT_SIDE;

/** Numbers of a face, each of four bytes. */
const DESCRIPTOR = 128;
const DESCRIBED = SAMPLES + DESCRIPTOR * 4;

/** Distance of two faces at and over which they are of two people, by the recogniser's author. */
const SAME_PERSON = 0.6;

/** The score at that distance: the default of the thresholds in options.js. */
const SAME_PERSON_SCORE = 80;

/** Standard deviation of luma below which a picture shows nothing, so no face either. */
const FLAT_SPREAD = 6;

/**
 * @param {Uint8Array} luma of the whole picture
 * @param {Float32Array} face
 */
export function describedPrint(luma, face) {
  const print = new Uint8Array(DESCRIBED);
  print.set(luma);
  const view = new DataView(print.buffer, SAMPLES);
  face.forEach((number, index) => view.setFloat32(index * 4, number, true));
  return print;
}

/** @param {Uint8Array} left @param {Uint8Array} right */
function distance(left, right) {
  const [a, b] = [left, right].map((print) => new DataView(print.buffer, print.byteOffset + SAMPLES));
  let squares = 0;
  for (let place = 0; a && b && place < DESCRIPTOR * 4; place += 4) {
    squares += (a.getFloat32(place, true) - b.getFloat32(place, true)) ** 2;
  }
  return Math.sqrt(squares);
}

/**
 * A score in the vendor's range for a distance of two faces: 100 for none, 80 for the author's limit, 0 for twice that. How
 * the vendor makes its scores is not documented.
 * @param {number} far
 */
function scoreOf(far) {
  const score =
    far < SAME_PERSON
      ? 100 - (100 - SAME_PERSON_SCORE) * (far / SAME_PERSON)
      : SAME_PERSON_SCORE * (2 - far / SAME_PERSON);
  // Rounded down, so that a face just beyond the limit stays below its score.
  return Math.floor(Math.max(0, score) * 100) / 100;
}

/**
 * How alike two fingerprints are: by the numbers of their faces, by the samples of their faces where both have some, or as
 * whole pictures, as of two engines.
 * @param {Uint8Array} left
 * @param {Uint8Array} right
 * @returns {number} 0 to 100, two decimals
 */
export function likeness(left, right) {
  if (left.length === DESCRIBED && right.length === DESCRIBED) {
    return scoreOf(distance(left, right));
  }
  const whole = fingerprintLikeness(left.subarray(0, SAMPLES), right.subarray(0, SAMPLES));
  if (left.length !== 2 * SAMPLES || right.length !== 2 * SAMPLES) {
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
