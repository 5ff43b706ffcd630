// libvips as native code on one thread: decodes JPEG at a reduced size, as face-preflight does.
import sharp from 'sharp';
import { QUALITY, SHORTER_SIDE_PX } from '../job.js';

/** @import { Contestant } from '../child.js' */

sharp.cache(false);
sharp.concurrency(1);

/** @type {Contestant} */
export default async function run(photo) {
  const { data, info } = await sharp(photo, { limitInputPixels: false })
    .autoOrient()
    .resize(SHORTER_SIDE_PX, SHORTER_SIDE_PX, { fit: 'outside', kernel: 'lanczos3' })
    .jpeg({ quality: QUALITY })
    .toBuffer({ resolveWithObject: true });
  return { jpeg: data, width: info.width, height: info.height };
}
