import { checkCall, faceOf, given } from './call.js';
import { PreflightError } from './errors.js';
import { aborted, watch } from './interruption.js';
import { openFrame } from './pixels.js';

/** @import { Canvases } from './canvases.js' */
/** @import { Engine } from './engine.js' */
/** @import { Check, Drawable, Face, InspectOptions, Inspection, Pixels, PreflightOptions, Size } from './types.js' */

/**
 * Looks at one frame. Nothing is kept of it.
 *
 * @param {Engine} engine
 * @param {Canvases | undefined} canvases where the runtime has any
 * @param {Pixels | Drawable} value
 * @param {PreflightOptions | undefined} options
 * @param {InspectOptions} call
 * @returns {Promise<Inspection>}
 */
export async function inspectOnce(engine, canvases, value, options, call) {
  checkCall(options, call, ['signal', 'face']);
  const face = faceOf(call) ?? true;
  if (face === false) {
    throw new PreflightError('invalid_option', 'option face: inspect looks for faces');
  }
  const { signal } = call;
  if (signal?.aborted) {
    throw aborted(signal);
  }
  // At once: a video goes on.
  const { frame, size } = openFrame(value, canvases);
  const interruption = watch(signal);
  try {
    const task = { frame, face, ...(options && { options: given(options) }) };
    return enlarged(await interruption.race(engine.inspect(task)), size);
  } finally {
    interruption.end();
  }
}

/**
 * What was found in a smaller copy, in the frame's own pixels.
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
 * A copy's pixels are not those that a photo would have.
 *
 * @param {Check} check
 * @returns {Check}
 */
function notJudged(check) {
  return { ...check, status: 'skipped', value: null, limit: null, advice: null };
}
