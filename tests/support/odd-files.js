// Files that break their standard and that viewers show all the same, made of the fixtures.
import { fixture } from './fixtures.js';

const DHT = 0xc4;
const DQT = 0xdb;
const ADOBE = 0xee;
const START = Uint8Array.of(0xff, 0xd8);

/**
 * A file, the plain one whose picture it must give, which of the two Chromium shows so (it follows orientations of the
 * usual type alone), and the status of `intact`.
 *
 * @typedef {{ name: string, file: Bytes, like: Bytes, shown: Bytes, intact: string }} OddFile
 * @typedef {Uint8Array<ArrayBuffer>} Bytes
 */

/** @param {...ArrayLike<number>} parts */
function joined(...parts) {
  return Uint8Array.from(parts.flatMap((part) => Array.from(part)));
}

/** @param {string} text one character for each byte */
function bytes(text) {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/**
 * The segments up to the first scan's, and the rest.
 *
 * @param {Uint8Array} jpeg
 */
function split(jpeg) {
  const segments = [];
  let at = START.length;
  while (jpeg[at + 1] !== 0xda) {
    const end = at + 2 + (jpeg[at + 2] ?? 0) * 256 + (jpeg[at + 3] ?? 0);
    segments.push(jpeg.slice(at, end));
    at = end;
  }
  return { segments, rest: jpeg.slice(at) };
}

/**
 * The JPEG with each segment as `change` gives it; `undefined` leaves it out.
 *
 * @param {Uint8Array} jpeg
 * @param {(segment: Uint8Array) => Uint8Array | undefined} change
 */
function changed(jpeg, change) {
  const { segments, rest } = split(jpeg);
  return joined(START, ...segments.flatMap((segment) => change(segment) ?? []), rest);
}

/**
 * The JPEG without the segments of a marker, of which `keep` keeps some.
 *
 * @param {Uint8Array} jpeg
 * @param {number} marker
 * @param {(segment: Uint8Array) => boolean} [keep]
 */
function without(jpeg, marker, keep = () => false) {
  return changed(jpeg, (segment) => (segment[1] === marker && !keep(segment) ? undefined : segment));
}

/**
 * The JPEG with more bytes after its start.
 *
 * @param {Uint8Array} jpeg
 * @param {ArrayLike<number>} more
 */
function withSegment(jpeg, more) {
  return joined(START, more, jpeg.subarray(START.length));
}

/**
 * An application segment with EXIF of orientation 6.
 *
 * @param {number} kind type of the entry
 * @param {number} count
 * @param {number[]} value four bytes
 * @param {{ littleEndian?: boolean, fill?: number }} [more]
 */
function exif(kind, count, value, { littleEndian = false, fill = 0 } = {}) {
  const number = (/** @type {number[]} */ ...bigEndian) => (littleEndian ? bigEndian.reverse() : bigEndian);
  const tiff = [
    ...bytes(littleEndian ? 'II' : 'MM'),
    ...number(0, 42),
    ...number(0, 0, 0, 8),
    ...number(0, 1),
    ...number(0x01, 0x12),
    ...number(0, kind),
    ...number(0, 0, 0, count),
    ...value,
    ...number(0, 0, 0, 0),
  ];
  const payload = [...bytes('Exif\0'), fill, ...tiff];
  return [0xff, 0xe1, 0, payload.length + 2, ...payload];
}

/** JPEGs and a PNG. @returns {OddFile[]} */
export function oddFiles() {
  const plain = fixture('baseline-420.jpg');
  const cmyk = fixture('cmyk.jpg');
  const lying = fixture('landscape.jpg');
  const png = fixture('rgb.png');
  const turned = withSegment(lying, exif(3, 1, [0, 6, 0, 0]));
  // Two of its steps; then the picture is another one, but nearly.
  const zeroSteps = changed(plain, (segment) =>
    segment[1] === DQT ? segment.map((byte, at) => (at >= segment.length - 2 ? 0 : byte)) : segment,
  );
  const ducky = [0xff, 0xec, 0, 17, ...bytes('Ducky\0\x01\0\x04\0\0\0<\0\0')];
  /** @type {[string, Bytes, Bytes, string][]} */
  const rows = [
    ['CMYK without APP14', without(cmyk, ADOBE), cmyk, 'pass'],
    ['CMYK with another segment', withSegment(without(cmyk, ADOBE), ducky), cmyk, 'pass'],
    ['no Huffman tables', without(plain, DHT), plain, 'pass'],
    ['Huffman tables of luma alone', without(plain, DHT, (segment) => (segment[4] ?? 0) % 16 === 0), plain, 'pass'],
    [
      'orientation, LONG, little-endian',
      withSegment(lying, exif(4, 1, [6, 0, 0, 0], { littleEndian: true })),
      turned,
      'pass',
    ],
    ['orientation, LONG', withSegment(lying, exif(4, 1, [0, 0, 0, 6])), turned, 'pass'],
    ['orientation, BYTE', withSegment(lying, exif(1, 1, [6, 0, 0, 0])), turned, 'pass'],
    ['orientation, SSHORT', withSegment(lying, exif(8, 1, [0, 6, 0, 0])), turned, 'pass'],
    ['orientation, two of them', withSegment(lying, exif(3, 2, [0, 6, 0, 1])), turned, 'pass'],
    ['another fill byte', withSegment(lying, exif(3, 1, [0, 6, 0, 0], { fill: 0xff })), turned, 'pass'],
    ['quantisation steps of 0', zeroSteps, zeroSteps, 'pass'],
    ['application segment of length 0', withSegment(plain, [0xff, 0xe5, 0, 0]), plain, 'warn'],
    ['comment of length 0', withSegment(plain, [0xff, 0xfe, 0, 0]), plain, 'warn'],
    ['PNG without its end', png.slice(0, -12), png, 'note'],
  ];
  return rows.map(([name, file, like, intact]) => ({
    name,
    file,
    like,
    shown: name.startsWith('orientation') ? like : file,
    intact,
  }));
}

/** Text instead of a photo, and what its message says. */
export function textFiles() {
  const plain = fixture('baseline-420.jpg');
  const utf8 = (/** @type {string} */ text) => new TextEncoder().encode(text);
  const base64 = Buffer.from(plain).toString('base64');
  /** @type {[string, Uint8Array<ArrayBuffer>][]} */
  const files = [
    ['Base64 text', utf8(base64)],
    ['a data: URL', utf8(`data:image/jpeg;base64,${base64}`)],
    ['the path of a file', utf8('/home/me/selfie.jpg')],
    ['which lost most of it', utf8(new TextDecoder().decode(plain))],
    ['Latin-1', utf8(Buffer.from(plain).toString('latin1'))],
  ];
  return files;
}
