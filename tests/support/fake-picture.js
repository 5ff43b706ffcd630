// A picture format of the tests alone: its header says what a decoder would find. It stands for JPEG where a test is
// about the call and not about pictures. Its markers are JPEG's: one segment that a decoder needs, one scan, the end.

/** @import { Vision } from '../../pkg/emulator/pictures/take-picture.js' */

const SIDE = 16;
/** Before the luma: SOI, DQT, its length, orientation, width, height. */
const HEADER_BYTES = 11;
const SCAN = [0xff, 0xda, 0, 2];
const END = [0xff, 0xd9];

/**
 * @param {{ person?: number, width?: number, height?: number, orientation?: number, noise?: number, padding?: number }} [picture]
 * `person` picks the face, `orientation` is EXIF's, `noise` another encoding of it, `padding` adds bytes
 */
export function fakePicture({ person = 1, width = 720, height = 960, orientation = 1, noise = 0, padding = 0 } = {}) {
  const length = HEADER_BYTES - 4 + SIDE * SIDE;
  const bytes = new Uint8Array(4 + length + SCAN.length + padding + END.length);
  bytes.set([0xff, 0xd8, 0xff, 0xdb, length >> 8, length & 255, orientation]);
  bytes.set([width >> 8, width & 255, height >> 8, height & 255], 7);
  bytes.set(SCAN, 4 + length);
  bytes.set(END, bytes.length - END.length);
  let state = (person * 2654435761) >>> 0;
  for (let index = 0; index < SIDE * SIDE; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const luma = person === 0 ? 128 : state >>> 24;
    bytes[HEADER_BYTES + index] = Math.min(255, luma + ((index * 7) % 3) * noise);
  }
  return bytes;
}

/** @param {Uint8Array} bytes */
export function base64(bytes) {
  return Buffer.from(bytes).toString('base64');
}

/** @param {Uint8Array} bytes */
function header(bytes) {
  if (bytes.length < HEADER_BYTES || bytes[0] !== 0xff || bytes[1] !== 0xd8) {
    throw Object.assign(new Error('the file is neither JPEG nor PNG'), {
      code: 'unsupported_format',
      actor: 'photo',
    });
  }
  return {
    format: 'jpeg',
    orientation: bytes[6] ?? 1,
    width: (bytes[7] ?? 0) * 256 + (bytes[8] ?? 0),
    height: (bytes[9] ?? 0) * 256 + (bytes[10] ?? 0),
  };
}

/** The emulator's vision for such pictures. @type {Vision & { fingerprint: (bytes: Uint8Array) => Promise<Uint8Array> }} */
export const fakeVision = {
  engine: 'fingerprint',
  look: async (bytes) => header(bytes),
  fingerprint: async (bytes) => {
    if (bytes.length < HEADER_BYTES + SIDE * SIDE) {
      throw Object.assign(new Error('the file ends too early'), { code: 'truncated', actor: 'photo' });
    }
    return bytes.subarray(HEADER_BYTES, HEADER_BYTES + SIDE * SIDE);
  },
};

const CODED = {
  ...{ coding: 'baseline', components: 3, bitDepth: 8, colour: 'YCbCr' },
  ...{ subsampling: null, quality: null, profile: null },
};

/**
 * Stands for the package's `preflight`: judges portrait and resolution, and keeps the bytes.
 * @param {Uint8Array | ReadableStream<Uint8Array>} input
 */
export async function fakePreflight(input) {
  const bytes = input instanceof Uint8Array ? input : new Uint8Array(await new Response(input).arrayBuffer());
  const { format, width, height, orientation } = header(bytes);
  const check = (/** @type {string} */ id, /** @type {boolean} */ good, /** @type {number} */ value) => ({
    id,
    status: good ? 'pass' : 'fail',
    value,
    limit: 1,
    unit: '',
    key: good ? null : `${id}.failed`,
    advice: `about ${id}`,
    apiCode: 'UnqualifiedPhoto',
  });
  const checks = [
    check('portrait', height > width, height / width),
    check('resolution', Math.min(width, height) >= 480 && Math.max(width, height) >= 640, width),
  ];
  const ok = checks.every((one) => one.status === 'pass');
  const scale = Math.min(1, 720 / width);
  const output = ok
    ? { width: Math.round(width * scale), height: Math.round(height * scale), bytes: bytes.length }
    : null;
  const jpeg = ok && scale < 1 ? fakeScaled(bytes, scale) : bytes;
  return {
    ok,
    jpeg: ok ? jpeg : null,
    width: output?.width ?? 0,
    height: output?.height ?? 0,
    base64: () => base64(jpeg),
    report: { source: { ...CODED, format, width, height, orientation, bytes: bytes.length }, output, checks },
  };
}

/** @param {Uint8Array} bytes @param {number} scale */
function fakeScaled(bytes, scale) {
  const scaled = Uint8Array.from(bytes);
  const { width, height } = header(bytes);
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  scaled.set([w >> 8, w & 255, h >> 8, h & 255], 7);
  return scaled;
}
