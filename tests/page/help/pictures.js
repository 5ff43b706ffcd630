// Pictures that can be told apart on the page.

/** @import { Image } from './portrait.js' */
/** @import { Page } from 'playwright-core' */

/** The picture out of focus: each sample the mean of a square around it. @param {Image} image @param {number} radius px */
export function softened({ width, height, rgb }, radius) {
  const across = blurredRows(rgb, width, height, 3, 3 * width, radius);
  return { width, height, rgb: blurredRows(across, height, width, 3 * width, 3, radius) };
}

/**
 * @param {Uint8Array} samples
 * @param {number} length samples of a line
 * @param {number} lines
 * @param {number} step from one sample of a line to the next
 * @param {number} stride from one line to the next
 * @param {number} radius
 */
function blurredRows(samples, length, lines, step, stride, radius) {
  const blurred = new Uint8Array(samples.length);
  for (let line = 0; line < lines; line += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      const at = (/** @type {number} */ place) =>
        samples[line * stride + channel + step * Math.max(0, Math.min(length - 1, place))] ?? 0;
      let sum = 0;
      for (let place = -radius; place <= radius; place += 1) {
        sum += at(place);
      }
      for (let place = 0; place < length; place += 1) {
        blurred[line * stride + channel + step * place] = Math.round(sum / (2 * radius + 1));
        sum += at(place + radius + 1) - at(place - radius);
      }
    }
  }
  return blurred;
}

/** The same with a blue block in its upper left corner. @param {Image} image @returns {Image} */
export function marked({ width, height, rgb }) {
  const copy = rgb.slice();
  const side = Math.round(width * 0.06);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      copy.set([30, 40, 220], 3 * (y * width + x));
    }
  }
  return { width, height, rgb: copy };
}

/**
 * Mean colour of a part of a picture that the page shows.
 * @param {Page} page
 * @param {string} alt
 * @param {{ x: number, y: number, size: number }} part its corner and side, as shares of the width, the corner's height
 *   of the height
 */
export function colourOf(page, alt, part) {
  return page.getByAltText(alt).evaluate((image, { x, y, size }) => {
    const { naturalWidth: width, naturalHeight: height } = /** @type {HTMLImageElement} */ (image);
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    const side = width * size;
    context?.drawImage(/** @type {HTMLImageElement} */ (image), width * x, height * y, side, side, 0, 0, 1, 1);
    return [...(context?.getImageData(0, 0, 1, 1).data ?? [])];
  }, part);
}
