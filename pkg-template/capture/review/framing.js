// Which part of a photo a frame of 3:4 shows, as it is moved and zoomed. Pure arithmetic.

/** @import { Box, Size } from '../../lib/types.js' */

const SHAPE = 3 / 4;
/** The share of the frame that the face takes after it was fitted, and where its middle comes. */
const FACE = { share: 0.42, x: 0.5, y: 0.54 };
const MOST_ZOOM = 4;

export class Framing {
  #photo;
  /** The largest frame that fits into the photo. */
  #whole;
  /** The part that the frame shows, in the photo's pixels. @type {Box} */
  box;
  /** 1 shows as much as fits. */
  zoom = 1;

  /** @param {Size} photo */
  constructor({ width, height }) {
    this.#photo = { width, height };
    this.#whole = width / height > SHAPE ? { width: height * SHAPE, height } : { width, height: width / SHAPE };
    this.box = {
      x: (width - this.#whole.width) / 2,
      y: (height - this.#whole.height) / 2,
      ...this.#whole,
    };
  }

  /** Moves the picture under the frame. @param {number} x share of the frame's width @param {number} y of its height */
  move(x, y) {
    const { width, height } = this.box;
    this.#place(this.box.x - x * width, this.box.y - y * height);
  }

  /** Keeps the middle where it is. @param {number} zoom */
  zoomTo(zoom) {
    const { x, y, width, height } = this.box;
    this.#resize(zoom);
    this.#place(x + (width - this.box.width) / 2, y + (height - this.box.height) / 2);
  }

  /** @param {Box} face in the photo's pixels */
  fit(face) {
    const area = (face.width * face.height) / FACE.share;
    this.#resize(this.#whole.height / Math.sqrt(area / SHAPE));
    this.#place(
      face.x + face.width / 2 - FACE.x * this.box.width,
      face.y + face.height / 2 - FACE.y * this.box.height,
    );
  }

  /** @param {number} zoom */
  #resize(zoom) {
    this.zoom = Math.min(MOST_ZOOM, Math.max(1, zoom));
    this.box = { ...this.box, width: this.#whole.width / this.zoom, height: this.#whole.height / this.zoom };
  }

  /** Inside the photo: nothing is added around it. @param {number} x @param {number} y */
  #place(x, y) {
    const { width, height } = this.box;
    this.box = {
      ...this.box,
      x: Math.min(Math.max(0, x), this.#photo.width - width),
      y: Math.min(Math.max(0, y), this.#photo.height - height),
    };
  }
}
