// The pictures of a verification: looked at, or made ready, or fetched; then as fields of the call.

import { encodeBase64 } from '../../lib/base64.js';
import { BLOCK_BYTES } from '../http/body.js';
import { Refusal } from '../http/refusal.js';
import { needsReference, takesTarget } from './call-fields.js';
import { checkPrepared, prepareRaw } from './pictures.js';
import { referencePicture } from './reference.js';
import { fingerprintInTurn, preflightInTurn } from './room.js';
import { isSamePicture } from './same-picture.js';

/** @import { Given, GivenPicture } from '../http/read-request.js' */
/** @import { Decision, Visit } from './visit.js' */

/** The field of each side; that of a URL ends in `Url`. */
export const FIELDS = /** @type {const} */ ({ source: 'SourceFacePicture', target: 'TargetFacePicture' });
const SIDES = /** @type {const} */ (['source', 'target']);

/** @typedef {{ fields: Record<string, string>, hashes: { source: string, target?: string } }} Pictures */

/** Refuses a request with a picture too few or too many. @param {Given} given @param {Decision} decision */
export function insistOnPictures({ source, target }, { policy, business }) {
  const invalid = (/** @type {string} */ field, /** @type {string} */ detail) =>
    new Refusal('field_invalid', { field, detail });
  if (!source) {
    throw invalid(FIELDS.source, 'The picture is missing.');
  }
  if (!takesTarget(business)) {
    if (target) {
      throw invalid(FIELDS.target, 'This policy takes one picture.');
    }
  } else if (needsReference(policy)) {
    if (target) {
      throw invalid(FIELDS.target, 'This policy compares with the picture on file: leave the second one out.');
    }
  } else if (!target) {
    throw invalid(FIELDS.target, 'The second picture is missing.');
  }
}

/** The pictures as the browser gave them; nothing where one is a raw photo. @param {Given} given */
export function asGiven(given) {
  /** @type {Record<string, string>} */
  const fields = {};
  for (const side of SIDES) {
    const picture = given[side];
    if (picture?.kind === 'raw' || picture?.kind === 'checked') {
      return undefined;
    }
    if (picture) {
      fields[picture.kind === 'url' ? `${FIELDS[side]}Url` : FIELDS[side]] =
        picture.kind === 'url' ? picture.url : picture.base64;
    }
  }
  return fields;
}

/**
 * @param {Visit} visit
 * @param {Given} given
 * @param {Decision} decision
 * @returns {Promise<Pictures>}
 */
export async function lookAtPictures(visit, given, decision) {
  const { backend, line } = visit;
  const startMs = backend.now();
  /** @type {Record<string, string>} */
  const fields = {};
  /** @type {{ source?: Uint8Array, target?: Uint8Array }} */
  const files = {};
  for (const side of SIDES) {
    const picture = given[side];
    if (picture?.kind === 'url') {
      fields[`${FIELDS[side]}Url`] = checkedUrl(picture.url, `${FIELDS[side]}Url`);
    } else if (picture) {
      files[side] = await fileOf(picture, {
        field: FIELDS[side],
        look: decision.policy,
        preflight: preflightInTurn(visit),
      });
    } else if (side === 'target' && takesTarget(decision.business)) {
      files.target = await fetchReference(visit, decision);
    }
  }
  // Under a demo policy nothing is proven anyway, and people try it with the photo that they have.
  const { source, target } = decision.policy.demo ? {} : files;
  if (source && target && (await isSamePicture(source, target, fingerprintInTurn(visit)))) {
    throw new Refusal('same_picture', { field: FIELDS.target });
  }
  const hashes = { source: '', ...(files.target && { target: '' }) };
  for (const side of SIDES) {
    const file = files[side];
    if (file) {
      line[side === 'source' ? 'bytesSource' : 'bytesTarget'] = file.length;
      fields[FIELDS[side]] = encodeBase64(file);
      hashes[side] = await sha256Base64Url(file);
    }
  }
  line.pictureMs = backend.now() - startMs;
  return { fields, hashes };
}

/** @param {Exclude<GivenPicture, { kind: 'url' }>} picture @param {import('./pictures.js').How} how */
async function fileOf(picture, how) {
  if (picture.kind === 'checked') {
    return picture.jpeg;
  }
  return picture.kind === 'raw' ? prepareRaw(picture.photo, how) : checkPrepared(picture.base64, how);
}

/** @param {Visit} visit @param {Decision} decision */
function fetchReference(visit, { policy, userId }) {
  const { backend, request } = visit;
  const { reference, fetch, limits, log, timer, monotonic } = backend;
  if (!reference) {
    throw new Error(`policy ${policy.name} needs the option reference`);
  }
  const limitBytes = limits.photoBytes;
  return referencePicture({
    userId,
    policy,
    reference,
    // Its sender is the operator's own: no more than its header is waited for.
    preflight: preflightInTurn(visit, BLOCK_BYTES),
    fetch,
    limitBytes,
    signal: request.signal,
    log,
    timer,
    monotonic,
  });
}

/** @param {string} url @param {string} field */
function checkedUrl(url, field) {
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) {
    throw new Refusal('field_invalid', { field });
  }
  return url;
}

/** @param {Uint8Array} bytes */
async function sha256Base64Url(bytes) {
  const hash = await crypto.subtle.digest('SHA-256', /** @type {Uint8Array<ArrayBuffer>} */ (bytes));
  return encodeBase64(new Uint8Array(hash)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
