// Squoosh's codecs (MozJPEG and Rust's png) as wasm.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import decodeJpeg, { init as initJpegDecoder } from '@jsquash/jpeg/decode.js';
import encodeJpeg, { init as initJpegEncoder } from '@jsquash/jpeg/encode.js';
import decodePng, { init as initPngDecoder } from '@jsquash/png/decode.js';
import resize, { initResize } from '@jsquash/resize';
import { QUALITY, isPng, scaled } from '../job.js';

/** @import { Contestant } from '../child.js' */

globalThis.ImageData ??= class {
  /** @param {Uint8ClampedArray} data @param {number} width @param {number} height */
  constructor(data, width, height) {
    Object.assign(this, { data, width, height });
  }
};

const { resolve } = createRequire(import.meta.url);
/** @param {string} path */
const compile = (path) => new WebAssembly.Module(readFileSync(resolve(`@jsquash/${path}`)));
await initJpegDecoder(compile('jpeg/codec/dec/mozjpeg_dec.wasm'));
await initJpegEncoder(compile('jpeg/codec/enc/mozjpeg_enc.wasm'));
await initPngDecoder(compile('png/codec/pkg/squoosh_png_bg.wasm'));
await initResize(compile('resize/lib/resize/pkg/squoosh_resize_bg.wasm'));

/** @type {Contestant} */
export default async function run(photo) {
  const bytes = photo.buffer.slice(photo.byteOffset, photo.byteOffset + photo.byteLength);
  const picture = isPng(photo) ? await decodePng(bytes) : await decodeJpeg(bytes, { preserveOrientation: true });
  const size = scaled(picture.width, picture.height);
  const small = await resize(picture, { ...size, method: 'lanczos3', premultiply: false, linearRGB: false });
  return { jpeg: new Uint8Array(await encodeJpeg(small, { quality: QUALITY })), ...size };
}
