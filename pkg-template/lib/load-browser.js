import { checkEngine, compileFailed } from './compile.js';
import { PreflightError } from './errors.js';
import { hasSimd } from './simd.js';

/** esbuild and Rollup leave files behind that are named by an address only. */
const LEFT_BEHIND =
  "; a bundler that does not copy the package's .wasm (esbuild, Rollup) needs the entry 'face-preflight/inline', " +
  'or the file copied to this address';

/**
 * Fetches and compiles the build that suits the engine.
 *
 * All addresses are written out whole in the one form that bundlers recognise; only one build is fetched.
 */
export async function loadModule() {
  checkEngine();
  const url = addressed(() =>
    hasSimd()
      ? new URL('../wasm/face_preflight.wasm', import.meta.url)
      : new URL('../wasm/face_preflight_scalar.wasm', import.meta.url),
  );
  return compile(await fetchFile(url));
}

/** Fetches the weights of the face detector. */
export async function loadWeights() {
  const response = await fetchFile(addressed(() => new URL('../wasm/face_weights.bin', import.meta.url)));
  const weights = new Uint8Array(await response.arrayBuffer());
  if (isPage(weights)) {
    throw page(response);
  }
  return weights;
}

/** @param {() => URL} url */
function addressed(url) {
  try {
    return url();
  } catch (cause) {
    // Scripts that are no modules have no address of their own.
    const reason = "this script does not know its own address; import 'face-preflight/inline' instead";
    throw new PreflightError('load_failed', reason, { cause });
  }
}

/** @param {URL} url */
async function fetchFile(url) {
  const response = await fetch(url);
  if (!response.ok) {
    const hint = response.status === 404 ? LEFT_BEHIND : '';
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
    const bytes = new Uint8Array(await response.arrayBuffer());
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
 * Many servers answer an unknown address with the page. Its type tells nothing: some call every unknown file so.
 *
 * @param {Uint8Array} bytes
 */
function isPage(bytes) {
  return bytes[0] === '<'.charCodeAt(0);
}

/** @param {Response} response */
function page({ url, status }) {
  return new PreflightError('load_failed', `${url} is a page, not the file${LEFT_BEHIND}`, {
    details: { url, status },
  });
}
