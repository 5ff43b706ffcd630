import { encodeBase64 } from '../base64.js';
import { asBytes, kindOf } from '../kinds.js';
import { misuse } from '../misuse.js';

/** @import { Check } from '../types.js' */
/** @import { SubmitPictures } from './types.js' */

/**
 * The pictures as the body holds them. What a photo tells of itself is judged before anything is awaited.
 *
 * @param {SubmitPictures} pictures
 * @param {boolean} allowFailed
 * @returns {Promise<Record<string, string>>} Base64 by the API's names
 */
export async function readPictures(pictures, allowFailed) {
  const { source, target } = apart(pictures);
  const bytes = [jpegOf('source', source, allowFailed)];
  if (target !== undefined) {
    bytes.push(jpegOf('target', target, allowFailed));
  }
  const [first, second] = await Promise.all(bytes);
  return {
    ...(first && { SourceFacePicture: encodeBase64(first) }),
    ...(second && { TargetFacePicture: encodeBase64(second) }),
  };
}

/**
 * @param {unknown} pictures
 * @returns {{ source: unknown, target?: unknown }}
 */
function apart(pictures) {
  const isPair = typeof pictures === 'object' && pictures !== null && 'source' in pictures;
  return isPair ? pictures : { source: pictures };
}

/**
 * @param {'source' | 'target'} side
 * @param {unknown} picture
 * @param {boolean} allowFailed
 */
function jpegOf(side, picture, allowFailed) {
  if (/^(Blob|File)$/.test(kindOf(picture))) {
    const file = /** @type {Blob} */ (picture);
    return file.arrayBuffer().then((buffer) => insistOnJpeg(side, new Uint8Array(buffer)));
  }
  const bytes = asBytes(picture);
  if (bytes) {
    return insistOnJpeg(side, bytes);
  }
  const photo = /** @type {Record<string, any>} */ (Object(picture));
  if (photo['jpeg'] === undefined || photo['report'] === undefined) {
    throw misuse(side, 'a photo of preflight, or the bytes of a JPEG, is expected');
  }
  refuseFailed(side, photo, allowFailed);
  return insistOnJpeg(side, photo['jpeg']);
}

/**
 * @param {'source' | 'target'} side
 * @param {Record<string, any>} photo
 * @param {boolean} allowFailed
 */
function refuseFailed(side, photo, allowFailed) {
  if (photo['ok'] === true || (allowFailed && photo['jpeg'] !== null)) {
    return;
  }
  const checks = /** @type {Check[]} */ (photo['report'].checks ?? []);
  const failed = checks.filter(({ status }) => status === 'fail').map(({ id }) => id);
  const names = failed.join(', ') || 'none named';
  throw photo['jpeg'] === null
    ? misuse(side, `the photo gave no picture that could be sent; failed checks: ${names}`, { failed })
    : misuse(side, `the photo failed its checks (${names}); ask photo.ok first, or set allowFailed`, { failed });
}

/**
 * @param {'source' | 'target'} side
 * @param {Uint8Array} bytes
 */
function insistOnJpeg(side, bytes) {
  // SOI and the first byte of the marker that has to come next (ITU-T T.81, B.1.1).
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8 || bytes[2] !== 0xff) {
    throw misuse(side, 'the bytes are no JPEG; let preflight make one');
  }
  return bytes;
}
