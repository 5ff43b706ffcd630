// The `image` crate as wasm. It ignores EXIF, so it has less to do here.
import { PhotonImage, SamplingFilter, resize } from '@cf-wasm/photon/node';
import { QUALITY, scaled } from '../job.js';

/** @import { Contestant } from '../child.js' */

/** @type {Contestant} */
export default async function run(photo) {
  const picture = PhotonImage.new_from_byteslice(photo);
  const { width, height } = scaled(picture.get_width(), picture.get_height());
  const small = resize(picture, width, height, SamplingFilter.Lanczos3);
  picture.free();
  const jpeg = small.get_bytes_jpeg(QUALITY);
  small.free();
  return { jpeg, width, height };
}
