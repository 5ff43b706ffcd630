// A film for Chromium's fake camera: YUV4MPEG2, 4:2:0, BT.601 in limited range, as cameras give it.

/** @import { Image } from './portrait.js' */

/**
 * @param {readonly [Image, ...Image[]]} images of the same, even, width and height; shown over and over
 * @param {number} [perSecond]
 */
export function encodeY4m(images, perSecond = 30) {
  const [{ width, height }] = images;
  const frames = new Map(images.map((image) => [image, encodeFrame(image)]));
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F${perSecond}:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([header, ...images.flatMap((image) => frames.get(image) ?? [])]);
}

/** @param {Image} image */
function encodeFrame({ width, height, rgb }) {
  const luma = Buffer.alloc(width * height);
  const cb = Buffer.alloc(luma.length / 4);
  const cr = Buffer.alloc(luma.length / 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [r = 0, g = 0, b = 0] = rgb.subarray((y * width + x) * 3, (y * width + x) * 3 + 3);
      luma[y * width + x] = 16 + 0.257 * r + 0.504 * g + 0.098 * b;
      if (x % 2 || y % 2) {
        continue;
      }
      const at = (y / 2) * (width / 2) + x / 2;
      cb[at] = 128 - 0.148 * r - 0.291 * g + 0.439 * b;
      cr[at] = 128 + 0.439 * r - 0.368 * g - 0.071 * b;
    }
  }
  return [Buffer.from('FRAME\n'), luma, cb, cr];
}
