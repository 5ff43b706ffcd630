import { advise } from './advise.js';
import { checkCall, faceOf, definedOptions } from './call-options.js';
import { PreflightError } from './errors.js';
import { aborted, watch } from './interruption.js';
import { openFrame } from './pixels.js';

/** @import { Runtime } from './run.js' */
/** @import { Check, Drawable, Face, InspectOptions, Inspection, Pixels, PreflightOptions, Size } from './types.js' */

/**
 * Inspects one frame and keeps nothing of it.
 *
 * @param {Runtime} runtime
 * @param {Pixels | Drawable} value
 * @param {PreflightOptions | undefined} options
 * @param {InspectOptions} call
 * @returns {Promise<Inspection>}
 */
export async function inspectOnce({ engine, drawing }, value, options, call) {
  checkCall(options, call);
  const face = faceOf(call) ?? true;
  if (face === false || face === 'optional') {
    throw new PreflightError('invalid_option', 'option face: inspect looks for faces');
  }
  const { signal, onProgress } = call;
  if (signal?.aborted) {
    throw aborted(signal);
  }
  // Before the first await: a video moves on.
  const { frame, size } = openFrame(value, drawing);
  const interruption = watch(signal);
  function onLoading() {
    try {
      onProgress?.({ stage: 'load', loadedBytes: 0, totalBytes: null, fraction: 0 });
    } catch (error) {
      // What the caller's function throws ends this call, not the load, which others wait for too.
      interruption.add(Promise.reject(error));
    }
  }
  try {
    const task = { frame, face, ...(options && { options: definedOptions(options) }) };
    const inspection = enlarged(await interruption.race(engine.inspect(task, onLoading)), size);
    return { ...inspection, checks: advise(inspection.checks, call.texts) };
  } finally {
    interruption.end();
  }
}

/**
 * Converts what was found in a smaller copy to the frame's own pixels.
 *
 * @param {Inspection} inspection
 * @param {Size} size
 * @returns {Inspection}
 */
function enlarged({ width, height, faces, checks }, size) {
  if (width === size.width && height === size.height) {
    return { width, height, faces, checks };
  }
  const [across, down] = [size.width / width, size.height / height];
  return {
    width: size.width,
    height: size.height,
    faces: faces.map((face) => larger(face, across, down)),
    checks: checks.map((check) => (check.id === 'face_small' ? notJudged(check) : check)),
  };
}

/**
 * @param {Face} face
 * @param {number} across
 * @param {number} down
 * @returns {Face}
 */
function larger({ score, box: { x, y, width, height }, keypoints }, across, down) {
  return {
    score,
    box: { x: x * across, y: y * down, width: width * across, height: height * down },
    keypoints: /** @type {Face['keypoints']} */ (
      keypoints.map((point) => ({ x: point.x * across, y: point.y * down }))
    ),
  };
}

/**
 * The check counts pixels, and a photo has others than the copy.
 *
 * @param {Check} check
 * @returns {Check}
 */
function notJudged(check) {
  return { ...check, status: 'skipped', value: null, limit: null, key: null };
}
