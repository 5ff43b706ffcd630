// Takes out of a picture what is not needed to show it: EXIF with the place where it was taken, comments, thumbnails,
// whatever follows the end. Nothing is decoded, so the picture stays the same to the bit.

/** JPEG, ITU-T T.81 Annex B. */
const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COM = 0xfe;
const APP0 = 0xe0;
const APP14 = 0xee;
const APP15 = 0xef;
const TEM = 0x01;
const RST0 = 0xd0;
const RST7 = 0xd7;

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** The chunks that make the picture. */
const PNG_CHUNKS = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'];

/**
 * @param {Uint8Array} picture a JPEG or PNG that a decoder has read
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function stripMetadata(picture) {
  const isPng = PNG_SIGNATURE.every((byte, index) => picture[index] === byte);
  return joined(picture, isPng ? keptOfPng(picture) : keptOfJpeg(picture));
}

/** @typedef {[start: number, end: number]} Range */

/** @param {Uint8Array} bytes @returns {Range[]} */
function keptOfJpeg(bytes) {
  /** @type {Range[]} */
  const kept = [];
  let at = 0;
  while (at < bytes.length) {
    at = markerAt(bytes, at);
    const marker = bytes[at + 1] ?? EOI;
    if (marker === SOI || marker === TEM) {
      kept.push([at, at + 2]);
      at += 2;
    } else if (marker === EOI) {
      kept.push([at, at + 2]);
      break;
    } else {
      const end = Math.min(bytes.length, at + 2 + lengthAt(bytes, at + 2));
      // The entropy-coded data after a scan's header belongs to it.
      const next = marker === SOS ? markerAt(bytes, end) : end;
      if (!isMetadata(bytes, marker, at)) {
        kept.push([at, next]);
      }
      at = next;
    }
  }
  return kept;
}

/**
 * APPn and COM, but for the segment by which Adobe says how the colours are coded: without it they would change.
 * @param {Uint8Array} bytes
 * @param {number} marker
 * @param {number} at
 */
function isMetadata(bytes, marker, at) {
  if (marker === APP14 && lengthAt(bytes, at + 2) === 14) {
    return String.fromCharCode(...bytes.subarray(at + 4, at + 9)) !== 'Adobe';
  }
  return marker === COM || (marker >= APP0 && marker <= APP15);
}

/**
 * The place of the next marker that ends a scan: stuffed zeros and restart markers belong to the scan's data.
 * @param {Uint8Array} bytes
 * @param {number} from
 */
function markerAt(bytes, from) {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && !(next >= RST0 && next <= RST7)) {
      return at;
    }
  }
  return bytes.length;
}

/** @param {Uint8Array} bytes @returns {Range[]} */
function keptOfPng(bytes) {
  /** @type {Range[]} */
  const kept = [[0, PNG_SIGNATURE.length]];
  let at = PNG_SIGNATURE.length;
  while (at + 12 <= bytes.length) {
    const length = lengthAt(bytes, at) * 65_536 + lengthAt(bytes, at + 2);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = Math.min(bytes.length, at + 12 + length);
    if (PNG_CHUNKS.includes(name)) {
      kept.push([at, end]);
    }
    if (name === 'IEND') {
      break;
    }
    at = end;
  }
  return kept;
}

/** Two bytes, the high one first. @param {Uint8Array} bytes @param {number} at */
function lengthAt(bytes, at) {
  return (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
}

/** @param {Uint8Array} bytes @param {Range[]} ranges */
function joined(bytes, ranges) {
  const whole = new Uint8Array(ranges.reduce((sum, [start, end]) => sum + Math.min(end, bytes.length) - start, 0));
  let offset = 0;
  for (const [start, end] of ranges) {
    const part = bytes.subarray(start, end);
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
