import { PreflightError } from './errors.js';
import { hasSimd } from './simd.js';

/**
 * Fetches and compiles the build that suits the engine.
 *
 * Both addresses are written out whole in the one form that bundlers recognise; only one is fetched.
 */
export async function loadModule() {
  if (typeof WebAssembly === 'undefined') {
    throw new PreflightError('load_failed', 'WebAssembly is switched off in this browser (Lockdown Mode does so)');
  }
  const url = hasSimd()
    ? new URL('../wasm/face_preflight.wasm', import.meta.url)
    : new URL('../wasm/face_preflight_scalar.wasm', import.meta.url);
  return compile(await fetchFile(url));
}

/** Fetches the weights of the face detector. */
export async function loadWeights() {
  const response = await fetchFile(new URL('../wasm/face_weights.bin', import.meta.url));
  return new Uint8Array(await response.arrayBuffer());
}

/** @param {URL} url */
async function fetchFile(url) {
  const response = await fetch(url);
  if (!response.ok) {
    // esbuild and Rollup leave such files behind.
    const missing = response.status === 404;
    const hint = missing ? "; a bundler that does not copy the package's files needs it copied there" : '';
    throw new PreflightError('load_failed', `${url} answers ${response.status}${hint}`, {
      details: { url: String(url), status: response.status },
    });
  }
  return response;
}

/**
 * Compiling while the bytes come in works only under the right MIME type, which many servers do not send.
 *
 * @param {Response} response
 */
async function compile(response) {
  const type = response.headers.get('content-type') ?? '';
  try {
    if (/^application\/wasm\s*(;|$)/i.test(type) && WebAssembly.compileStreaming) {
      return await WebAssembly.compileStreaming(response);
    }
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const hint = /Content Security Policy|unsafe-eval|CSP/i.test(reason)
      ? "; the page's policy needs script-src 'wasm-unsafe-eval'"
      : '';
    throw new PreflightError('load_failed', `${response.url} (${type || 'no type'}): ${reason}${hint}`, {
      cause,
      details: { url: response.url, type },
    });
  }
}
