// From settings and photos to what `submit` is asked to send.

import { needsTarget } from './settings.js';

/** @import { Photo, SubmitFields } from './package.js' */
/** @import { Settings } from './settings.js' */

/**
 * @typedef {object} Submission
 * @property {string} policy
 * @property {SubmitFields} [fields] what a demo policy leaves to the page
 * @property {{ source: Photo, target?: Photo }} pictures
 */

/**
 * @param {Settings} settings
 * @param {Photo} source
 * @param {Photo | null} target
 * @returns {Submission} throws where a choice is missing
 */
export function buildSubmission(settings, source, target) {
  const { policy } = settings;
  return {
    policy: policy?.name ?? '',
    ...(policy?.demo && { fields: demoFields(settings) }),
    pictures: { source, ...(target && needsTarget(settings) && { target }) },
  };
}

/**
 * Every other policy decides these itself, and takes the user from the token.
 * @param {Settings} settings
 * @returns {SubmitFields}
 */
function demoFields({ mode, userId, liveness, groups, registerGroup, returnFaces }) {
  if (userId === '') {
    throw new Error('a user id is needed');
  }
  if (mode === 'compare') {
    return { mode, userId, liveness };
  }
  if (groups.length === 0) {
    throw new Error('a face group to search is needed');
  }
  return { mode, userId, liveness, groups, returnFaces, register: registerGroup || null };
}
