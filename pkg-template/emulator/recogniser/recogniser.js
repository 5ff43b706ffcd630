// The module that recognises people, from JavaScript: bytes in, 128 numbers out.

const [DONE, NOBODY] = [0, 1];
const DESCRIPTOR = 128;

/**
 * @typedef {object} Exports of the module; recogniser/src/exports.rs describes them
 * @property {WebAssembly.Memory} memory
 * @property {(bytes: number) => number} room
 * @property {() => number} take_detector
 * @property {() => number} take_landmarks
 * @property {() => number} take_weights
 * @property {() => number} describe
 * @property {() => number} describe_chip
 * @property {() => number} descriptor
 */
/**
 * @typedef {object} RecogniserFiles
 * @property {BufferSource} module `recogniser.wasm`
 * @property {Uint8Array} detector `face_weights.bin`
 * @property {Uint8Array} landmarks `face_landmarks.bin`
 * @property {Uint8Array} weights what convert-weights.js makes
 */
/**
 * @typedef {object} Recogniser
 * @property {(photo: Uint8Array) => Float32Array | undefined} describe the largest face of a JPEG or PNG file; undefined where
 *   nobody is found. Throws for a photo that cannot be read
 * @property {(chip: Uint8Array) => Float32Array} describeChip 150 x 150 pixels of red, green and blue, 0 to 255
 */

/** @param {RecogniserFiles} files @returns {Promise<Recogniser>} */
export async function createRecogniser({ module, detector, landmarks, weights }) {
  const { instance } = await WebAssembly.instantiate(module);
  const exports = /** @type {Exports} */ (/** @type {unknown} */ (instance.exports));
  put(exports, detector);
  expectDone(exports.take_detector());
  put(exports, landmarks);
  expectDone(exports.take_landmarks());
  put(exports, weights);
  expectDone(exports.take_weights());

  return {
    describe(photo) {
      put(exports, photo);
      const outcome = exports.describe();
      if (outcome === NOBODY) {
        return undefined;
      }
      expectDone(outcome);
      return read(exports);
    },
    describeChip(chip) {
      put(exports, chip);
      expectDone(exports.describe_chip());
      return read(exports);
    },
  };
}

/** @param {Exports} exports @param {Uint8Array} bytes */
function put(exports, bytes) {
  const place = exports.room(bytes.length);
  new Uint8Array(exports.memory.buffer, place, bytes.length).set(bytes);
}

/** @param {Exports} exports */
function read(exports) {
  return new Float32Array(exports.memory.buffer, exports.descriptor(), DESCRIPTOR).slice();
}

/** @param {number} outcome */
function expectDone(outcome) {
  if (outcome !== DONE) {
    throw new Error('the recogniser cannot use these bytes');
  }
}
