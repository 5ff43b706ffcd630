// Looks at a picture again before anything is billed: the browser is not trusted. A prepared picture must already be
// what preflight makes; a raw photo is made so here, by the same code.

import { parseBase64 } from '../../lib/base64.js';
import { contract, explain } from '../contract.js';
import { asRefusal } from '../http/read-request.js';
import { Refusal } from '../http/refusal.js';
import { stripMetadata } from './strip-metadata.js';

/** @import { PreflightOptions } from '../../lib/types.js' */

/**
 * @typedef {object} Preflighted what is used of the package's result
 * @property {boolean} ok
 * @property {Uint8Array | null} jpeg
 * @property {{ source: { width: number, height: number, orientation?: number }, checks: unknown[] }} report
 */
/**
 * `who.client` names the one for whom the work is done, so that no client has all threads.
 * @typedef {(input: Uint8Array | ReadableStream<Uint8Array>, options?: PreflightOptions,
 *   call?: { face?: boolean, signal?: AbortSignal }, who?: { client: string | null }) => Promise<Preflighted>} Preflight
 */
/**
 * What tells whether two files show one picture; the other parameters as those of `Preflight`.
 * @typedef {(picture: Uint8Array, call?: { signal?: AbortSignal }, who?: { client: string | null }) => Promise<Uint8Array>} Fingerprint
 */
/** @typedef {{ picture: PreflightOptions, face: boolean }} Look how a policy has pictures looked at */
/** @typedef {{ field: string, look: Look, preflight: Preflight }} How `field` is for messages */

const { maxBytes, maxWidthPx, maxHeightPx } = contract.picture;

/**
 * A photo as the camera took it.
 * @param {Uint8Array | ReadableStream<Uint8Array>} photo
 * @param {How} how
 * @returns {Promise<Uint8Array>} the JPEG to send; rejects with a {@link Refusal}
 */
export async function prepareRaw(photo, { field, look, preflight }) {
  const { ok, jpeg, report } = await run(photo, { field, look, preflight });
  if (!ok || !jpeg) {
    throw new Refusal('picture_refused', { field, report });
  }
  return jpeg;
}

/**
 * A picture that the page has made ready.
 * @param {string} base64
 * @param {How} how
 * @returns {Promise<Uint8Array>} the file to send, without metadata; rejects with a {@link Refusal}
 */
export async function checkPrepared(base64, { field, look, preflight }) {
  const bytes = decode(base64, field);
  // It is sent as it came, so nothing can be cropped any more.
  const landscape = look.picture.landscape === 'allow' ? 'allow' : 'fail';
  const uncropped = /** @type {const} */ ({ ...look.picture, crop: 'none', landscape });
  const { ok, report } = await run(bytes, { field, look: { picture: uncropped, face: look.face }, preflight });
  if (!ok) {
    throw new Refusal('picture_refused', { field, report });
  }
  const { width, height, orientation = 1 } = report.source;
  // Preflight would turn or shrink it; the service would be sent the picture as it is.
  if (orientation !== 1 || width > maxWidthPx || height > maxHeightPx) {
    throw new Refusal('picture_not_prepared', { field, report });
  }
  return stripMetadata(bytes);
}

/**
 * Rejects where a policy's picture options are wrong: only preflight itself knows them all.
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
 * @param {Uint8Array | ReadableStream<Uint8Array>} photo
 * @param {How} how
 */
async function run(photo, { field, look, preflight }) {
  try {
    return await preflight(photo, look.picture, { face: look.face });
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
      field,
      detail: `${String(cause.message)}.`,
      told: explain(cause.code),
      report: { error: cause.code },
    });
  }
}

/** @param {string} base64 @param {string} field */
function decode(base64, field) {
  if (base64.length > (maxBytes / 3) * 4) {
    throw new Refusal('picture_not_prepared', { field, detail: `The picture exceeds ${maxBytes} bytes.` });
  }
  const bytes = parseBase64(base64);
  if (!bytes) {
    throw new Refusal('field_invalid', { field, detail: 'The picture is not Base64.' });
  }
  return bytes;
}
