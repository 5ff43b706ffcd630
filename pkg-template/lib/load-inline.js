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
  const inflate = hasSimd() ? inflater() : undefined;
  if (!inflate) {
    throw new PreflightError(
      'load_failed',
      "face-preflight/inline needs WebAssembly's SIMD and DecompressionStream; the entry 'face-preflight' needs neither",
    );
  }
  try {
    return await WebAssembly.compile(await inflate(decodeBase64(inlined)));
  } catch (cause) {
    throw compileFailed(cause, 'the inlined module');
  }
}

/** @returns {((deflated: Uint8Array<ArrayBuffer>) => BufferSource | Promise<BufferSource>) | undefined} RFC 1951 */
function inflater() {
  // First, because jsdom hides Node's streams. Not an import: bundlers would look for the module.
  const zlib = globalThis.process?.getBuiltinModule?.('node:zlib');
  if (zlib) {
    return (deflated) => zlib.inflateRawSync(deflated);
  }
  if (typeof DecompressionStream === 'undefined') {
    return undefined;
  }
  return async (deflated) => {
    const stream = new Blob([deflated]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return new Response(stream).arrayBuffer();
  };
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
