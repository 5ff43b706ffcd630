// When a picture may be taken by itself, and which of the frames that were seen it should be. Pure functions.

import { hintFor } from './hints.js';

/** @import { Inspection } from './product.js' */

/** How long, over how many frames and how still a good view has to hold before the picture is taken by itself. */
const STEADY = { frames: 5, ms: 600, movement: 0.03 };

/**
 * Frames that are remembered. Looks that come every 150 ms fill the time with five; twice as many do where they come
 * twice as often.
 */
const REMEMBERED = 2 * STEADY.frames;

/** Frames that the best one is chosen from: as many as have to be good. */
export const KEPT_FRAMES = STEADY.frames;

/**
 * One good frame: the middle and width of its face, how sharp the face is, and the frame itself.
 * @template Frame
 * @typedef {{ atMs: number, x: number, y: number, width: number, sharpness: number, frame: Frame }} Sighting
 */

/**
 * The sightings of an unbroken row of good frames; empty as soon as one is not good.
 * @template Frame
 * @param {readonly Sighting<Frame>[]} row
 * @param {Inspection} inspection
 * @param {{ frame: Frame, atMs: number }} seen
 * @returns {Sighting<Frame>[]}
 */
export function follow(row, inspection, { frame, atMs }) {
  const [face] = inspection.faces;
  const allPass = inspection.checks.every(({ status }) => status === 'pass' || status === 'skipped');
  if (!face || !allPass || hintFor(inspection, null, { mirrored: false }) !== 'good') {
    return [];
  }
  const { x, y, width, height } = face.box;
  const blur = inspection.checks.find(({ id }) => id === 'blur');
  // A face too small to be measured is no sharper than any other.
  const sharpness = typeof blur?.value === 'number' ? blur.value : 0;
  const sighting = { atMs, x: x + width / 2, y: y + height / 2, width, sharpness, frame };
  return [...row, sighting].slice(-REMEMBERED);
}

/** Whether the face has been still for long enough. @param {readonly Sighting<unknown>[]} row */
export function isSteady(row) {
  const last = row.at(-1);
  if (!last) {
    return false;
  }
  const still = row.filter((_, at) => row.slice(at).every((sighting) => isNear(sighting, last)));
  const [first] = still;
  return first !== undefined && still.length >= STEADY.frames && last.atMs - first.atMs >= STEADY.ms;
}

/**
 * The sharpest of the last frames, of equals the latest.
 * @template Frame
 * @param {readonly Sighting<Frame>[]} row
 * @returns {Frame | undefined}
 */
export function sharpest(row) {
  const [first, ...others] = row.slice(-KEPT_FRAMES);
  if (!first) {
    return undefined;
  }
  return others.reduce((best, next) => (next.sharpness >= best.sharpness ? next : best), first).frame;
}

/** @param {Sighting<unknown>} one @param {Sighting<unknown>} other */
function isNear(one, other) {
  const allowed = other.width * STEADY.movement;
  return [one.x - other.x, one.y - other.y, one.width - other.width].every((moved) => Math.abs(moved) < allowed);
}
