// Looks at a picture again before anything is billed: the browser is not trusted. A prepared picture must already be
// what the preflight makes; a raw photo is made so here, by the same code.

import { parseBase64 } from '../../lib/base64.js';
import { contract, explain } from '../contract.js';
import { asRefusal } from '../http/read-request.js';
import { Refusal } from '../http/refusal.js';

/** @import { PreflightOptions } from '../../lib/types.js' */
/** @import { GivenPicture } from '../http/read-request.js' */

/**
 * @typedef {object} Preflighted what is used of the package's result
 * @property {boolean} ok
 * @property {Uint8Array | null} jpeg
 * @property {{ source: { width: number, height: number, orientation?: number }, checks: unknown[] }} report
 */
/** @typedef {(input: Uint8Array | ReadableStream<Uint8Array>, options?: PreflightOptions, call?: { face?: boolean }) => Promise<Preflighted>} Preflight */
/** @typedef {{ picture: PreflightOptions, face: boolean }} Look how a policy has pictures looked at */

const { maxBytes, maxWidthPx, maxHeightPx } = contract.picture;

/**
 * @param {Exclude<GivenPicture, { kind: 'checked' }>} given
 * @param {string} side for messages
 * @param {Look} look the policy's
 * @param {Preflight} preflight
 * @returns {Promise<Uint8Array>} the bytes to send; rejects with a {@link Refusal}
 */
export async function checkPicture(given, side, look, preflight) {
  if (given.kind === 'raw') {
    const { ok, jpeg, report } = await run(preflight, given.photo, look, side);
    if (!ok || !jpeg) {
      throw new Refusal('picture_refused', { field: side, report });
    }
    return jpeg;
  }
  if (given.kind === 'url') {
    throw new Error('a URL is not a picture to check');
  }
  const bytes = decode(given.base64, side);
  // It is sent as it came, so nothing may be cut from it any more.
  const landscape = look.picture.landscape === 'allow' ? 'allow' : 'fail';
  const uncut = /** @type {const} */ ({ ...look.picture, crop: 'none', landscape });
  const { ok, report } = await run(preflight, bytes, { picture: uncut, face: look.face }, side);
  if (!ok) {
    throw new Refusal('picture_refused', { field: side, report });
  }
  const { width, height, orientation = 1 } = report.source;
  // The preflight would turn or shrink it; the service would be sent the picture as it is.
  if (orientation !== 1 || width > maxWidthPx || height > maxHeightPx) {
    throw new Refusal('picture_not_prepared', { field: side, report });
  }
  return bytes;
}

/**
 * Rejects where a policy's options are none: they are the operator's, and only the preflight itself knows them all.
 * @param {Iterable<[string, { picture: PreflightOptions }]>} policies
 * @param {Preflight} preflight
 */
export async function checkOptions(policies, preflight) {
  for (const [name, { picture }] of policies) {
    await preflight(new Uint8Array(0), picture).catch((error) => {
      if (error?.code === 'invalid_option') {
        throw new Error(`policy ${name}: picture: ${error.message}`);
      }
    });
  }
}

/**
 * @param {Preflight} preflight
 * @param {Uint8Array | ReadableStream<Uint8Array>} photo
 * @param {Look} look
 * @param {string} side
 */
async function run(preflight, photo, { picture, face }, side) {
  try {
    return await preflight(photo, picture, { face });
  } catch (error) {
    if (error instanceof Refusal) {
      throw error;
    }
    const cause = /** @type {{ code?: unknown, actor?: unknown, message?: unknown, cause?: unknown }} */ (
      error ?? {}
    );
    const refused = asRefusal(cause.cause ?? error);
    if (refused instanceof Refusal) {
      throw refused;
    }
    // Neither the photo nor its sender can help these.
    if (typeof cause.code !== 'string' || cause.actor === 'environment' || cause.code === 'invalid_option') {
      throw error;
    }
    throw new Refusal('picture_unreadable', {
      field: side,
      detail: `${String(cause.message)}.`,
      advice: explain(cause.code).forPerson,
      report: { error: cause.code },
    });
  }
}

/** @param {string} base64 @param {string} side */
function decode(base64, side) {
  if (base64.length > (maxBytes / 3) * 4) {
    throw new Refusal('picture_not_prepared', { field: side, detail: `The picture exceeds ${maxBytes} bytes.` });
  }
  const bytes = parseBase64(base64);
  if (!bytes) {
    throw new Refusal('field_invalid', { field: side, detail: 'The picture is not Base64.' });
  }
  return bytes;
}
