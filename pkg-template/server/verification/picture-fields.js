// The pictures of a request as fields of the call.

import { encodeBase64 } from '../../lib/base64.js';
import { checkPicture } from './pictures.js';
import { Refusal } from '../http/refusal.js';

/** @import { Service } from '../app.js' */
/** @import { Given } from '../http/read-request.js' */
/** @import { Look } from './pictures.js' */

/** The field of each side; a URL's has `Url` behind it. */
export const FIELDS = /** @type {const} */ ({ source: 'SourceFacePicture', target: 'TargetFacePicture' });

/** @param {Given} given @param {Record<string, string>} business */
export function insistOnPictures({ source, target }, business) {
  const compares = business.VerifyModel !== '0';
  if (!source) {
    throw new Refusal('field_invalid', { field: 'SourceFacePicture', detail: 'The picture is missing.' });
  }
  if (compares && !target) {
    throw new Refusal('field_invalid', { field: 'TargetFacePicture', detail: 'The second picture is missing.' });
  }
  if (!compares && target) {
    throw new Refusal('field_invalid', { field: 'TargetFacePicture', detail: 'A search takes one picture.' });
  }
}

/** The pictures as fields, not yet looked at; nothing where one was a raw photo. @param {Given} given */
export function asGiven(given) {
  /** @type {Record<string, string>} */
  const fields = {};
  for (const side of /** @type {const} */ (['source', 'target'])) {
    const picture = given[side];
    if (picture?.kind === 'raw' || picture?.kind === 'checked') {
      return undefined;
    }
    if (picture?.kind === 'prepared') {
      fields[FIELDS[side]] = picture.base64;
    }
    if (picture?.kind === 'url') {
      fields[`${FIELDS[side]}Url`] = picture.url;
    }
  }
  return fields;
}

/**
 * The pictures as fields, looked at or made ready.
 * @param {Given} given
 * @param {Look} look the policy's
 * @param {Pick<Service, 'preflight' | 'now'>} service
 * @param {Record<string, unknown>} line of the log
 */
export async function pictureFields(given, look, { preflight, now }, line) {
  const startMs = now();
  /** @type {Record<string, string>} */
  const fields = {};
  for (const side of /** @type {const} */ (['source', 'target'])) {
    const [picture, field] = [given[side], FIELDS[side]];
    if (!picture) {
      continue;
    }
    if (picture.kind === 'url') {
      if (!/^https?:$/.test(URL.canParse(picture.url) ? new URL(picture.url).protocol : '')) {
        throw new Refusal('field_invalid', { field: `${field}Url` });
      }
      fields[`${field}Url`] = picture.url;
    } else {
      const bytes = picture.kind === 'checked' ? picture.jpeg : await checkPicture(picture, field, look, preflight);
      line[side === 'source' ? 'bytesSource' : 'bytesTarget'] = bytes.length;
      fields[field] = picture.kind === 'prepared' ? picture.base64 : encodeBase64(bytes);
    }
  }
  line.pictureMs = now() - startMs;
  return fields;
}
