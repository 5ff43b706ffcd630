// The photos that speed and memory are measured with, each with its goals: the real ones beside the
// checkout, else a drawn fixture of the same size, enlarged, with the noise of a sensor.
// Needs libjpeg-turbo's djpeg, cjpeg and jpegtran.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './package.js';
import { encodePng } from './png.js';

const real = join(root, '../shared/photos');
const made = join(root, 'target/photos');

/**
 * @typedef {object} Goals what the decoder was built to reach
 * @property {number} ofSharp CPU time as a multiple of sharp's on one thread
 * @property {number} [ofCanvas] CPU time as a multiple of the browser's canvas
 * @property {number} streamedMiB peak of the wasm memory, fed in pieces
 * @property {number} [wholeMiB] the same, fed at once
 */

/**
 * @typedef {object} Kind
 * @property {string} name
 * @property {Goals} goals
 * @property {string} [file] its name among the real photos
 * @property {() => Uint8Array} make draws it, or makes it of another photo
 */

/** @type {Record<string, Kind>} */
const KINDS = {
  p12: {
    name: '12 MP baseline',
    goals: { ofSharp: 0.8, ofCanvas: 0.5, streamedMiB: 6, wholeMiB: 10 },
    file: 'p12.jpg',
    make: () => photograph(enlarged(fixture('large.jpg')), '2x2'),
  },
  'p12-o6': {
    name: '12 MP baseline, EXIF orientation 6',
    goals: { ofSharp: 0.7, streamedMiB: 6, wholeMiB: 10 },
    file: 'p12-o6.jpg',
    make: () => withOrientation(run('jpegtran', ['-rotate', '270', '-trim'], read('p12')), 6),
  },
  'p12-444': {
    name: '12 MP baseline 4:4:4',
    goals: { ofSharp: 0.9, streamedMiB: 6 },
    file: 'p12-444.jpg',
    make: () => photograph(enlarged(fixture('large.jpg')), '1x1'),
  },
  'p12-prog': {
    name: '12 MP progressive',
    goals: { ofSharp: 0.6, streamedMiB: 16, wholeMiB: 16 },
    file: 'p12-prog.jpg',
    make: () => progressive(read('p12')),
  },
  p48: {
    name: '48 MP baseline',
    goals: { ofSharp: 0.7, streamedMiB: 6, wholeMiB: 16 },
    file: 'p48.jpg',
    make: () => photograph(enlarged(read('p12')), '2x2'),
  },
  'p48-prog': {
    name: '48 MP progressive',
    goals: { ofSharp: 0.5, streamedMiB: 24, wholeMiB: 24 },
    make: () => progressive(read('p48')),
  },
  'p12-png': {
    name: '12 MP PNG',
    goals: { ofSharp: 1.2, streamedMiB: 6 },
    make: () => encodePng(parsePpm(run('djpeg', ['-pnm'], read('p12')))),
  },
};

/** @typedef {{ id: string, name: string, goals: Goals, path: string, isReal: boolean }} Photo */

export const photoIds = Object.keys(KINDS);

/**
 * Finds the photo or makes it, once: it is kept in `target/photos`.
 *
 * @param {string} id
 * @returns {Photo}
 */
export function photo(id) {
  const kind = KINDS[id];
  if (!kind) {
    throw new Error(`no photo ${id}; there are ${photoIds.join(', ')}`);
  }
  const { name, file, make } = kind;
  const isReal = existsSync(real);
  const goals = isReal ? kind.goals : drawn(kind.goals);
  if (isReal && file) {
    return { id, name, goals, path: join(real, file), isReal };
  }
  const path = join(made, `${id}-${isReal ? 'real' : 'drawn'}`);
  if (!existsSync(path)) {
    mkdirSync(made, { recursive: true });
    const partial = `${path}.${process.pid}`;
    writeFileSync(partial, make());
    renameSync(partial, path);
  }
  return { id, name, goals, path, isReal };
}

/**
 * Drawn photos of 12 megapixels were measured at up to 6.9 MiB, where real ones take 5.8. Why is not known.
 *
 * @param {Goals} goals
 */
function drawn(goals) {
  return { ...goals, streamedMiB: Math.max(goals.streamedMiB, 7) };
}

/** @param {string} id */
function read(id) {
  return readFileSync(photo(id).path);
}

/** @param {string} name */
function fixture(name) {
  return readFileSync(join(root, 'tests/fixtures', name));
}

/**
 * @param {string} program
 * @param {string[]} options
 * @param {Uint8Array} input
 */
function run(program, options, input) {
  return execFileSync(program, options, { input, maxBuffer: 2 ** 29 });
}

/** @param {Uint8Array} jpeg */
function progressive(jpeg) {
  return run('jpegtran', ['-copy', 'none', '-progressive'], jpeg);
}

/**
 * Twice as wide and high, as binary PPM: libjpeg decodes to 16/8 as well as to less.
 *
 * @param {Uint8Array} jpeg
 */
function enlarged(jpeg) {
  return run('djpeg', ['-pnm', '-scale', '16/8'], jpeg);
}

/**
 * Adds noise to a PPM and codes it as a camera does.
 *
 * @param {Buffer} ppm
 * @param {string} sampling of luma, as cjpeg takes it
 */
function photograph(ppm, sampling) {
  let noise = 1;
  for (let at = ppm.length - parsePpm(ppm).rgb.length; at < ppm.length; at++) {
    noise = (Math.imul(noise, 1103515245) + 12345) >>> 0;
    ppm[at] = Math.max(0, Math.min(255, (ppm[at] ?? 0) + ((noise >>> 16) % 13) - 6));
  }
  return run('cjpeg', ['-quality', '88', '-sample', sampling], ppm);
}

/** @param {Buffer} ppm binary PPM (P6) of 8 bits */
function parsePpm(ppm) {
  const header = ppm.toString('latin1', 0, 40).match(/^P6\s(\d+)\s(\d+)\s255\s/);
  if (!header) {
    throw new Error('djpeg wrote no PPM');
  }
  return { width: Number(header[1]), height: Number(header[2]), rgb: ppm.subarray(header[0].length) };
}

/**
 * @param {Uint8Array} jpeg
 * @param {number} orientation as EXIF numbers them
 */
function withOrientation(jpeg, orientation) {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const segment = Buffer.from([0xff, 0xe1, 0, tiff.length + 8, ...Buffer.from('Exif\0\0'), ...tiff]);
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}
