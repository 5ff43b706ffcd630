// Takes a picture of a request (Base64 or URL), checks it and fingerprints it.

import { parseBase64 } from '../../lib/base64.js';
import { BodyRefused, readUpTo } from '../../server/http/body.js';
import { contract } from '../../contract.js';
import { GatewayError } from '../gateway/errors.js';
import { showsNothing } from './likeness.js';

/** @import { Context } from '../operations/index.js' */
/** @import { Parameters } from '../operations/parameters.js' */
/** @import { Options } from '../options.js' */

/**
 * @typedef {object} Vision what reads pictures
 * @property {'recogniser' | 'fingerprint'} engine what tells people apart
 * @property {(bytes: Uint8Array) => Promise<{ format: string, width: number, height: number }>} look rejects for what is no JPEG or PNG
 * @property {(bytes: Uint8Array) => Promise<Uint8Array | undefined>} fingerprint what likeness.js compares; undefined where a face is needed and none is found; rejects when the picture cannot be decoded
 */
/**
 * @typedef {Options & { formats?: string[], smallIsError?: boolean }} Limits `formats`: those that are taken; all that can be read
 *   unless given. `smallIsError`: whether the smallest size of a check holds; it does unless given
 */
/**
 * @typedef {object} Seen
 * @property {Uint8Array} fingerprint
 * @property {boolean} landscape
 */

const { minWidthPx, minHeightPx, maxWidthPx, maxHeightPx } = contract.picture;

/**
 * @param {Parameters} parameters
 * @param {string} name `SourceFacePicture`, `TargetFacePicture` or `FacePicture`; the URL's parameter adds `Url`
 * @param {Pick<Context, 'vision' | 'download'> & { options: Limits }} context
 * @returns {Promise<Seen>}
 */
export async function takePicture(parameters, name, { vision, options, download }) {
  refuseFile(parameters, name);
  const [base64, url] = ['', 'Url'].map((way) => parameters.get(`${name}${way}`));
  if (base64) {
    return see(decode(base64, name, options.pictureLimitBytes), vision, options);
  }
  if (url) {
    return see(await fetchPicture(url, name, options, download), vision, options);
  }
  throw new GatewayError('MissingParameter', `${name} or ${name}Url is required.`);
}

/**
 * A picture comes in one way, and not as a file.
 *
 * @param {Parameters} parameters
 * @param {string} name as in {@link takePicture}; the file's parameter adds `File`
 */
export function refuseFile(parameters, name) {
  if (['', 'Url', 'File'].filter((way) => parameters.get(`${name}${way}`)).length > 1) {
    throw new GatewayError('DataDuplication', `${name} is given in more than one way: Base64, URL, file.`);
  }
  if (parameters.get(`${name}File`)) {
    throw new GatewayError('InvalidParameter', `${name}File: files cannot be uploaded to this emulator.`);
  }
}

/** @param {string} base64 @param {string} name @param {number} limitBytes */
function decode(base64, name, limitBytes) {
  if (base64.length > Math.ceil(limitBytes / 3) * 4) {
    throw new GatewayError('ToolargeImage', `${name} exceeds ${limitBytes} bytes.`);
  }
  const bytes = parseBase64(base64);
  if (!bytes) {
    throw new GatewayError('UnqualifiedPhoto', `${name} is not Base64.`);
  }
  if (bytes.length > limitBytes) {
    throw new GatewayError('ToolargeImage', `${name} exceeds ${limitBytes} bytes.`);
  }
  return bytes;
}

/** @param {string} address @param {string} name @param {Options} options @param {typeof fetch} download */
async function fetchPicture(address, name, options, download) {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new GatewayError('InvalidParameter', `${name}Url must be an http or https URL.`);
  }
  if (!['127.0.0.1', 'localhost', '[::1]', ...options.downloadHosts].includes(url.hostname)) {
    throw new GatewayError('InvalidParameter', `${name}Url: this emulator does not fetch from ${url.hostname}.`);
  }
  try {
    const signal = AbortSignal.timeout(options.downloadTimeoutMs);
    const answer = await download(url, { signal, redirect: 'error' });
    if (!answer.ok) {
      throw new Error(`HTTP ${answer.status}`);
    }
    return await readUpTo(answer.body, options.urlPictureLimitBytes);
  } catch (error) {
    if (error instanceof BodyRefused) {
      throw new GatewayError('ToolargeImage', `${name} exceeds ${options.urlPictureLimitBytes} bytes.`);
    }
    throw new GatewayError(
      'DownloadTimeout',
      `${name}Url could not be fetched within ${options.downloadTimeoutMs} ms.`,
    );
  }
}

/** @param {Uint8Array} bytes @param {Vision} vision @param {Limits} options @returns {Promise<Seen>} */
async function see(bytes, vision, options) {
  const { format, width, height } = await readable(vision.look(bytes));
  if (options.formats && !options.formats.includes(format)) {
    throw unqualified(`${format} is not taken here`);
  }
  const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
  const landscape = width >= height;
  // The documented size limits are for portrait; landscape is held to the same ones, turned.
  if ((options.smallIsError ?? true) && (shorter < minWidthPx || longer < minHeightPx)) {
    throw unqualified(`${width} x ${height} is too small`);
  }
  if (shorter > maxWidthPx || longer > maxHeightPx) {
    throw unqualified(`${width} x ${height} is too large`);
  }
  if (landscape && options.landscapeIsError) {
    throw unqualified(`${width} x ${height} is not portrait`);
  }
  const fingerprint = await readable(vision.fingerprint(bytes));
  if (!fingerprint || showsNothing(fingerprint)) {
    throw new GatewayError('NoFaceDetected', 'No face is detected in the picture.');
  }
  return { fingerprint, landscape };
}

/** Codes of pictures that the API would refuse too, though the package takes its caller or the limits for the cause. */
const UNREADABLE = new Set(['empty_input', 'invalid_input', 'limit_exceeded']);

/**
 * A file that the package cannot read becomes the API's answer; a failure of the package itself stays a failure.
 * @template Result
 * @param {Promise<Result>} work
 * @returns {Promise<Result>}
 */
async function readable(work) {
  try {
    return await work;
  } catch (error) {
    const { code, actor, message } = /** @type {{ code?: unknown, actor?: unknown, message?: unknown }} */ (
      error ?? {}
    );
    if (typeof code !== 'string' || (actor !== 'photo' && !UNREADABLE.has(code))) {
      throw error;
    }
    throw unqualified(String(message));
  }
}

/** @param {string} reason */
function unqualified(reason) {
  return new GatewayError('UnqualifiedPhoto', `The picture is not usable: ${reason}.`);
}
