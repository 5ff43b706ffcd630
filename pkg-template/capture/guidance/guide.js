// Inspects the camera's frames a few times a second: what to say, and which frame to take.

import { inspect } from '../../browser.js';
import { drawShown } from '../camera/shown.js';
import { watchProgress } from '../stall.js';
import { CANDIDATE_FRAMES, extendStreak, isSteady, sharpest } from './auto-capture.js';
import { FrameClock } from './frame-clock.js';
import { FrameRing } from './frame-ring.js';
import { findingOf } from './hints.js';
import { ovalFor } from './oval.js';
import { SILENT, hintOf, stabilise } from './stabiliser.js';

/** @import { Inspection } from '../../lib/types.js' */
/** @import { Turn } from '../camera/shown.js' */
/** @import { Look } from '../settings.js' */
/** @import { GoodFrame } from './auto-capture.js' */
/** @import { Finding } from './hints.js' */

/** Time between the starts of two inspections: 6 to 7 a second are enough to follow a person. */
const INSPECTION_MS = 150;
/** Height of the copy that is inspected. */
const COPY_HEIGHT_PX = 640;

/**
 * @typedef {object} Guidance
 * @property {boolean} mirrored
 * @property {() => Turn} turn of the preview
 * @property {Look} look
 * @property {AbortSignal} signal
 * @property {(error: Error) => void} onStalled called where the package does not load in time; hints may still come
 * @property {(finding: Finding) => void} onHint called when the hint changes
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
  /** The frame in its own size, while no frame is kept. */
  #current = document.createElement('canvas');
  #copy = createContext();
  #saying = SILENT;
  #isLoaded = false;
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
    const { signal, isAutomatic, onCapture, turn } = this.#guidance;
    if (signal.aborted) {
      return true;
    }
    const kept = isNew && isAutomatic() ? this.#ring.draw(this.#video, turn()) : null;
    // The frame that may become the picture is the one to inspect: the video moves on between two calls.
    this.#drawCopy(kept ?? drawShown(this.#video, turn(), this.#current));
    const inspection = await this.#inspect();
    if (signal.aborted) {
      return true;
    }
    const { hint } = this.#say(inspection);
    // A frame that was there before says nothing new.
    if (isNew) {
      this.#streak = kept ? extendStreak(this.#streak, inspection, { frame: kept, atMs: startMs, hint }) : [];
    }
    const best = isSteady(this.#streak) && isAutomatic() ? sharpest(this.#streak) : undefined;
    if (best) {
      this.#ring.release(best);
      onCapture(best);
    }
    return best !== undefined;
  }

  /** The first inspection loads the package. */
  async #inspect() {
    const { onStalled, look } = this.#guidance;
    const { options, face } = look;
    const frame = this.#copy.canvas;
    if (this.#isLoaded) {
      return inspect(frame, options, { face });
    }
    const inspection = await watchProgress(
      (onProgress) => inspect(frame, options, { face, onProgress: ({ stage }) => onProgress(stage) }),
      onStalled,
    );
    this.#isLoaded = true;
    return inspection;
  }

  release() {
    this.#ring.release();
    for (const canvas of [this.#current, this.#copy.canvas]) {
      Object.assign(canvas, { width: 0, height: 0 });
    }
  }

  /** @param {HTMLCanvasElement} frame */
  #drawCopy(frame) {
    const { canvas } = this.#copy;
    const scale = Math.min(1, COPY_HEIGHT_PX / frame.height);
    const size = { width: Math.round(frame.width * scale), height: Math.round(frame.height * scale) };
    if (canvas.width !== size.width || canvas.height !== size.height) {
      Object.assign(canvas, size);
    }
    this.#copy.drawImage(frame, 0, 0, size.width, size.height);
  }

  /** @param {Inspection} inspection @returns {Finding} what this frame alone would have said */
  #say(inspection) {
    const before = this.#saying;
    const { mirrored, look, onHint } = this.#guidance;
    const stance = { mirrored, oval: ovalFor(look.options, inspection) };
    this.#saying = stabilise(before, findingOf(inspection, hintOf(before), stance), performance.now());
    if (this.#saying !== before && this.#saying.finding) {
      onHint(this.#saying.finding);
    }
    return findingOf(inspection, null, stance);
  }
}

function createContext() {
  const context = document.createElement('canvas').getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) {
    throw new Error('this browser gives no canvas');
  }
  return context;
}

/** @param {number} ms @returns {Promise<void>} */
function pause(ms) {
  return new Promise((done) => {
    setTimeout(done, ms);
  });
}
