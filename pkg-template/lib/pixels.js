import { PreflightError } from './errors.js';
import { asBytes, kindOf } from './kinds.js';

/** @import { Canvases } from './canvases.js' */
/** @import { Chunks } from './input.js' */

/** Red, green, blue, alpha. */
const CHANNELS = 4;

/** Larger than the chunks of files: pixels are taken faster than they are decoded. */
const CHUNK_BYTES = 2 ** 20;

/**
 * Opens an input that holds pixels and not a file.
 *
 * @param {any} value
 * @param {Canvases} [canvases] where there are any
 * @returns {Chunks | undefined} nothing where it is something else
 */
export function openPixels(value, canvases) {
  if (typeof value !== 'object' || value === null) return undefined;
  const isPlain = 'data' in value && 'width' in value && 'height' in value;
  // Only a canvas converts other colours to sRGB.
  const isSrgb = value.colorSpace === undefined || value.colorSpace === 'srgb';
  if (isPlain && isSrgb) return openRows(value);
  const drawn = canvases?.draw(value);
  if (drawn) return drawn;
  if (isPlain) throw refused(`pixels of the colour space ${value.colorSpace} are not read here: sRGB is expected`);
  return undefined;
}

/**
 * `ImageData` and its like.
 *
 * @param {{ data: unknown, width: unknown, height: unknown }} picture
 * @returns {Chunks}
 */
function openRows({ data, width, height }) {
  if (!isSide(width) || !isSide(height)) {
    throw refused(`a picture of ${width} x ${height} pixels: width and height are whole numbers over 0`);
  }
  if (ArrayBuffer.isView(data) && !/^Uint8(Clamped)?Array$/.test(kindOf(data))) {
    throw refused(`pixels in a ${kindOf(data)}: 8 bits a sample are expected`);
  }
  const all = asBytes(data);
  if (!all) throw refused(`pixels in ${kindOf(data)}: a Uint8Array or a Uint8ClampedArray is expected`);
  const expected = width * height * CHANNELS;
  if (all.byteLength !== expected) {
    throw refused(`${all.byteLength} bytes for ${width} x ${height} pixels: ${expected} of RGBA are expected`);
  }
  let offset = 0;
  return {
    totalBytes: expected,
    pixels: { width, height },
    async read() {
      if (offset >= expected) return undefined;
      const start = offset;
      offset = Math.min(expected, start + CHUNK_BYTES);
      return all.subarray(start, offset);
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
