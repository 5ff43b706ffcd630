// What engineers may choose, and what follows from it.

import { randomHex } from './random.js';

/** @import { Policy } from './api.js' */
/** @import { Mode } from './texts.js' */

/**
 * @typedef {object} Settings
 * @property {Policy[]} policies of the backend; none while it has not answered
 * @property {Policy | null} policy the one that is used
 * @property {string | null} billedIn the region of the real service, which costs money; null with an emulator
 * @property {Mode} mode under a policy that leaves the choice to the page
 * @property {string} userId
 * @property {boolean} liveness
 * @property {string[]} groups that are searched
 * @property {string} registerGroup where a new face is registered; empty registers nothing
 * @property {number} returnFaces 1 to 5
 * @property {'fail' | 'crop' | 'allow'} landscape
 * @property {'quality' | 'size'} prefer
 * @property {'advise' | 'strict'} strictness the option `preset` of the checks
 * @property {'none' | 'face'} crop whether photos are cut to the face
 */

/** @returns {Settings} */
export function defaultSettings() {
  return {
    policies: [],
    policy: null,
    billedIn: null,
    mode: '0',
    userId: `visitor-${randomHex(3)}`,
    liveness: false,
    groups: [],
    registerGroup: '',
    returnFaces: 1,
    landscape: 'fail',
    prefer: 'quality',
    strictness: 'advise',
    crop: 'none',
  };
}

/** What changes when a policy is taken up. @param {Policy} policy @returns {Partial<Settings>} */
export function choosing(policy) {
  return {
    policy,
    mode: policy.verifyModel,
    liveness: policy.liveness,
    groups: policy.faceGroupCodes ?? [],
    registerGroup: '',
  };
}

/** @param {Settings} settings @returns {Mode} */
export function modeOf({ policy, mode }) {
  return policy && !policy.demo ? policy.verifyModel : mode;
}

/**
 * Why photos cannot be cut to the face, whatever is chosen: a look for a live person needs what is around it, and room
 * is kept around it that 60 % of the picture do not leave.
 * @param {Settings} settings
 * @returns {'liveness' | 'strict' | null} null where they can
 */
export function cropObstacle({ liveness, strictness }) {
  if (liveness) {
    return 'liveness';
  }
  return strictness === 'strict' ? 'strict' : null;
}

/** How a photo is made ready. @param {Settings} settings */
export function photoOptions(settings) {
  const { landscape, prefer, strictness, crop } = settings;
  return {
    landscape,
    prefer,
    preset: strictness,
    crop: cropObstacle(settings) === null ? crop : /** @type {const} */ ('none'),
  };
}
