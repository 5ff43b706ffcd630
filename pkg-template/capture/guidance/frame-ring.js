// The last frames of the camera in its own size, so that the best of them can become the picture.

import { drawShown } from '../camera/shown.js';

/** @import { Turn } from '../camera/shown.js' */

/** Canvases that are reused in turn, so that a camera that runs for minutes takes no more memory than a few frames. */
export class FrameRing {
  /** @type {HTMLCanvasElement[]} the oldest frame first */
  #canvases = [];
  #size;
  #create;

  /**
   * @param {number} size how many frames are kept
   * @param {() => HTMLCanvasElement} [create]
   */
  constructor(size, create = () => document.createElement('canvas')) {
    this.#size = size;
    this.#create = create;
  }

  /** Draws what the preview shows now, over the oldest frame. @param {HTMLVideoElement} video @param {Turn} turn */
  draw(video, turn) {
    const canvas = (this.#canvases.length < this.#size ? undefined : this.#canvases.shift()) ?? this.#create();
    this.#canvases.push(drawShown(video, turn, canvas));
    return canvas;
  }

  /** Frees the canvases' memory: some engines wait long before they do. @param {HTMLCanvasElement} [taken] stays */
  release(taken) {
    for (const canvas of this.#canvases) {
      if (canvas !== taken) {
        Object.assign(canvas, { width: 0, height: 0 });
      }
    }
    this.#canvases = [];
  }
}
