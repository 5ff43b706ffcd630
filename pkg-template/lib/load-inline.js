import { inlined } from '../wasm/inlined.js';
import { decodeBase64 } from './base64.js';
import { checkEngine, compileFailed } from './compile.js';
import { PreflightError } from './errors.js';
import { inflate } from './inflate.js';
import { hasSimd } from './simd.js';

/**
 * Inflates and compiles the build that is part of the script. It is the SIMD build only: a second one would double the
 * script for engines from before 2023.
 */
export async function loadModule() {
  checkEngine();
  if (!hasSimd()) {
    const reason = "face-preflight/inline needs WebAssembly's SIMD; the entry 'face-preflight' does not";
    throw new PreflightError('load_failed', reason);
  }
  try {
    const deflated = decodeBase64(inlined);
    const hasStream = typeof DecompressionStream !== 'undefined';
    return await WebAssembly.compile(hasStream ? await inflateByPlatform(deflated) : inflate(deflated));
  } catch (cause) {
    throw compileFailed(cause, 'the inlined module');
  }
}

/**
 * Several times faster. Reads and writes the stream itself: not everything that has it has `Blob.stream` too.
 *
 * @param {Uint8Array<ArrayBuffer>} deflated
 */
async function inflateByPlatform(deflated) {
  const { readable, writable } = new DecompressionStream('deflate-raw');
  const writer = writable.getWriter();
  // A failure is read below too.
  Promise.all([writer.write(deflated), writer.close()]).catch(() => {});
  return new Response(readable).arrayBuffer();
}

/**
 * The weights are not part of this script, because most pages do not need them.
 *
 * @returns {Promise<never>}
 */
export async function loadWeights() {
  const advice =
    "with this entry, import { weights } from 'face-preflight/inline-weights' and pass { face: weights }";
  throw new PreflightError('load_failed', advice);
}
