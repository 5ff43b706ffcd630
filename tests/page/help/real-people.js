// Scenes for the fake camera made of real photos, where they are beside the checkout. They are read, never kept.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { inspect } from '../../../pkg/node.js';

/** @import { Pixels } from '../../../pkg/lib/types.js' */
/** @import { Image } from './portrait.js' */
/** @import { Page } from 'playwright-core' */

/** @typedef {{ left: number, top: number, width: number, height: number }} View a part of the photo, in its pixels */

const FOLDER = fileURLToPath(new URL('../../../../shared/photos/faces/', import.meta.url));

/** Photos of one person with enough room around the face and enough pixels in it; none where the folder is not. */
export const REAL_PEOPLE = ['fr_obama.jpg', 'fr_biden.jpg'].filter((name) => existsSync(FOLDER + name));

/**
 * Two views of one photo, as a camera would have them: from as far away as the photo allows, and with the face as it
 * should be.
 * @param {Page} page that decodes the photo
 * @param {string} name
 * @param {[width: number, height: number]} size of the film
 * @returns {Promise<{ far: Image, near: Image }>}
 */
export async function viewsOf(page, name, size) {
  const photo = await decode(page, await readFile(FOLDER + name));
  const { faces, checks } = await inspect(photo);
  const share = Number(checks.find(({ id }) => id === 'face_share')?.value);
  const box = faces[0]?.box;
  if (!box) {
    throw new Error(`no face is found in ${name}`);
  }
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const shape = size[0] / size[1];
  // The face takes two fifths of this many pixels.
  const height = Math.sqrt((share * photo.width * photo.height) / 0.4 / shape);
  const near = {
    width: height * shape,
    height,
    left: middle.x - (height * shape) / 2,
    top: middle.y - 0.47 * height,
  };
  const whole = Math.min(photo.height, photo.width / shape);
  const far = { width: whole * shape, height: whole, left: (photo.width - whole * shape) / 2, top: 0 };
  return { far: seen(photo, far, size), near: seen(photo, near, size) };
}

/**
 * @param {Page} page
 * @param {Buffer} file
 * @returns {Promise<Pixels>}
 */
async function decode(page, file) {
  const { rgba, width, height } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    if (!context) {
      throw new Error('this browser has no 2D canvas');
    }
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    let text = '';
    for (let at = 0; at < data.length; at += 30_000) {
      text += String.fromCharCode(...data.subarray(at, at + 30_000));
    }
    return { rgba: btoa(text), width: bitmap.width, height: bitmap.height };
  }, file.toString('base64'));
  return { data: new Uint8Array(Buffer.from(rgba, 'base64')), width, height };
}

/**
 * The view, drawn in the film's size by bilinear interpolation; beyond the edges the photo's outermost pixels go on.
 * @param {Pixels} photo
 * @param {View} view
 * @param {[width: number, height: number]} size
 * @returns {Image}
 */
function seen(photo, view, [width, height]) {
  const rgb = new Uint8Array(3 * width * height);
  const sample = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ channel) => {
    const column = Math.max(0, Math.min(photo.width - 1, x));
    const row = Math.max(0, Math.min(photo.height - 1, y));
    return photo.data[4 * (row * photo.width + column) + channel] ?? 0;
  };
  for (let y = 0; y < height; y += 1) {
    const down = view.top + ((y + 0.5) / height) * view.height - 0.5;
    const [top, below] = [Math.floor(down), down - Math.floor(down)];
    for (let x = 0; x < width; x += 1) {
      const across = view.left + ((x + 0.5) / width) * view.width - 0.5;
      const [left, beside] = [Math.floor(across), across - Math.floor(across)];
      for (let channel = 0; channel < 3; channel += 1) {
        const above = sample(left, top, channel) * (1 - beside) + sample(left + 1, top, channel) * beside;
        const under = sample(left, top + 1, channel) * (1 - beside) + sample(left + 1, top + 1, channel) * beside;
        rgb[3 * (y * width + x) + channel] = Math.round(above * (1 - below) + under * below);
      }
    }
  }
  return { width, height, rgb };
}
