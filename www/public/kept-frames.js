// The last frames of the camera in its own size, so that the best of them can become the picture.

import { drawShown } from './camera.js';

/** Canvases that are drawn on in turn, so that looking for minutes takes no more memory than looking five times. */
export class KeptFrames {
  /** @type {HTMLCanvasElement[]} the one that was drawn on longest ago first */
  #canvases = [];
  #count;
  #create;

  /**
   * @param {number} count how many stay as they are until they are drawn over
   * @param {() => HTMLCanvasElement} [create]
   */
  constructor(count, create = () => document.createElement('canvas')) {
    this.#count = count;
    this.#create = create;
  }

  /** Draws what the preview shows now over the oldest frame. @param {HTMLVideoElement} video */
  keep(video) {
    const canvas = (this.#canvases.length < this.#count ? undefined : this.#canvases.shift()) ?? this.#create();
    this.#canvases.push(drawShown(video, canvas));
    return canvas;
  }

  /** Gives the memory back: some engines wait long before they do so themselves. @param {HTMLCanvasElement} [taken] */
  forget(taken) {
    for (const canvas of this.#canvases) {
      if (canvas !== taken) {
        Object.assign(canvas, { width: 0, height: 0 });
      }
    }
    this.#canvases = [];
  }
}
