// When a picture may be taken automatically, and which of the frames it should be. Pure functions.

/** @import { Inspection } from '../../lib/types.js' */
/** @import { Hint } from '../types.js' */

/** How long, over how many frames and how still a good view has to last before the picture is taken. */
const STEADY = { frames: 5, ms: 600, movement: 0.03 };

/**
 * Frames that are remembered. At one inspection each 150 ms, five fill the time; twice as many do where inspections are
 * twice as frequent.
 */
const REMEMBERED = 2 * STEADY.frames;

/** Frames that the best one is chosen from: as many as have to be good. */
export const CANDIDATE_FRAMES = STEADY.frames;

/**
 * One good frame: the middle and width of its face, how sharp the face is, and the frame itself.
 * @template Frame
 * @typedef {{ atMs: number, x: number, y: number, width: number, sharpness: number, frame: Frame }} GoodFrame
 */

/**
 * The unbroken streak of good frames after one more frame; empty as soon as one is not good.
 * @template Frame
 * @param {readonly GoodFrame<Frame>[]} streak
 * @param {Inspection} inspection
 * @param {{ frame: Frame, atMs: number, hint: Hint }} seen
 * @returns {GoodFrame<Frame>[]}
 */
export function extendStreak(streak, inspection, { frame, atMs, hint }) {
  const [face] = inspection.faces;
  const allPass = inspection.checks.every(({ status }) => status !== 'warn' && status !== 'fail');
  if (!face || !allPass || hint !== 'good') {
    return [];
  }
  const { x, y, width, height } = face.box;
  const blur = inspection.checks.find(({ id }) => id === 'blur');
  // A face too small to be measured counts as no sharper than any other.
  const sharpness = typeof blur?.value === 'number' ? blur.value : 0;
  const good = { atMs, x: x + width / 2, y: y + height / 2, width, sharpness, frame };
  return [...streak, good].slice(-REMEMBERED);
}

/** Whether the face has been still for long enough. @param {readonly GoodFrame<unknown>[]} streak */
export function isSteady(streak) {
  const last = streak.at(-1);
  if (!last) {
    return false;
  }
  const still = streak.filter((_, at) => streak.slice(at).every((good) => isNear(good, last)));
  const [first] = still;
  return first !== undefined && still.length >= STEADY.frames && last.atMs - first.atMs >= STEADY.ms;
}

/**
 * The sharpest of the last frames; the latest of equals.
 * @template Frame
 * @param {readonly GoodFrame<Frame>[]} streak
 * @returns {Frame | undefined}
 */
export function sharpest(streak) {
  const [first, ...others] = streak.slice(-CANDIDATE_FRAMES);
  if (!first) {
    return undefined;
  }
  return others.reduce((best, next) => (next.sharpness >= best.sharpness ? next : best), first).frame;
}

/** @param {GoodFrame<unknown>} one @param {GoodFrame<unknown>} other */
function isNear(one, other) {
  const allowed = other.width * STEADY.movement;
  return [one.x - other.x, one.y - other.y, one.width - other.width].every((moved) => Math.abs(moved) < allowed);
}
