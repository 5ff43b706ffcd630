// Turns and crops a photo. The result is checked anew, like any other photo.

import { drawTurned, turned } from '../camera/shown.js';

/** @import { Box } from '../../lib/types.js' */
/** @import { Turn } from '../camera/shown.js' */
/** @import { Original } from '../flow.js' */

/** The longer side of what is edited: more than any picture that goes out, and within every browser's canvas. */
const MOST_PX = 3072;

/** @param {Original} original @param {1 | 2 | 3} turn quarter turns, clockwise @returns {Promise<Original>} */
export async function turnedPhoto(original, turn) {
  const bitmap = await decode(original);
  try {
    return await asOriginal(drawn(bitmap, turn), original);
  } finally {
    bitmap.close();
  }
}

/** @param {Original} original @param {Box} box in pixels of the decoded photo @returns {Promise<Original>} */
export async function croppedPhoto(original, box) {
  const bitmap = await decode(original);
  const [x, y] = [Math.round(box.x), Math.round(box.y)];
  const [width, height] = [Math.round(box.width), Math.round(box.height)];
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  canvas.getContext('2d', { alpha: false })?.drawImage(bitmap, -x, -y);
  bitmap.close();
  return asOriginal(canvas, original);
}

/**
 * The photo upright, as browsers show it, and no larger than can be edited.
 * @param {Original} original
 * @returns {Promise<ImageBitmap>}
 */
export async function decode({ file, pixels }) {
  const bitmap = await createImageBitmap(pixels ?? file);
  const scale = MOST_PX / Math.max(bitmap.width, bitmap.height);
  if (scale >= 1) {
    return bitmap;
  }
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: Math.round(bitmap.width * scale), height: Math.round(bitmap.height * scale) });
  const context = canvas.getContext('2d', { alpha: false });
  if (context) {
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  }
  bitmap.close();
  return createImageBitmap(canvas);
}

/** @param {ImageBitmap} bitmap @param {Turn} turn */
function drawn(bitmap, turn) {
  const canvas = Object.assign(document.createElement('canvas'), turned(bitmap, turn));
  const context = canvas.getContext('2d', { alpha: false });
  if (context) {
    drawTurned(context, bitmap, bitmap, turn, { x: 0, y: 0 });
  }
  return canvas;
}

/** @param {HTMLCanvasElement} pixels @param {Original} original @returns {Promise<Original>} */
async function asOriginal(pixels, { source }) {
  return { pixels, file: await asFile(pixels), source };
}

/**
 * A file to show a canvas; what is checked is the canvas itself.
 * @param {HTMLCanvasElement} canvas
 * @returns {Promise<Blob>}
 */
export async function asFile(canvas) {
  /** @type {Blob | null} */
  const blob = await new Promise((done) => {
    canvas.toBlob(done, 'image/jpeg', 0.92);
  });
  if (!blob) {
    throw new Error('the picture could not be kept');
  }
  return blob;
}
