// Inputs that need a browser: anything it can draw, and files of formats that only it decodes, as pixels.
import { createContext, expectHonestCanvas, fitted, readRows, releaseContext, scaled } from './canvas.js';
import { PreflightError } from './errors.js';
import { kindOf } from './kinds.js';
import { limitExceeded } from './limits.js';

/** @import { Context } from './canvas.js' */
/** @import { Chunks } from './input.js' */
/** @import { limitsOf } from './limits.js' */
/** @import { BrowserFormat, Pixels, Size } from './types.js' */

/** @typedef {typeof import('./browser-drawing.js')} BrowserDrawing */

/** How much is read at a time. */
const BAND_BYTES = 2 ** 20;

/**
 * Longer side of the copy that is inspected: a face at the right distance is at least 128 pixels wide in it, which its
 * sharpness check needs.
 */
const FRAME_SIDE_PX = 640;

/** `HTMLMediaElement.HAVE_CURRENT_DATA`. */
const HAVE_CURRENT_DATA = 2;

/**
 * Where each kind of picture keeps its size.
 *
 * @type {Record<string, (value: any) => Size>}
 */
const SIZES = {
  ImageBitmap: ownSize,
  ImageData: ownSize,
  HTMLCanvasElement: ownSize,
  OffscreenCanvas: ownSize,
  VideoFrame: ({ displayWidth, displayHeight }) => ({ width: displayWidth, height: displayHeight }),
  HTMLVideoElement: ({ videoWidth, videoHeight, readyState }) =>
    readyState < HAVE_CURRENT_DATA ? { width: 0, height: 0 } : { width: videoWidth, height: videoHeight },
};

/** @param {Size} value */
function ownSize({ width, height }) {
  return { width, height };
}

/**
 * The wasm's names for formats that a browser may decode, and their media subtypes (IANA).
 *
 * @type {Record<string, BrowserFormat>}
 */
const FORMATS = {
  HEIC: 'heic',
  HEIF: 'heif',
  AVIF: 'avif',
  WebP: 'webp',
  GIF: 'gif',
  BMP: 'bmp',
  TIFF: 'tiff',
  'JPEG XL': 'jxl',
  'JPEG 2000': 'jp2',
};

/**
 * Captures what the picture shows at this moment.
 *
 * @param {any} value
 * @returns {Chunks | undefined} nothing where `value` cannot be drawn
 */
export function draw(value) {
  const size = sizeOf(value);
  if (!size) {
    return undefined;
  }
  expectHonestCanvas();
  const context = createContext(fitted(size));
  paint(context, value, size);
  return { ...openCanvas(context), source: size };
}

/**
 * The canvas for frames, kept because frames come several times a second.
 *
 * @type {Context | undefined}
 */
let small;

/**
 * Captures a small copy of what the picture shows at this moment.
 *
 * @param {any} value
 * @returns {{ frame: Pixels, size: Size } | undefined} nothing where `value` cannot be drawn
 */
export function drawSmall(value) {
  const size = sizeOf(value);
  if (!size) {
    return undefined;
  }
  if (!small) {
    expectHonestCanvas();
  }
  const { width, height } = scaled(size, FRAME_SIDE_PX / Math.max(size.width, size.height));
  small ??= createContext({ width, height });
  try {
    const { canvas } = small;
    // Setting a size clears the canvas, even if it stays the same.
    if (canvas.width !== width || canvas.height !== height) {
      Object.assign(canvas, { width, height });
    }
    paint(small, value, size);
    return { frame: { data: readRows(small, 0, height).data, width, height }, size };
  } catch (error) {
    // A canvas on which another site's picture was drawn can never be read again.
    releaseContext(small);
    small = undefined;
    throw error;
  }
}

/**
 * @param {any} value
 * @returns {Size | undefined}
 */
function sizeOf(value) {
  const size = SIZES[kindOf(value)]?.(value);
  if (!size || (size.width > 0 && size.height > 0)) {
    return size;
  }
  throw new PreflightError('invalid_input', `the ${kindOf(value)} shows no picture yet, or is closed`);
}

/**
 * Fills the canvas with a picture.
 *
 * @param {Context} context
 * @param {any} picture
 * @param {Size} size the picture's
 */
function paint(context, picture, size) {
  if (kindOf(picture) !== 'ImageData') {
    paintScaled(context, picture);
  } else if (isAsLarge(context, size)) {
    context.putImageData(picture, 0, 0);
  } else {
    // ImageData can only be put unscaled; from a canvas it can be drawn scaled.
    const whole = createContext(fitted(size));
    try {
      if (!isAsLarge(whole, size)) {
        throw tooLarge(whole, size);
      }
      whole.putImageData(picture, 0, 0);
      paintScaled(context, whole.canvas);
    } finally {
      releaseContext(whole);
    }
  }
}

/**
 * @param {Context} context
 * @param {Size} size
 */
function isAsLarge({ canvas }, { width, height }) {
  return canvas.width === width && canvas.height === height;
}

/**
 * @param {Context} context
 * @param {Size} size
 */
function tooLarge({ canvas }, { width, height }) {
  return limitExceeded('a canvas', width * height, canvas.width * canvas.height);
}

/**
 * @param {Context} context
 * @param {any} picture
 */
function paintScaled(context, picture) {
  const { width, height } = context.canvas;
  // Transparency becomes white, as it does in the wasm.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  try {
    context.drawImage(picture, 0, 0, width, height);
  } catch (cause) {
    throw new PreflightError('invalid_input', `the ${kindOf(picture)} cannot be drawn`, { cause });
  }
  try {
    context.getImageData(0, 0, 1, 1);
  } catch (cause) {
    // The canvas passed the honesty test, so what was drawn is the cause.
    const message = `the ${kindOf(picture)} shows content of another site, whose pixels may not be read`;
    throw new PreflightError('invalid_input', message, { cause });
  }
}

/**
 * Reads a canvas from top to bottom.
 *
 * @param {Context} context
 * @returns {Chunks}
 */
function openCanvas(context) {
  const { width, height } = context.canvas;
  const bandRows = Math.max(1, Math.floor(BAND_BYTES / (4 * width)));
  let top = 0;
  return {
    totalBytes: 4 * width * height,
    pixels: { width, height },
    async read() {
      if (top >= height) {
        return undefined;
      }
      const rows = Math.min(bandRows, height - top);
      const { data } = readRows(context, top, rows);
      top += rows;
      return new Uint8Array(data.buffer);
    },
    close: () => releaseContext(context),
  };
}

/**
 * Whether the browser may be able to decode it.
 *
 * @param {string} found the format that the wasm recognised
 */
export function mayRead(found) {
  return found in FORMATS && typeof createImageBitmap === 'function';
}

/**
 * Lets the browser decode a file, upright.
 *
 * @param {Blob} file
 * @param {string} found a format that it {@link mayRead}
 * @param {ReturnType<typeof limitsOf>} limits
 * @returns {Promise<Chunks | undefined>} nothing where the browser cannot read it either
 */
export async function decode(file, found, limits) {
  const format = FORMATS[found];
  if (!format) {
    return undefined;
  }
  if (file.size > limits.sourceBytes) {
    throw limitExceeded('limits.sourceBytes', file.size, limits.sourceBytes);
  }
  let bitmap;
  try {
    const typed = file.slice(0, file.size, `image/${format}`);
    bitmap = await createImageBitmap(typed, { imageOrientation: 'from-image' });
  } catch {
    return undefined;
  }
  try {
    const { width, height } = bitmap;
    const pixels = width * height;
    if (pixels > limits.sourcePixels) {
      throw limitExceeded('limits.sourcePixels', pixels, limits.sourcePixels);
    }
    bitmap = await shrunk(bitmap);
    const chunks = draw(bitmap);
    return chunks && { ...chunks, source: { format, coding: 'browser', width, height, bytes: file.size } };
  } finally {
    bitmap.close();
  }
}

/**
 * Scales a picture down to the largest canvas. Better than drawing it scaled, which not every browser does well.
 *
 * @param {ImageBitmap} bitmap
 */
async function shrunk(bitmap) {
  const { width, height } = fitted(bitmap);
  if (width === bitmap.width && height === bitmap.height) {
    return bitmap;
  }
  try {
    const smaller = await createImageBitmap(bitmap, {
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: 'high',
    });
    bitmap.close();
    return smaller;
  } catch {
    // An old browser, or too little memory for both: drawing scales it then.
    return bitmap;
  }
}
