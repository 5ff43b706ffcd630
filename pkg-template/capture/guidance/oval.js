// The oval that a face has to fill: as large as the checks want the face, and where a head belongs. Pure functions.

/** @import { Box, PreflightOptions, Size } from '../../lib/types.js' */

/** The check's own marks, by preset: the share of the picture under which a face counts as small. */
const MARKS = { advise: 0.3, strict: 0.6 };
/** The oval asks for a little more than the mark, so that a face that fills it passes the check. */
const AIM = { advise: 1.2, strict: 1.08 };
/** The largest face that the oval holds, by area over that of the face it asks for. */
const LARGEST = 1.45;
/** How far the face's middle may be from its place, as a share of the picture's width and height. */
const TOLERANCE = 0.12;
/** A face's box is a square from the brows to the chin. A head is narrower than it and higher. */
const HEAD = { width: 0.98, height: 1.36 };
/** Where the middles of oval and box belong: foreheads are above the box. */
const MIDDLE = { oval: 0.47, box: 0.55 };
/** Room that stays between the oval and the picture's edge. */
const MOST = 0.96;

/**
 * @typedef {object} Oval in shares of the picture's width and height
 * @property {number} cy its middle; the other is a half
 * @property {number} rx
 * @property {number} ry
 * @property {number} largestShare the area of the largest face in it, over the picture's
 */

/** @param {PreflightOptions} options @param {Size} picture @returns {Oval} */
export function ovalFor({ preset = 'advise', checks }, { width, height }) {
  const mark = checks?.face_share?.warn ?? MARKS[preset];
  const share = mark * AIM[preset];
  const side = Math.sqrt(share * width * height);
  const ry = Math.min(MOST, (side * HEAD.height) / height) / 2;
  return {
    cy: Math.min(Math.max(MIDDLE.oval, ry + (1 - MOST) / 2), 1 - ry - (1 - MOST) / 2),
    rx: Math.min(MOST, (side * HEAD.width) / width) / 2,
    ry,
    largestShare: share * LARGEST,
  };
}

/**
 * How far a face is from its place in the oval; over 1 it is outside.
 * @param {Box} box
 * @param {Size} picture
 * @returns {{ right: number, down: number }}
 */
export function offsetOf(box, { width, height }) {
  return {
    right: ((box.x + box.width / 2) / width - 0.5) / TOLERANCE,
    down: ((box.y + box.height / 2) / height - MIDDLE.box) / TOLERANCE,
  };
}
