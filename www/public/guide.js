// Looks at the camera's frames a few times a second and tells what to say.

import { shownPart } from './camera.js';
import { SILENT, advance } from './hints.js';
import { KeptFrames } from './kept-frames.js';
import { NewFrames } from './new-frames.js';
import { inspect } from './product.js';
import { KEPT_FRAMES, follow, isSteady, sharpest } from './steady.js';

/** @import { Hint } from './hints.js' */
/** @import { Sighting } from './steady.js' */

/** Pause between the beginnings of two looks: 6 to 7 a second are enough to follow a person. */
const LOOK_MS = 150;
/** Height of the copy that is looked at. */
const LOOK_HEIGHT_PX = 640;

/**
 * Runs until the signal fires or a frame is given as the picture. What goes wrong rejects; the camera works without
 * guidance as well.
 * @param {HTMLVideoElement} video
 * @param {object} how
 * @param {boolean} how.mirrored
 * @param {'advise' | 'strict'} how.preset of the checks
 * @param {AbortSignal} how.signal
 * @param {(hint: Hint) => void} how.onHint told when it changes
 * @param {() => boolean} how.isAutomatic whether a good frame becomes the picture by itself
 * @param {(frame: HTMLCanvasElement) => void} how.onSteady given the sharpest frame once all is good and still
 */
export async function guide(video, { mirrored, preset, signal, onHint, isAutomatic, onSteady }) {
  const copy = document.createElement('canvas');
  const context = copy.getContext('2d', { alpha: false, willReadFrequently: true });
  const kept = new KeptFrames(KEPT_FRAMES);
  const frames = new NewFrames(video);
  let saying = SILENT;
  /** @type {Sighting<HTMLCanvasElement>[]} */
  let row = [];
  try {
    while (context && !signal.aborted) {
      const isNew = await frames.next();
      if (signal.aborted) {
        return;
      }
      const startMs = performance.now();
      if (document.visibilityState === 'visible' && video.videoWidth > 0) {
        // Looked at and taken is the same frame: a video goes on between two calls.
        const frame = isNew && isAutomatic() ? kept.keep(video) : null;
        if (frame) {
          drawCopy(context, frame, { x: 0, width: frame.width, height: frame.height });
        } else {
          drawCopy(context, video, shownPart(video));
        }
        const inspection = await inspect(copy, { preset });
        if (signal.aborted) {
          return;
        }
        const before = saying;
        saying = advance(saying, inspection, { mirrored }, performance.now());
        if (saying !== before && saying.hint) {
          onHint(saying.hint);
        }
        // A frame that was there before says nothing new.
        if (isNew) {
          row = frame ? follow(row, inspection, { frame, atMs: startMs }) : [];
        }
        const best = isSteady(row) && isAutomatic() ? sharpest(row) : undefined;
        if (best) {
          kept.forget(best);
          onSteady(best);
          return;
        }
      }
      await pause(Math.max(0, startMs + LOOK_MS - performance.now()));
    }
  } finally {
    kept.forget();
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {CanvasImageSource} frame
 * @param {{ x: number, width: number, height: number }} part
 */
function drawCopy(context, frame, { x, width, height }) {
  const { canvas } = context;
  const scale = Math.min(1, LOOK_HEIGHT_PX / height);
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  if (canvas.width !== size.width || canvas.height !== size.height) {
    Object.assign(canvas, size);
  }
  context.drawImage(frame, x, 0, width, height, 0, 0, size.width, size.height);
}

/** @param {number} ms @returns {Promise<void>} */
function pause(ms) {
  return new Promise((done) => {
    setTimeout(done, ms);
  });
}
