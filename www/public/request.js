// From settings and photos to the request that the backend is asked to sign.

import { buildRequest } from './package.js';
import { randomHex } from './random.js';
import { modeOf } from './settings.js';

/** @import { Photo, RequestOptions } from './package.js' */
/** @import { Settings } from './settings.js' */

const MODES = /** @type {const} */ ({ 0: 'search', 1: 'compare', 2: 'both' });

/**
 * @param {Settings} settings
 * @param {Photo | null} source
 * @param {Photo | null} target
 * @returns {Record<string, string>}
 */
export function buildPayload(settings, source, target) {
  const mode = modeOf(settings);
  const pictures = { ...(source && { source }), ...(target && mode !== '0' && { target }) };
  if (settings.policy && !settings.policy.demo) {
    return decidedByPolicy(settings.userId, pictures);
  }
  const { userId, liveness, groups, registerGroup, returnFaces } = settings;
  const searching = mode === '1' ? {} : { groups, returnFaces, ...(registerGroup && { register: registerGroup }) };
  const options = { ...pictures, ...searching, bizId: randomHex(16), userId, mode: MODES[mode], liveness };
  // What does not fit together is told by the builder, in words for the person.
  return { ...buildRequest(/** @type {RequestOptions} */ (options)) };
}

/**
 * Under a policy that decides everything, the page only says who and hands over the pictures.
 * @param {string} userId
 * @param {{ source?: Photo, target?: Photo }} pictures
 */
function decidedByPolicy(userId, { source, target }) {
  return {
    MerchantUserId: userId,
    ...(source && { SourceFacePicture: source.base64() }),
    ...(target && { TargetFacePicture: target.base64() }),
  };
}
