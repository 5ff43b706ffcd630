// A still photo of the camera, where it is better than a frame of its video.

import { inspect } from '../../browser.js';
import { drawShown } from './shown.js';

/** @import { Inspection } from '../../lib/types.js' */
/** @import { Look } from '../settings.js' */
/** @import { Turn } from './shown.js' */

/** Longer than this, and the person has moved on. */
const STILL_MS = 1500;

/** @typedef {{ takePhoto(settings?: object): Promise<Blob> }} Capturer */

/**
 * @param {MediaStreamTrack} track
 * @param {HTMLCanvasElement} frame of the video, at the moment of the shutter
 * @param {{ turn: Turn, look: Look | null }} how without a look the two cannot be compared
 * @returns {Promise<HTMLCanvasElement>} the still if it shows the same face more sharply; the frame otherwise
 */
export async function sharperOf(track, frame, { turn, look }) {
  if (look === null) {
    return frame;
  }
  const { options, face } = look;
  const canvas = document.createElement('canvas');
  try {
    const still = await takeStill(track);
    drawShown(still, turn, canvas);
    still.close();
    if (canvas.height < frame.height) {
      return frame;
    }
    const ofStill = await inTime(inspect(canvas, options, { face }));
    const ofFrame = await inTime(inspect(frame, options, { face }));
    if (isSameView(ofStill, ofFrame) && sharpnessOf(ofStill) > sharpnessOf(ofFrame)) {
      return canvas;
    }
  } catch {
    // Not every camera takes stills, and none has to.
  }
  Object.assign(canvas, { width: 0, height: 0 });
  return frame;
}

/** @param {MediaStreamTrack} track @returns {Promise<ImageBitmap>} */
async function takeStill(track) {
  const Capture = /** @type {{ ImageCapture?: new (track: MediaStreamTrack) => Capturer }} */ (globalThis)
    .ImageCapture;
  if (!Capture) {
    throw new Error('this browser takes no stills');
  }
  return createImageBitmap(await inTime(new Capture(track).takePhoto({ fillLightMode: 'off' })));
}

/**
 * Rejects where it comes too late: neither a camera nor a package that does not load holds the shutter.
 * @template Result
 * @param {Promise<Result>} work
 */
function inTime(work) {
  /** @type {Promise<never>} */
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error('the still came too late')), STILL_MS);
  });
  return Promise.race([work, late]);
}

/** Whether the person is where the preview showed them. @param {Inspection} still @param {Inspection} frame */
function isSameView(still, frame) {
  const [one, other] = [placeOf(still), placeOf(frame)];
  return (
    one !== null &&
    other !== null &&
    still.faces.length <= frame.faces.length &&
    ['x', 'y', 'width'].every((name) => Math.abs((one[name] ?? 0) - (other[name] ?? 0)) < 0.1)
  );
}

/** In shares of the picture. @param {Inspection} inspection @returns {Record<string, number> | null} */
function placeOf({ faces: [face], width, height }) {
  if (!face) {
    return null;
  }
  const { box } = face;
  return {
    x: (box.x + box.width / 2) / width,
    y: (box.y + box.height / 2) / height,
    width: box.width / width,
  };
}

/** @param {Inspection} inspection */
function sharpnessOf({ checks }) {
  const blur = checks.find(({ id }) => id === 'blur');
  return typeof blur?.value === 'number' ? blur.value : 0;
}
