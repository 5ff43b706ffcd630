// The page's texts about checks, modes, verdicts and who must act, in one place for translation.

/** @import { Answer } from './package.js' */
/** @import { Hint } from './hints.js' */

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
  blank: { good: 'Shows something', bad: 'Almost empty', bound: 'at least' },
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

/** @typedef {'source' | 'target'} Side */

/** @type {Record<Side, { name: string, invitation: string }>} */
export const SIDES = {
  source: { name: 'Your photo', invitation: 'Take a selfie, or choose a photo of yourself.' },
  target: {
    name: 'Photo to compare with',
    invitation: 'An earlier portrait, or the photo of an identity document.',
  },
};

/** Headline and first line of the report, by how the checks came out as a whole. */
export const REPORT = {
  titles: {
    pass: 'Your photo is ready',
    warn: 'Good enough, could be better',
    fail: 'Please use another photo',
  },
  titlesOfTwo: {
    pass: 'Your photos are ready',
    warn: 'Good enough, could be better',
    fail: 'A photo needs to be changed',
  },
  leads: {
    pass: 'Everything that matters is fine. Send it when you like.',
    warn: 'You can send it as it is, or try for a better one.',
    fail: 'What is marked below would be turned down.',
  },
};

/** The headline of a verdict that did not pass, by SubCode. @type {Record<string, string>} */
const HEADLINES = {
  204: 'The two photos do not match',
  205: 'Please take the photo live',
  206: 'This cannot be decided automatically',
  233: 'This face is already known',
};

/** @param {Answer} answer */
export function headline(answer) {
  if (answer.passed) {
    return 'Passed';
  }
  // Under a policy that recognises, another person's face asks for another photo.
  const isStranger = answer.kind === 'verdict' && answer.subCode === '233' && answer.actor === 'photo';
  const known = answer.kind === 'verdict' && !isStranger && HEADLINES[answer.subCode];
  if (known) {
    return known;
  }
  if (answer.actor === 'photo') {
    return 'Please try another photo';
  }
  return answer.kind === 'verdict' ? 'Not passed' : 'No verdict this time';
}

/** Whose face a search found. */
export const DUPLICATES = {
  self: 'this user',
  other: 'another user',
  both: 'this user and another one',
};

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

/** Shown while a photo is being processed. @type {Record<string, string>} */
export const STAGES = {
  load: 'Getting ready …',
  read: 'Reading the photo …',
  finish: 'Checking and making it smaller …',
  done: 'Done',
};

/** Hints to the person in front of the camera. @type {Record<Hint, string>} */
export const HINTS = {
  no_face: 'Look into the camera. No face is seen yet.',
  many_faces: 'Only you should be in the picture.',
  upright: 'Hold the phone upright, and your head too.',
  too_close: 'A little further away.',
  too_far: 'Come closer.',
  left: 'Move a little to the left.',
  right: 'Move a little to the right.',
  up: 'Move up a little.',
  down: 'Move down a little.',
  tilt: 'Hold your head straight.',
  turn: 'Look straight into the camera.',
  dark: 'More light on your face, please.',
  bright: 'Less light on your face, please.',
  light: 'Turn towards the light, so that it falls evenly.',
  unclear: 'Your face is hard to see. More light, and nothing before it.',
  blur: 'Hold still.',
  good: 'Good. Take the photo.',
};

/** The camera's dialog. */
export const CAMERA = {
  allow: 'Please allow the camera when the browser asks.',
  stillAsking:
    'The browser still waits for your permission. Look for its question near the address, or go on without the camera:',
  fill: 'Fill the oval with your face, in even light.',
  on: 'The camera is on. Fill the oval with your face and take the photo.',
  take: 'Take the photo',
  byItself: 'Take it by itself when all is good',
  /** Instead of the hint `good`, where nothing has to be pressed. */
  holdStill: 'Good. Hold still, the photo takes itself.',
  /** @param {number} width @param {number} height */
  small: (width, height) =>
    `This camera gives only ${width} × ${height} pixels, too few for the check. Use another camera, or go on without it:`,
};

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
