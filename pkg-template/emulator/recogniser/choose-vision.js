// Which engine tells people apart: the recogniser where its weights are installed, fingerprints of pictures otherwise.

import { packageVision } from '../pictures/package-vision.js';
import { NoWeights } from './no-weights.js';

/** @import { Options } from '../options.js' */
/** @import { Vision } from '../pictures/take-picture.js' */
/** @import { Recogniser } from './recogniser.js' */

/** With its first use: an import of the emulator loads neither the module nor the weights. */
async function openWithIt() {
  return (await import('./recognising-vision.js')).openRecogniser();
}

/**
 * @param {any} facePreflight what the package exports for this runtime
 * @param {Options['engine']} [wanted]
 * @param {() => Promise<Recogniser>} [open]
 * @returns {Promise<{ vision: Vision, note: string }>} `note` says which engine it is, and why
 */
export async function chooseVision(facePreflight, wanted = 'auto', open = openWithIt) {
  if (wanted === 'fingerprint') {
    return { vision: packageVision(facePreflight), note: 'fingerprints of pictures, as the option says' };
  }
  try {
    const recogniser = await open();
    const { recognisingVision } = await import('./recognising-vision.js');
    return { vision: recognisingVision(facePreflight, recogniser), note: 'recognises people' };
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
