import { inlined } from '../wasm/inlined.js';
import { decodeBase64 } from './base64.js';
import { checkEngine, compileFailed } from './compile.js';
import { PreflightError } from './errors.js';
import { hasSimd } from './simd.js';

/**
 * Inflates and compiles the build that is part of the script. It is the SIMD build only: a second one would double the
 * script for engines from before 2023.
 */
export async function loadModule() {
  checkEngine();
  if (!hasSimd() || typeof DecompressionStream === 'undefined') {
    throw new PreflightError(
      'load_failed',
      "face-preflight/inline needs WebAssembly's SIMD and DecompressionStream; the entry 'face-preflight' needs neither",
    );
  }
  try {
    const stream = new Blob([decodeBase64(inlined)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return await WebAssembly.compile(await new Response(stream).arrayBuffer());
  } catch (cause) {
    throw compileFailed(cause, 'the inlined module');
  }
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
