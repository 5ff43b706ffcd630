// The oval that a face has to fill: as large as the checks want the face, and where a head belongs. Pure functions.

/** @import { Box, PreflightOptions, Size } from '../../lib/types.js' */

/** The share of the picture under which a face is too small for the oval; a page that wants more of its photos gets it. */
const SMALLEST = 0.3;
/** The oval asks for a little more than that. */
const AIM = 1.2;
/** The smallest and the largest face that fill the oval, by area over that of the face it asks for. */
const RANGE = [0.77, 1.45];
/** How far the face's middle may be from its place, as a share of the picture's width and height. */
export const TOLERANCE = 0.12;
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
 * @property {number} smallestShare the area of the smallest face that fills it, over the picture's
 * @property {number} largestShare that of the largest face in it
 */

/** @param {PreflightOptions} options @param {Size} picture @returns {Oval} */
export function ovalFor({ checks }, { width, height }) {
  const share = Math.max(SMALLEST, checks?.face_share?.warn ?? 0) * AIM;
  const [least = 1, most = 1] = RANGE;
  const side = Math.sqrt(share * width * height);
  const ry = Math.min(MOST, (side * HEAD.height) / height) / 2;
  return {
    cy: Math.min(Math.max(MIDDLE.oval, ry + (1 - MOST) / 2), 1 - ry - (1 - MOST) / 2),
    rx: Math.min(MOST, (side * HEAD.width) / width) / 2,
    ry,
    smallestShare: share * least,
    largestShare: share * most,
  };
}

/**
 * How far a face is from its place in the oval, as shares of the picture's width and height.
 * @param {Box} box
 * @param {Size} picture
 * @returns {{ right: number, down: number }}
 */
export function offsetOf(box, { width, height }) {
  return {
    right: (box.x + box.width / 2) / width - 0.5,
    down: (box.y + box.height / 2) / height - MIDDLE.box,
  };
}
