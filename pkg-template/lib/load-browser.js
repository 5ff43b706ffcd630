import { checkEngine, compileFailed } from './compile.js';
import { PreflightError } from './errors.js';
import { EXTENTS } from './extents.js';
import { hasSimd } from './simd.js';

/** @import { Extent } from './extents.js' */

/** esbuild and Rollup do not copy files that are referenced with `new URL(…, import.meta.url)` only. */
const NOT_COPIED =
  "; a bundler that does not copy the package's .wasm (esbuild, Rollup) needs the entry 'face-preflight/inline', " +
  'or the file copied to this URL';

/**
 * The module to load for something that needs `extent`. Engines without SIMD are few: they have one that does all.
 *
 * @param {Extent} extent
 */
export function extentOf(extent) {
  return typeof WebAssembly !== 'undefined' && hasSimd() ? extent : EXTENTS.whole;
}

/**
 * Fetches and compiles the module that suits the engine and the need.
 *
 * @param {() => void} onProgress
 * @param {AbortSignal} signal
 * @param {Extent} [extent]
 */
export async function loadModule(onProgress, signal, extent = EXTENTS.whole) {
  checkEngine();
  const url = addressed(() => urlOf(extent));
  const response = await fetchFile(url, signal);
  onProgress();
  return compile(response, onProgress);
}

/**
 * All URLs are written out in the one form that bundlers recognise; only what is needed is fetched.
 *
 * @param {Extent} extent
 */
function urlOf(extent) {
  if (!hasSimd()) {
    return new URL('../wasm/face_preflight_scalar.wasm', import.meta.url);
  }
  switch (extent) {
    case EXTENTS.jpeg:
      return new URL('../wasm/face_preflight_jpeg.wasm', import.meta.url);
    case EXTENTS.face:
      return new URL('../wasm/face_preflight_face.wasm', import.meta.url);
    case EXTENTS.whole:
      return new URL('../wasm/face_preflight.wasm', import.meta.url);
  }
}

/** Fetches the weights of the face detector. @param {() => void} onProgress @param {AbortSignal} signal */
export async function loadWeights(onProgress, signal) {
  return fetchWeights(
    addressed(() => new URL('../wasm/face_weights.bin', import.meta.url)),
    onProgress,
    signal,
  );
}

/** Fetches the weights of the net that looks closely. @param {() => void} onProgress @param {AbortSignal} signal */
export async function loadLandmarks(onProgress, signal) {
  return fetchWeights(
    addressed(() => new URL('../wasm/face_landmarks.bin', import.meta.url)),
    onProgress,
    signal,
  );
}

/** @param {URL} url @param {() => void} onProgress @param {AbortSignal} signal */
async function fetchWeights(url, onProgress, signal) {
  const response = await fetchFile(url, signal);
  onProgress();
  const weights = await bytesOf(response, onProgress);
  if (isPage(weights)) {
    throw page(response);
  }
  return weights;
}

/** @param {Response} response @param {() => void} onProgress */
async function bytesOf({ body }, onProgress) {
  const parts = [];
  const reader = body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    parts.push(part.value);
    onProgress();
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** @param {() => URL} url */
function addressed(url) {
  try {
    return url();
  } catch (cause) {
    // Scripts that are not modules do not know their own URL.
    const reason = "this script does not know its own URL; import 'face-preflight/inline' instead";
    throw new PreflightError('load_failed', reason, { cause });
  }
}

/** @param {URL} url @param {AbortSignal} signal */
async function fetchFile(url, signal) {
  if (typeof fetch === 'undefined') {
    // jsdom inside Jest: the entry for browsers, in a page without a network.
    throw new PreflightError('load_failed', "there is no fetch here; import 'face-preflight/inline' instead");
  }
  const response = await fetch(url, { signal });
  if (!response.ok) {
    const hint = response.status === 404 ? NOT_COPIED : '';
    throw new PreflightError('load_failed', `${url} answers ${response.status}${hint}`, {
      details: { url: String(url), status: response.status },
    });
  }
  return response;
}

/**
 * Streaming compilation needs the right media type, which many servers do not send. It does not tell what has come, so a
 * copy of the body does.
 *
 * @param {Response} response
 * @param {() => void} onProgress
 */
async function compile(response, onProgress) {
  const type = response.headers.get('content-type') ?? '';
  try {
    if (/^application\/wasm\s*(;|$)/i.test(type) && WebAssembly.compileStreaming) {
      bytesOf(response.clone(), onProgress).catch(() => {});
      return await WebAssembly.compileStreaming(response);
    }
    const bytes = await bytesOf(response, onProgress);
    if (isPage(bytes)) {
      throw page(response);
    }
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    if (cause instanceof PreflightError) {
      throw cause;
    }
    throw compileFailed(cause, `${response.url} (${type || 'no type'})`, { url: response.url, type });
  }
}

/**
 * Many servers answer an unknown URL with the site's page. Its media type proves nothing: some servers send text/html for
 * every unknown file.
 *
 * @param {Uint8Array} bytes
 */
function isPage(bytes) {
  return bytes[0] === '<'.charCodeAt(0);
}

/** @param {Response} response */
function page({ url, status }) {
  return new PreflightError('load_failed', `${url} is a page, not the file${NOT_COPIED}`, {
    details: { url, status },
  });
}
