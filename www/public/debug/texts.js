// Texts for engineers: checks, modes and who must act.

/** @import { Side } from '../session.js' */

/**
 * @typedef {object} CheckWords
 * @property {string} good the title when it passed
 * @property {string} bad the title when it did not
 * @property {'at least' | 'at most'} [bound] on which side of the limit is good
 * @property {boolean} [technical] whether another photo would not help, so that a warning is a note for engineers
 */

/** By the check's id. A check without a row is named by its id. @type {Record<string, CheckWords>} */
const CHECKS = {
  portrait: { good: 'Held upright', bad: 'Not upright' },
  resolution: { good: 'Large enough', bad: 'Picture size' },
  bytes: { good: 'Small file', bad: 'Large file', bound: 'at most', technical: true },
  intact: { good: 'In one piece', bad: 'Damaged', bound: 'at most' },
  source_quality: { good: 'Original quality', bad: 'Strongly compressed', bound: 'at least' },
  blank: { good: 'Not blank', bad: 'Blank', bound: 'at least' },
  colour_profile: { good: 'Ordinary colours', bad: 'Unusual colours', technical: true },
  blocky: { good: 'No coding blocks', bad: 'Coding blocks show', bound: 'at most' },
  grey: { good: 'In colour', bad: 'Without colour', bound: 'at least' },
  frame_dark: { good: 'Bright enough', bad: 'Too dark', bound: 'at least' },
  frame_bright: { good: 'Not too bright', bad: 'Too bright', bound: 'at most' },
  no_face: { good: 'A face is there', bad: 'No clear face', bound: 'at least' },
  many_faces: { good: 'Only one person', bad: 'More than one face', bound: 'at most' },
  turned_photo: { good: 'The face is upright', bad: 'The face lies on its side', bound: 'at most' },
  tilt: { good: 'Head held straight', bad: 'Head is tilted', bound: 'at most' },
  yaw: { good: 'Looking at the camera', bad: 'Head is turned away', bound: 'at most' },
  pitch: { good: 'Chin level', bad: 'Chin too high or too low', bound: 'at most' },
  covered: { good: 'Nothing over your face', bad: 'Something covers your face', bound: 'at most' },
  mouth_open: { good: 'Mouth closed', bad: 'Mouth open', bound: 'at most' },
  face_share: { good: 'Close enough', bad: 'Distance to the camera' },
  face_small: { good: 'Face in detail', bad: 'Face is small', bound: 'at least' },
  face_cut: { good: 'The whole face', bad: 'Face is cut off', bound: 'at most' },
  off_centre: { good: 'In the middle', bad: 'Not in the middle', bound: 'at most' },
  blur: { good: 'Sharp', bad: 'Not sharp', bound: 'at least' },
  dark: { good: 'Face is lit', bad: 'Face is dark', bound: 'at least' },
  bright: { good: 'Face is not glaring', bad: 'Face is too bright', bound: 'at most' },
  contrast: { good: 'Clear light', bad: 'Flat light', bound: 'at least' },
  uneven_light: { good: 'Even light', bad: 'Light from one side', bound: 'at most' },
  colour_cast: { good: 'Natural colours', bad: 'Coloured light', bound: 'at most' },
};

/** @param {string} id @returns {CheckWords} */
export function checkWords(id) {
  const known = Object.hasOwn(CHECKS, id) && CHECKS[id];
  if (known) {
    return known;
  }
  const words = id.replaceAll('_', ' ');
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  return { good: title, bad: title };
}

/** @type {Record<string, string>} */
export const STATUS_WORDS = {
  pass: 'Fine',
  note: 'Fine',
  warn: 'Could be better',
  fail: 'Not usable',
  skipped: 'Not measured',
};

/** @typedef {'search' | 'compare' | 'both'} DemoMode that a demo policy leaves to the page */
/** @typedef {DemoMode | 'recognize'} Mode */

/** @type {Record<DemoMode, { name: string, meaning: string }>} */
export const MODES = {
  search: { name: 'Search', meaning: 'Is this face already known? One photo is searched for in the face groups.' },
  compare: { name: 'Compare', meaning: 'Do two photos show the same person? Add both.' },
  both: { name: 'Both', meaning: 'Compare two photos, and search for the first one in the face groups.' },
};

/** @type {Record<Side, string>} */
export const SIDES = { source: 'Your photo', target: 'Photo to compare with' };

/** What told people apart. */
export const ENGINES = {
  recogniser: 'the emulator’s recogniser',
  fingerprint: 'the emulator’s fingerprints of pictures, which do not recognise people',
};

/** Whose face a search found. */
export const DUPLICATES = {
  self: 'this user',
  other: 'another user',
  both: 'this user and another one',
};

/** @type {Record<string, string>} */
const ACTORS = {
  caller: 'The people who wrote this page',
  photo: 'The person: another photo is needed',
  policy: 'The people who set the service’s rules',
  environment: 'The people who run the service',
};

/** @param {string | null | undefined} actor */
export function actorWords(actor) {
  return (actor && ACTORS[actor]) || 'Nobody';
}

/** Two of the engineers' settings. */
export const FACE_SETTINGS = {
  strictness: 'What the checks of the face refuse',
  advise: 'Only photos without a face',
  strict: 'Strict: what a careful reviewer would send back',
  share:
    'The API’s documentation advises a face of more than 60 % of the picture. No ordinary portrait has that: it cuts off the crown. Both choices warn under 8 %, the second refuses under 5 %.',
  crop: 'Cut the photo to the face',
  whole: 'No, keep it whole',
  face: 'Yes, to 45 % of the picture',
  cut: 'Never enlarged and never under 480 × 640, so that a small face gets less than 45 %.',
  uncut: {
    liveness: 'Not with a look for a live person: it needs to see what is around the face.',
  },
};
