import { PreflightError } from './errors.js';

/** @import { Size } from './types.js' */
/** @typedef {OffscreenCanvas | HTMLCanvasElement} Canvas */
/** @typedef {OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D} Context */

/** The area over which a canvas of an iPhone stays empty. */
const MAX_CANVAS_PIXELS = 4096 * 4096;

/** Side of the picture that tests whether a canvas returns what was drawn. */
const TEST_SIDE = 16;

/**
 * The size that a picture has on a canvas: its own, or the largest that every browser's canvas holds.
 *
 * @param {Size} size
 */
export function fitted(size) {
  return scaled(size, Math.sqrt(MAX_CANVAS_PIXELS / (size.width * size.height)));
}

/**
 * Never enlarges.
 *
 * @param {Size} size
 * @param {number} factor
 * @returns {Size}
 */
export function scaled({ width, height }, factor) {
  const scale = Math.min(1, factor);
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}

/**
 * @param {Size} size
 * @returns {Context}
 */
export function createContext({ width, height }) {
  for (const make of [offscreen, inDocument]) {
    const canvas = make(width, height);
    // Pixels are read back, so main memory suits better than the GPU's. Some browsers have one of the two kinds of canvas
    // without a two-dimensional context.
    const context = canvas?.getContext('2d', { willReadFrequently: true });
    if (context) {
      return /** @type {Context} */ (context);
    }
  }
  throw blocked('there is no canvas to read the picture with');
}

/**
 * @param {number} width
 * @param {number} height
 */
function offscreen(width, height) {
  return typeof OffscreenCanvas === 'function' ? new OffscreenCanvas(width, height) : undefined;
}

/**
 * @param {number} width
 * @param {number} height
 */
function inDocument(width, height) {
  if (typeof document === 'undefined') {
    return undefined;
  }
  return Object.assign(document.createElement('canvas'), { width, height });
}

/**
 * Against fingerprinting, some browsers add noise to what a canvas returns, or return nothing of it
 * (`privacy.resistFingerprinting` in Firefox, Brave's shields). What is drawn must come back exactly, on the path of a
 * photo: drawn on one canvas, drawn from there on another, read.
 *
 * @throws {PreflightError} `canvas_blocked`
 */
export function expectHonestCanvas() {
  const size = { width: TEST_SIDE, height: TEST_SIDE };
  const drawn = createContext(size);
  const shown = createContext(size);
  /** @type {number[]} */
  const expected = [];
  for (let at = 0; at < TEST_SIDE * TEST_SIDE; at++) {
    const colour = [(at * 37) % 256, (at * 59 + 85) % 256, (at * 101 + 170) % 256];
    drawn.fillStyle = `rgb(${colour.join()})`;
    drawn.fillRect(at % TEST_SIDE, Math.floor(at / TEST_SIDE), 1, 1);
    expected.push(...colour, 255);
  }
  shown.drawImage(drawn.canvas, 0, 0);
  const { data } = readRows(shown, 0, TEST_SIDE);
  if (expected.some((value, at) => value !== data[at])) {
    throw blocked('this browser changes what is read from a canvas, to protect privacy');
  }
}

/**
 * @param {Context} context
 * @param {number} top
 * @param {number} rows
 */
export function readRows(context, top, rows) {
  try {
    return context.getImageData(0, top, context.canvas.width, rows);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw blocked(`this browser does not let a canvas be read: ${message}`, cause);
  }
}

/**
 * Frees the memory at once; some browsers count canvases that are no longer used.
 *
 * @param {Context} context
 */
export function releaseContext({ canvas }) {
  canvas.width = canvas.height = 0;
}

/**
 * @param {string} message
 * @param {unknown} [cause]
 */
function blocked(message, cause) {
  return new PreflightError('canvas_blocked', message, { cause });
}
