// How the emulator reads pictures where it recognises people.

import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { findWeights } from './find-weights.js';
import { createRecogniser } from './recogniser.js';
import { describedPrint } from '../pictures/likeness.js';

/** @import { Vision } from '../pictures/take-picture.js' */
/** @import { Recogniser } from './recogniser.js' */

const WASM = fileURLToPath(new URL('../../wasm/', import.meta.url));

/** Rejects with `NoWeights` where the weights are not installed. @returns {Promise<Recogniser>} */
export async function openRecogniser() {
  const weights = await findWeights();
  const [module, detector, landmarks] = await Promise.all(
    ['recogniser.wasm', 'face_weights.bin', 'face_landmarks.bin'].map((name) => readFile(join(WASM, name))),
  );
  return createRecogniser({
    module: /** @type {BufferSource} */ (module),
    detector: /** @type {Uint8Array} */ (detector),
    landmarks: /** @type {Uint8Array} */ (landmarks),
    weights,
  });
}

/**
 * @param {any} facePreflight what the package exports for this runtime
 * @param {Recogniser} recogniser
 * @returns {Vision}
 */
export function recognisingVision(facePreflight, recogniser) {
  return {
    engine: 'recogniser',
    look: (bytes) => facePreflight.probe(bytes),
    async fingerprint(bytes) {
      const whole = await facePreflight.fingerprint(bytes);
      const face = recogniser.describe(bytes);
      return face && describedPrint(whole, face);
    },
  };
}
