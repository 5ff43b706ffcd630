import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PreflightError } from './errors.js';
import { hasSimd } from './simd.js';

/** Bundlers for servers take the scripts along, and not the files that the scripts read. */
const NOT_BUNDLED =
  "; a bundle for Node does not bring this file along: import 'face-preflight/inline' instead, " +
  'or leave the package out of the bundle (`--external:face-preflight`, `externals`)';

/** Reads and compiles the build that suits the engine. */
export async function loadModule() {
  return WebAssembly.compile(await read(hasSimd() ? 'face_preflight.wasm' : 'face_preflight_scalar.wasm'));
}

/** Reads the weights of the face detector. */
export async function loadWeights() {
  return read('face_weights.bin');
}

/** Reads the weights of the net that looks closely. */
export async function loadLandmarks() {
  return read('face_landmarks.bin');
}

/**
 * The path is joined from the directory: server bundlers turn `new URL('….wasm', import.meta.url)` into the URL of an
 * asset, which is not a path in the file system.
 *
 * @param {string} name of a file of the package
 */
async function read(name) {
  const file = join(here(), '..', 'wasm', name);
  try {
    return await readFile(file);
  } catch (cause) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (cause);
    const hint = code === 'ENOENT' ? NOT_BUNDLED : '';
    throw new PreflightError('load_failed', `${message}${hint}`, { cause, details: { file } });
  }
}

function here() {
  if (import.meta.dirname) {
    return import.meta.dirname;
  }
  if (!import.meta.url) {
    // CommonJS, which only a bundle of this module can be.
    throw new PreflightError('load_failed', `this script does not know its own folder${NOT_BUNDLED}`);
  }
  return dirname(fileURLToPath(import.meta.url));
}
