// Draws photos and writes PNG, so that no test depends on a file.
import { crc32, deflateSync } from 'node:zlib';
import { drawPixels } from './pixels.js';

/**
 * @param {string} type
 * @param {Uint8Array} data
 */
function chunk(type, data) {
  const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from(type), data, Buffer.alloc(4)]);
  bytes.writeUInt32BE(data.length, 0);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), bytes.length - 4);
  return bytes;
}

/**
 * An RGB picture (W3C PNG); every row has the Paeth filter, which encoders choose for most rows of a photo.
 *
 * @param {{ width: number, height: number, rgb: Uint8Array }} picture
 */
export function encodePng({ width, height, rgb }) {
  const rowBytes = 3 * width;
  const rows = Buffer.alloc(height * (1 + rowBytes));
  for (let y = 0, to = 0; y < height; y++) {
    rows[to++] = 4;
    for (let from = y * rowBytes, x = 0; x < rowBytes; x++, from++) {
      const left = x < 3 ? 0 : (rgb[from - 3] ?? 0);
      const above = y === 0 ? 0 : (rgb[from - rowBytes] ?? 0);
      const corner = x < 3 || y === 0 ? 0 : (rgb[from - rowBytes - 3] ?? 0);
      rows[to++] = (rgb[from] ?? 0) - paeth(left, above, corner);
    }
  }
  return pngOfRows({ width, height, colour: 2 }, rows, 6);
}

/**
 * @param {number} left
 * @param {number} above
 * @param {number} corner
 */
function paeth(left, above, corner) {
  const [toLeft, toAbove] = [Math.abs(above - corner), Math.abs(left - corner)];
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) {
    return left;
  }
  return toAbove <= toCorner ? above : corner;
}

/**
 * @param {Uint8Array} header
 * @param {Uint8Array} data compressed
 */
function file(header, data) {
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))];
  return new Uint8Array(Buffer.concat([magic, ...parts]));
}

/**
 * Rows of 8-bit samples as they are stored, each after the number of its filter.
 *
 * @param {{ width: number, height: number, colour: 2 | 6 }} size colour type 2 is RGB, 6 RGBA
 * @param {Uint8Array} rows
 * @param {number} [level] of the compression
 */
export function pngOfRows({ width, height, colour }, rows, level = 1) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, colour, 0, 0, 0], 8);
  return file(header, deflateSync(rows, { level }));
}

/**
 * An RGB picture without filters: quicker to write, larger than {@link encodePng} makes it.
 *
 * @param {{ width: number, height: number, rgb: Uint8Array }} picture
 */
export function encodeUnfilteredPng({ width, height, rgb }) {
  const rowBytes = 3 * width;
  const rows = Buffer.alloc(height * (1 + rowBytes));
  for (let y = 0; y < height; y++) {
    rows.set(rgb.subarray(y * rowBytes, (y + 1) * rowBytes), y * (1 + rowBytes) + 1);
  }
  return pngOfRows({ width, height, colour: 2 }, rows);
}

/**
 * {@link drawPixels} as an RGB picture (W3C PNG).
 *
 * @param {number} width
 * @param {number} height
 */
export function drawPng(width, height) {
  const rgb = new Uint8Array(3 * width * height);
  const { data } = drawPixels(width, height);
  for (let at = 0; at < width * height; at++) {
    rgb.set(data.subarray(4 * at, 4 * at + 3), 3 * at);
  }
  return encodeUnfilteredPng({ width, height, rgb });
}
