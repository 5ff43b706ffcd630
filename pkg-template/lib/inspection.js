import { Visit } from './visit.js';

/** @import { Instances } from './instance.js' */
/** @import { FaceChoice } from './visit.js' */
/** @import { Inspection, Pixels, PreflightOptions } from './types.js' */

/**
 * One frame to look at. Plain data, so that it can be handed to a worker.
 *
 * @typedef {object} FrameTask
 * @property {Pixels} frame
 * @property {PreflightOptions} [options]
 * @property {FaceChoice} face
 */

/**
 * @param {Instances} instances
 * @param {FrameTask} task
 * @returns {Promise<Inspection>}
 */
export async function inspectFrame(instances, { frame, options, face }) {
  const { visit, detector } = await Visit.begin(instances, face);
  try {
    return visit.enter(() => /** @type {any} */ (detector).inspect(frame, options));
  } finally {
    visit.end();
  }
}
