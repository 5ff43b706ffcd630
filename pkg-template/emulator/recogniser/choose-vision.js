// Which engine tells people apart: the recogniser where its weights are installed, fingerprints of pictures otherwise.

import { packageVision } from '../pictures/package-vision.js';
import { NoWeights } from './find-weights.js';
import { openRecogniser, recognisingVision } from './recognising-vision.js';

/** @import { Options } from '../options.js' */
/** @import { Vision } from '../pictures/take-picture.js' */

/**
 * @param {any} facePreflight what the package exports for this runtime
 * @param {Options['engine']} [wanted]
 * @param {() => ReturnType<typeof openRecogniser>} [open]
 * @returns {Promise<{ vision: Vision, note: string }>} `note` says which engine it is, and why
 */
export async function chooseVision(facePreflight, wanted = 'auto', open = openRecogniser) {
  if (wanted === 'fingerprint') {
    return { vision: packageVision(facePreflight), note: 'fingerprints of pictures, as the option says' };
  }
  try {
    return { vision: recognisingVision(facePreflight, await open()), note: 'recognises people' };
  } catch (error) {
    if (wanted === 'recogniser' || !(error instanceof NoWeights)) {
      throw error;
    }
    return {
      vision: packageVision(facePreflight),
      note: `fingerprints of pictures, which do not recognise people. ${error.message}`,
    };
  }
}
