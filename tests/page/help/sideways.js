// A JPEG as phones write it: stored on its side, with an EXIF note that says so.

import { preflight } from '../../../pkg/node.js';
import { asFile, drawPerson } from './portrait.js';

/** @import { Image } from './portrait.js' */

/** EXIF with one entry: Orientation (0x0112), a SHORT, 6: turn by 90° clockwise to show. */
const EXIF = Buffer.concat([
  Buffer.from([0xff, 0xe1, 0, 34]),
  Buffer.from('Exif\0\0MM\0*', 'latin1'),
  Buffer.from([0, 0, 0, 8, 0, 1]),
  Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0]),
  Buffer.from([0, 0, 0, 0]),
]);

export async function sidewaysJpeg() {
  const upright = drawPerson('ada', 720, 960);
  const { jpeg } = await preflight(asFile(turned(upright)).buffer, { landscape: 'allow' });
  if (!jpeg) {
    throw new Error('no JPEG was made');
  }
  return {
    name: 'IMG_0001.JPG',
    mimeType: 'image/jpeg',
    buffer: Buffer.concat([jpeg.subarray(0, 2), EXIF, jpeg.subarray(2)]),
  };
}

/** Turned by 90° counter-clockwise. @param {Image} image */
function turned({ width, height, rgb }) {
  const sideways = new Uint8Array(rgb.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = ((width - 1 - x) * height + y) * 3;
      sideways.set(rgb.subarray((y * width + x) * 3, (y * width + x) * 3 + 3), at);
    }
  }
  return { width: height, height: width, rgb: sideways };
}
