import { decode, encode } from '@jsquash/jpeg';
import resize from '@jsquash/resize';
import { QUALITY, scaled } from '../../job.js';

/** @param {File} file */
export async function job(file) {
  const picture = await decode(await file.arrayBuffer(), { preserveOrientation: true });
  const size = scaled(picture.width, picture.height);
  const small = await resize(picture, { ...size, method: 'lanczos3', premultiply: false, linearRGB: false });
  return encode(small, { quality: QUALITY });
}
