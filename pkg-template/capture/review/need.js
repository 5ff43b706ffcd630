// What would make a photo usable at once: a turn whose angle is known from the face, or a crop.

import { inspect } from '../../browser.js';
import { decode } from './edit.js';

/** @import { Face, Photo } from '../../lib/types.js' */
/** @import { Turn } from '../camera/shown.js' */
/** @import { Original } from '../flow.js' */
/** @import { Look } from '../settings.js' */

/** @typedef {{ turn: Turn, crop: boolean }} Need */

/** @type {Need} */
const NOTHING = { turn: 0, crop: false };

/** What a turn or a crop may put right. */
const REPAIRED = new Set(['portrait', 'turned_photo', 'tilt', 'face_share', 'face_small', 'no_face', 'off_centre']);

/** Whether a turn or a crop may help: it does not where something else stops the photo. @param {Photo} photo */
function mayHelp({ report: { checks } }) {
  if (checks.some(({ id, status }) => status === 'fail' && !REPAIRED.has(id))) {
    return false;
  }
  return checks.some(
    ({ id, status }) =>
      ['portrait', 'turned_photo', 'face_share'].includes(id) && (status === 'fail' || status === 'warn'),
  );
}

/**
 * @param {Photo} photo
 * @param {Original} original
 * @param {Look | null} look
 * @returns {Promise<Need>}
 */
export async function needOf(photo, original, look) {
  if (look === null || !mayHelp(photo)) {
    return NOTHING;
  }
  const bitmap = await decode(original);
  try {
    const { faces, checks } = await inspect(bitmap, look.options, { face: look.face });
    const [face] = faces;
    if (!face) {
      return NOTHING;
    }
    const turn = turnOf(face);
    const isSmall = checks.some(({ id, status }) => id === 'face_share' && (status === 'warn' || status === 'fail'));
    return { turn, crop: turn === 0 && (isSmall || bitmap.width >= bitmap.height) };
  } finally {
    bitmap.close();
  }
}

/** The quarter turns that bring the mouth under the eyes. @param {Pick<Face, 'keypoints'>} face @returns {Turn} */
export function turnOf({ keypoints: [left, right, , mouth] }) {
  const across = mouth.x - (left.x + right.x) / 2;
  const down = mouth.y - (left.y + right.y) / 2;
  if (Math.abs(across) > Math.abs(down)) {
    return across > 0 ? 1 : 3;
  }
  return down < 0 ? 2 : 0;
}
