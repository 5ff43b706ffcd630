import { InstanceLease } from './instance-lease.js';

/** @import { Instances } from './instance.js' */
/** @import { FaceChoice } from './instance-lease.js' */
/** @import { Inspection, Pixels, PreflightOptions } from './types.js' */

/**
 * One frame to inspect. Plain data, so that it can be sent to a worker.
 *
 * @typedef {object} FrameTask
 * @property {Pixels} frame
 * @property {PreflightOptions} [options]
 * @property {FaceChoice} face
 */

/**
 * @param {Instances} instances
 * @param {FrameTask} task
 * @param {() => void} [onProgress] called while something is loaded
 * @returns {Promise<Inspection>}
 */
export async function inspectFrame(instances, { frame, options, face }, onProgress) {
  const { lease, detector } = await InstanceLease.take(instances, { face }, onProgress);
  try {
    return lease.call(() => /** @type {any} */ (detector).inspect(frame, options));
  } finally {
    lease.giveBack();
  }
}
