// From the weights of `@vladmandic/face-api`, a TensorFlow.js manifest with one file of numbers, most of 8 bits, to those that the
// module reads (recogniser/src/weights.rs): 32-bit numbers, with what normalises a convolution multiplied in.

const HEADER = [0x46, 0x50, 0x52, 0x57, 1, 0, 0, 0];
const DESCRIPTOR = 128;

/**
 * @typedef {object} Entry a tensor of the manifest
 * @property {string} name
 * @property {number[]} shape
 * @property {{ scale: number, min: number }} [quantization] of bytes; none for 32-bit numbers
 */

/** The convolutions, in the order of the net. */
const CONVOLUTIONS = [
  'conv32_down',
  ...[
    'conv32_1',
    'conv32_2',
    'conv32_3',
    'conv64_down',
    'conv64_1',
    'conv64_2',
    'conv64_3',
    'conv128_down',
    'conv128_1',
    'conv128_2',
    'conv256_down',
    'conv256_1',
    'conv256_2',
    'conv256_down_out',
  ].flatMap((block) => [`${block}/conv1`, `${block}/conv2`]),
];

/**
 * @param {Uint8Array} numbers `face_recognition_model.bin`
 * @param {{ weights: Entry[] }[]} manifest `face_recognition_model-weights_manifest.json`
 * @returns {Uint8Array}
 */
export function convertWeights(numbers, manifest) {
  const tensors = readTensors(numbers, manifest);
  const tensor = (/** @type {string} */ name) => {
    const found = tensors.get(name);
    if (!found) {
      throw new Error(`the weights lack ${name}`);
    }
    return found;
  };
  /** @type {Float32Array[][]} */
  const layers = CONVOLUTIONS.map((name) => {
    const factors = tensor(`${name}/scale/weights`);
    const offsets = tensor(`${name}/scale/biases`);
    const biases = tensor(`${name}/conv/bias`).map(
      (bias, output) => bias * at(factors, output) + at(offsets, output),
    );
    // TensorFlow stores a kernel with its outputs innermost, as the module wants them.
    const rows = tensor(`${name}/conv/filters`).map((weight, index) => weight * at(factors, index % factors.length));
    return [biases, rows];
  });
  layers.push([new Float32Array(DESCRIPTOR), tensor('fc')]);
  return written(layers.flat());
}

/** @param {Float32Array} numbers @param {number} index */
function at(numbers, index) {
  return /** @type {number} */ (numbers[index]);
}

/** @param {Uint8Array} numbers @param {{ weights: Entry[] }[]} manifest */
function readTensors(numbers, manifest) {
  /** @type {Map<string, Float32Array>} */
  const tensors = new Map();
  let start = 0;
  for (const { name, shape, quantization } of manifest.flatMap(({ weights }) => weights)) {
    const count = shape.reduce((product, side) => product * side, 1);
    const end = start + (quantization ? count : count * 4);
    if (end > numbers.length) {
      throw new Error(`the weights end before ${name}`);
    }
    // A copy, which begins where 32-bit numbers may.
    const bytes = new Uint8Array(numbers.subarray(start, end));
    tensors.set(name, quantization ? dequantized(bytes, quantization) : new Float32Array(bytes.buffer));
    start = end;
  }
  return tensors;
}

/** @param {Uint8Array} bytes @param {{ scale: number, min: number }} quantization */
function dequantized(bytes, { scale, min }) {
  return new Float32Array(bytes).map((byte) => byte * scale + min);
}

/** @param {Float32Array[]} parts */
function written(parts) {
  const count = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(HEADER.length + count * 4);
  bytes.set(HEADER);
  // Both files are little-endian, as is every machine that Node runs on but s390x.
  const numbers = new Float32Array(bytes.buffer, HEADER.length);
  let place = 0;
  for (const part of parts) {
    numbers.set(part, place);
    place += part.length;
  }
  return bytes;
}
