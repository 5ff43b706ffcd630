// The environment variables that the backend and the command line share, read with the same strictness.

import { STRAY, hasStrayEnds } from './secret.js';

/** @typedef {Readonly<Record<string, unknown>>} Variables empty ones count as not set */

/** Each call a second is a slot that is kept. */
const MOST_CALLS_PER_SECOND = 10_000;

/** Secrets by the names that the operator knows; their values are never repeated. @param {Variables} env @param {readonly string[]} names */
export function insistOnSecrets(env, names) {
  const wrong = names.find((name) => hasStrayEnds(env[name]));
  if (wrong !== undefined) {
    throw new Error(`${wrong} ${STRAY}`);
  }
}

/** The key of the hash over user ids. @param {Variables} env @returns {string | undefined} */
export function userIdKeyOf(env) {
  insistOnSecrets(env, ['FACE_USER_ID_KEY']);
  return textOf(env, 'FACE_USER_ID_KEY');
}

/** @param {Variables} env @returns {number | undefined} */
export function callsPerSecondOf(env) {
  return numberOf(env, 'FACE_CALLS_PER_SECOND', MOST_CALLS_PER_SECOND);
}

/** @param {Variables} env @param {string} name @param {number} most */
export function numberOf(env, name, most) {
  const value = textOf(env, name);
  if (value !== undefined && !(Number(value) > 0 && Number(value) <= most)) {
    throw new Error(`${name} must be a number above 0, at most ${most}`);
  }
  return value === undefined ? undefined : Number(value);
}

/** @param {Variables} env @param {string} name */
function textOf(env, name) {
  const value = env[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
