import { PreflightError } from './errors.js';
import { asBytes, kindOf } from './kinds.js';

/** @import { BrowserDrawing } from './browser-drawing.js' */
/** @import { Chunks } from './input.js' */
/** @import { Pixels, Size } from './types.js' */

/** Red, green, blue, alpha. */
const CHANNELS = 4;

/** Larger than the chunks of files: pixels need no decoding. */
const CHUNK_BYTES = 2 ** 20;

/**
 * Opens an input that holds pixels instead of a file.
 *
 * @param {any} value
 * @param {BrowserDrawing} [drawing] where there are any
 * @returns {Chunks | undefined} nothing where it is another kind of input
 */
export function openPixels(value, drawing) {
  const pixels = plainPixels(value, drawing);
  return pixels ? openRows(pixels) : drawing?.draw(value);
}

/**
 * The pixels of a frame.
 *
 * @param {any} value
 * @param {BrowserDrawing} [drawing]
 * @returns {{ frame: Pixels, size: Size }} the pixels, perhaps of a smaller copy, and the frame's own size
 */
export function openFrame(value, drawing) {
  const pixels = plainPixels(value, drawing);
  if (pixels) {
    return { frame: pixels, size: pixels };
  }
  const drawn = drawing?.drawSmall(value);
  if (drawn) {
    return drawn;
  }
  throw refused(
    `${kindOf(value)} is not a frame: ImageData, { data, width, height } or something that a canvas can draw is expected`,
  );
}

/**
 * `ImageData` and its like.
 *
 * @param {any} value
 * @param {BrowserDrawing | undefined} drawing
 * @returns {Pixels | undefined}
 */
function plainPixels(value, drawing) {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  if (!('data' in value && 'width' in value && 'height' in value)) {
    return undefined;
  }
  if (value.colorSpace === undefined || value.colorSpace === 'srgb') {
    return checked(value);
  }
  // Only a canvas converts other colours to sRGB.
  if (drawing && kindOf(value) === 'ImageData') {
    return undefined;
  }
  throw refused(`pixels of the colour space ${value.colorSpace} are not read here: sRGB is expected`);
}

/**
 * @param {{ data: unknown, width: unknown, height: unknown }} picture
 * @returns {Pixels}
 */
function checked({ data, width, height }) {
  if (!isSide(width) || !isSide(height)) {
    throw refused(`a picture of ${width} x ${height} pixels: width and height are whole numbers over 0`);
  }
  if (ArrayBuffer.isView(data) && !/^Uint8(Clamped)?Array$/.test(kindOf(data))) {
    throw refused(`pixels in a ${kindOf(data)}: 8 bits a sample are expected`);
  }
  const all = asBytes(data);
  if (!all) {
    throw refused(`pixels in ${kindOf(data)}: a Uint8Array or a Uint8ClampedArray is expected`);
  }
  const expected = width * height * CHANNELS;
  if (all.byteLength !== expected) {
    throw refused(`${all.byteLength} bytes for ${width} x ${height} pixels: ${expected} of RGBA are expected`);
  }
  return { data: all, width, height };
}

/**
 * @param {Pixels} pixels
 * @returns {Chunks}
 */
function openRows({ data, width, height }) {
  let offset = 0;
  return {
    totalBytes: data.length,
    pixels: { width, height },
    async read() {
      if (offset >= data.length) {
        return undefined;
      }
      const start = offset;
      offset = Math.min(data.length, start + CHUNK_BYTES);
      return new Uint8Array(data.buffer, data.byteOffset + start, offset - start);
    },
    close() {},
  };
}

/**
 * @param {unknown} length
 * @returns {length is number}
 */
function isSide(length) {
  return Number.isInteger(length) && Number(length) > 0 && Number(length) < 2 ** 16;
}

/** @param {string} message */
function refused(message) {
  return new PreflightError('invalid_input', message);
}
