// What engineers may choose, and what follows from it.

import { randomHex } from './random.js';

/** @import { Policy } from './api.js' */
/** @import { DemoMode, Mode } from './debug/texts.js' */

/**
 * @typedef {object} Settings
 * @property {Policy[]} policies of the backend; none while it has not answered
 * @property {Policy | null} policy the one that is used
 * @property {string | null} billedIn the region of the real service, which costs money; null with an emulator
 * @property {string} [token] of the demo's user, where the backend gives one
 * @property {string} [receiptUrl] where the demo verifies a receipt
 * @property {string} [faultsUrl] where the emulator's faults are chosen, where there is an emulator
 * @property {'recogniser' | 'fingerprint'} [engine] what tells people apart in the emulator, where there is one
 * @property {DemoMode} mode under a policy that leaves the choice to the page
 * @property {string} userId under such a policy; every other takes the user from the token
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
    mode: 'search',
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

/** What changes when a policy is chosen. @param {Policy} policy @returns {Partial<Settings>} */
export function choosing(policy) {
  return {
    policy,
    mode: policy.mode === 'recognize' ? 'search' : policy.mode,
    liveness: policy.liveness,
    groups: policy.groups ?? [],
    registerGroup: '',
  };
}

/** @param {Settings} settings @returns {Mode} */
export function modeOf({ policy, mode }) {
  return policy && !policy.demo ? policy.mode : mode;
}

/** Whether the page sends a second photo. @param {Settings} settings */
export function needsTarget({ policy, mode }) {
  return policy && !policy.demo ? policy.needsTarget : mode !== 'search';
}

/**
 * Why photos cannot be cropped to the face: a liveness check needs the face's surroundings.
 * @param {Settings} settings
 * @returns {'liveness' | null} null where they can
 */
export function cropObstacle({ liveness }) {
  return liveness ? 'liveness' : null;
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
