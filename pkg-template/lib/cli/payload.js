import { buildRequest, preflight } from '../../node.js';
import { UsageError } from './arguments.js';
import { open } from './judge.js';

/** @import { Command } from './arguments.js' */
/** @import { Found } from './find-photos.js' */
/** @import { Photo } from '../types.js' */
/** @import { RequestPayload } from '../contract-types.js' */

/**
 * The request for one photo; with `--target` another photo goes with it to be compared.
 *
 * @param {Command} command
 * @param {Found[]} photos
 * @returns {Promise<{ photo: Photo, payload: RequestPayload | null }>} no payload where the photo is unfit
 */
export async function buildPayload({ options, face, request: { target: file, ...rest } }, photos) {
  const [first, ...more] = photos;
  // MerchantBizId belongs to one check.
  if (!first || more.length > 0) {
    throw new UsageError('--payload takes one photo');
  }
  const photo = await preflight(open(first.path), options, { face });
  if (!photo.ok) {
    return { photo, payload: null };
  }
  const target = file === undefined ? {} : { target: await preflight(open(file), options, { face }) };
  return { photo, payload: buildRequest(/** @type {any} */ ({ ...rest, ...target, source: photo })) };
}
