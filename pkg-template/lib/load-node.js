import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasSimd } from './simd.js';

/**
 * Reads and compiles the build that suits the engine.
 *
 * The path is joined from the directory: server bundlers turn `new URL('….wasm', import.meta.url)` into the URL of an
 * asset, which is not a path in the file system.
 */
export async function loadModule() {
  const file = hasSimd()
    ? join(here(), '..', 'wasm', 'face_preflight.wasm')
    : join(here(), '..', 'wasm', 'face_preflight_scalar.wasm');
  return WebAssembly.compile(await readFile(file));
}

/** Reads the weights of the face detector. */
export async function loadWeights() {
  return readFile(join(here(), '..', 'wasm', 'face_weights.bin'));
}

/** Reads the weights of the net that looks closely. */
export async function loadLandmarks() {
  return readFile(join(here(), '..', 'wasm', 'face_landmarks.bin'));
}

function here() {
  return import.meta.dirname ?? dirname(fileURLToPath(import.meta.url));
}
