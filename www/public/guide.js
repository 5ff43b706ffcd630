// Looks at the camera's frames a few times a second and tells what to say.

import { SILENT, advance, follow, isSteady } from './hints.js';
import { inspect } from './product.js';

/** Pause between the beginnings of two looks: 6 to 7 a second are enough to follow a person. */
const LOOK_MS = 150;
/** Height of the copy that is looked at. */
const LOOK_HEIGHT_PX = 640;

/**
 * The part of the frame that the preview shows and the picture keeps: a camera on its side is cut to 3:4.
 * @param {{ videoWidth: number, videoHeight: number }} video
 */
export function shownPart({ videoWidth, videoHeight }) {
  const width = videoWidth < videoHeight ? videoWidth : Math.round(videoHeight * 0.75);
  return { x: (videoWidth - width) / 2, width, height: videoHeight };
}

/**
 * Runs until the signal fires. What goes wrong rejects; the camera works without guidance as well.
 * @param {HTMLVideoElement} video
 * @param {object} how
 * @param {boolean} how.mirrored
 * @param {AbortSignal} how.signal
 * @param {(hint: import('./hints.js').Hint) => void} how.onHint told when it changes
 * @param {() => void} how.onSteady told when everything is good and still, with every frame
 */
export async function guide(video, { mirrored, signal, onHint, onSteady }) {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  let saying = SILENT;
  /** @type {import('./hints.js').Sighting[]} */
  let row = [];
  while (context && !signal.aborted) {
    const startMs = performance.now();
    if (document.visibilityState === 'visible' && video.videoWidth > 0) {
      const { x, width, height } = shownPart(video);
      const scale = Math.min(1, LOOK_HEIGHT_PX / height);
      const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
      if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
      context.drawImage(video, x, 0, width, height, 0, 0, size.width, size.height);
      const inspection = await inspect(canvas);
      if (signal.aborted) return;
      const before = saying;
      saying = advance(saying, inspection, mirrored, performance.now());
      if (saying !== before && saying.hint) onHint(saying.hint);
      row = follow(row, inspection, startMs);
      if (isSteady(row)) onSteady();
    }
    await pause(Math.max(0, startMs + LOOK_MS - performance.now()));
  }
}

/** @param {number} ms @returns {Promise<void>} */
function pause(ms) {
  return new Promise((done) => {
    setTimeout(done, ms);
  });
}
