// Inspects the camera's frames a few times a second: what to say, and which frame to take.

import { CANDIDATE_FRAMES, extendStreak, isSteady, sharpest } from './auto-capture.js';
import { shownPart } from './camera.js';
import { FrameClock } from './frame-clock.js';
import { FrameRing } from './frame-ring.js';
import { SILENT, advance } from './hints.js';
import { inspect } from './package.js';

/** @import { GoodFrame } from './auto-capture.js' */
/** @import { Hint } from './hints.js' */

/** Time between the starts of two inspections: 6 to 7 a second are enough to follow a person. */
const INSPECTION_MS = 150;
/** Height of the copy that is inspected. */
const COPY_HEIGHT_PX = 640;

/**
 * @typedef {object} Guidance
 * @property {boolean} mirrored
 * @property {'advise' | 'strict'} preset of the checks
 * @property {AbortSignal} signal
 * @property {(hint: Hint) => void} onHint called when it changes
 * @property {() => boolean} isAutomatic whether a good frame becomes the picture automatically
 * @property {(frame: HTMLCanvasElement) => void} onCapture gets the sharpest frame once all is good and still
 */

/**
 * Runs until the signal fires or a frame was captured. A failure rejects; the camera works without guidance too.
 * @param {HTMLVideoElement} video
 * @param {Guidance} guidance
 */
export async function guide(video, guidance) {
  const clock = new FrameClock(video);
  const inspector = new FrameInspector(video, guidance);
  try {
    while (!guidance.signal.aborted) {
      const isNew = await clock.next();
      const startMs = performance.now();
      if (document.visibilityState === 'visible' && video.videoWidth > 0 && (await inspector.look(isNew, startMs))) {
        return;
      }
      await pause(Math.max(0, startMs + INSPECTION_MS - performance.now()));
    }
  } finally {
    inspector.release();
  }
}

/** Inspects one frame after another. */
class FrameInspector {
  #video;
  #guidance;
  #ring = new FrameRing(CANDIDATE_FRAMES);
  #copy = createContext();
  #saying = SILENT;
  /** @type {GoodFrame<HTMLCanvasElement>[]} */
  #streak = [];

  /** @param {HTMLVideoElement} video @param {Guidance} guidance */
  constructor(video, guidance) {
    this.#video = video;
    this.#guidance = guidance;
  }

  /**
   * @param {boolean} isNew whether the video shows a frame that was not inspected yet
   * @param {number} startMs
   * @returns {Promise<boolean>} whether there is nothing more to look for
   */
  async look(isNew, startMs) {
    const { preset, signal, isAutomatic, onCapture } = this.#guidance;
    if (signal.aborted) {
      return true;
    }
    const frame = isNew && isAutomatic() ? this.#ring.draw(this.#video) : null;
    this.#drawCopy(frame);
    const inspection = await inspect(this.#copy.canvas, { preset });
    if (signal.aborted) {
      return true;
    }
    this.#say(inspection);
    // A frame that was there before says nothing new.
    if (isNew) {
      this.#streak = frame ? extendStreak(this.#streak, inspection, { frame, atMs: startMs }) : [];
    }
    const best = isSteady(this.#streak) && isAutomatic() ? sharpest(this.#streak) : undefined;
    if (best) {
      this.#ring.release(best);
      onCapture(best);
    }
    return best !== undefined;
  }

  release() {
    this.#ring.release();
  }

  /**
   * The frame that may become the picture is the one to inspect: the video moves on between two calls.
   * @param {HTMLCanvasElement | null} frame
   */
  #drawCopy(frame) {
    if (frame) {
      drawScaled(this.#copy, frame, { x: 0, width: frame.width, height: frame.height });
    } else {
      drawScaled(this.#copy, this.#video, shownPart(this.#video));
    }
  }

  /** @param {Awaited<ReturnType<typeof inspect>>} inspection */
  #say(inspection) {
    const before = this.#saying;
    const { mirrored, onHint } = this.#guidance;
    this.#saying = advance(before, inspection, { mirrored }, performance.now());
    if (this.#saying !== before && this.#saying.hint) {
      onHint(this.#saying.hint);
    }
  }
}

function createContext() {
  const context = document.createElement('canvas').getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) {
    throw new Error('this browser gives no canvas');
  }
  return context;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {CanvasImageSource} frame
 * @param {{ x: number, width: number, height: number }} part
 */
function drawScaled(context, frame, { x, width, height }) {
  const { canvas } = context;
  const scale = Math.min(1, COPY_HEIGHT_PX / height);
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
