// What the page says about checks, modes, verdicts and who must act. Texts only, so that they can be translated in one
// place.

/**
 * @typedef {object} CheckWords
 * @property {string} good the title when it passed
 * @property {string} bad the title when it did not
 * @property {'at least' | 'at most'} [bound] on which side of the limit is good
 * @property {boolean} [technical] whether another photo would not help: a warning of it is a note for engineers
 */

/** By the check's id. A check without a row is called by its id. @type {Record<string, CheckWords>} */
const CHECKS = {
  portrait: { good: 'Held upright', bad: 'Not upright' },
  resolution: { good: 'Large enough', bad: 'Picture size' },
  bytes: { good: 'Small file', bad: 'Large file', bound: 'at most', technical: true },
  intact: { good: 'In one piece', bad: 'Damaged', bound: 'at most' },
  source_quality: { good: 'Original quality', bad: 'Strongly compressed', bound: 'at least' },
  blank: { good: 'Shows something', bad: 'Almost empty', bound: 'at least' },
  frame_dark: { good: 'Bright enough', bad: 'Too dark', bound: 'at least' },
  frame_bright: { good: 'Not too bright', bad: 'Too bright', bound: 'at most' },
};

/** @param {string} id @returns {CheckWords} */
export function checkWords(id) {
  const known = Object.hasOwn(CHECKS, id) && CHECKS[id];
  if (known) return known;
  const words = id.replaceAll('_', ' ');
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  return { good: title, bad: title };
}

/** @type {Record<string, string>} */
export const STATUS_WORDS = {
  pass: 'Fine',
  warn: 'Could be better',
  fail: 'Not usable',
  skipped: 'Not measured',
};

/** @typedef {'0' | '1' | '2'} Mode as the API numbers them */

/** @type {Record<Mode, { name: string, meaning: string }>} */
export const MODES = {
  0: { name: 'Search', meaning: 'Is this face already known? One photo is searched for in the face groups.' },
  1: { name: 'Compare', meaning: 'Do two photos show the same person? Add both.' },
  2: { name: 'Both', meaning: 'Compare two photos, and search for the first one in the face groups.' },
};

/** @typedef {'source' | 'target'} Side */

/** @type {Record<Side, { name: string, invitation: string }>} */
export const SIDES = {
  source: { name: 'Your photo', invitation: 'Take a selfie, or choose a photo of yourself.' },
  target: {
    name: 'Photo to compare with',
    invitation: 'An earlier portrait, or the photo of an identity document.',
  },
};

/** The headline of a verdict, by SubCode. @type {Record<string, string>} */
const HEADLINES = {
  200: 'Passed',
  204: 'The two photos do not match',
  205: 'Please take the photo live',
  206: 'This cannot be decided automatically',
  233: 'This face is already known',
};

/** @param {import('./api.js').Answer} answer */
export function headline({ ok, subCode, actor }) {
  if (ok) return HEADLINES[subCode ?? ''] ?? 'There is an answer';
  return actor === 'photo' ? 'Please try another photo' : 'No verdict this time';
}

/** @type {Record<string, string>} */
const ACTORS = {
  caller: 'Whoever wrote this page',
  photo: 'The person: another photo is needed',
  policy: 'Whoever sets the service’s rules',
  environment: 'Whoever runs the service',
};

/** @param {string | null | undefined} actor */
export function actorWords(actor) {
  return (actor && ACTORS[actor]) || 'Nobody';
}

/** What is said while a photo is worked on. @type {Record<string, string>} */
export const STAGES = {
  load: 'Getting ready …',
  read: 'Reading the photo …',
  finish: 'Checking and making it smaller …',
  done: 'Done',
};
