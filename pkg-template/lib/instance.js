import { createBindings } from '../wasm/face_preflight.js';
import { PreflightError } from './errors.js';
import { lazy } from './lazy.js';
import { textCoders } from './text-coders.js';

/** @import { Bindings, FaceDetector } from '../wasm/face_preflight.js' */

/**
 * One wasm instance, used by one photo at a time.
 *
 * @typedef {object} Instance
 * @property {Bindings['Session']} Session
 * @property {Bindings['FaceDetector']} FaceDetector
 * @property {WebAssembly.Memory} memory
 * @property {KeptDetector} [lastDetector] the face detector that was used last
 * @property {KeptDetector} [lastCloser] the one that looks closely
 */

/** @typedef {{ weights: Uint8Array, landmarks: Uint8Array | undefined, detector: FaceDetector }} KeptDetector */

/** @typedef {ReturnType<typeof createInstances>} Instances */

/**
 * The size up to which a used instance is kept for the next photo. Wasm memory never shrinks, so one huge photo would
 * hold its memory forever.
 */
const KEPT_MEMORY_BYTES = 32 * 2 ** 20;

/**
 * Hands out instances. An instance that failed is not given back.
 *
 * @param {(onProgress: () => void, signal: AbortSignal) => Promise<WebAssembly.Module>} loadModule
 * @param {(onProgress: () => void, signal: AbortSignal) => Promise<Uint8Array>} [loadWeights] where the package brings weights of its own
 * @param {(onProgress: () => void, signal: AbortSignal) => Promise<Uint8Array>} [loadLandmarks] likewise those of the net that looks closely
 */
export function createInstances(loadModule, loadWeights = noWeights, loadLandmarks = noWeights) {
  const module = lazy(loadModule, (cause) => loadFailed('the wasm', cause));
  const weights = lazy(loadWeights, (cause) => loadFailed('the weights of the face detector', cause));
  const landmarks = lazy(loadLandmarks, (cause) => loadFailed('the weights of the net that looks closely', cause));
  /** @type {Instance | undefined} */
  let idle;

  return {
    /** The compiled wasm. */
    module,

    /** The weights that the package brings. */
    weights,

    /** Those of the net that looks closely. */
    landmarks,

    /** @returns {Promise<Instance>} */
    async acquire() {
      const compiled = await module.get();
      if (idle) {
        const instance = idle;
        idle = undefined;
        return instance;
      }
      const bindings = createBindings(textCoders());
      try {
        const { memory } = await bindings({ module_or_path: compiled });
        return { Session: bindings.Session, FaceDetector: bindings.FaceDetector, memory };
      } catch (cause) {
        throw loadFailed('the wasm', cause);
      }
    },

    /** @param {Instance} instance no longer in use, and never failed */
    release(instance) {
      if (instance.memory.buffer.byteLength <= KEPT_MEMORY_BYTES) {
        idle ??= instance;
      }
    },
  };
}

/** @returns {Promise<never>} */
async function noWeights() {
  throw new Error('this entry brings none: pass them as `face`');
}

/**
 * @param {string} what
 * @param {unknown} cause
 */
function loadFailed(what, cause) {
  if (cause instanceof PreflightError) {
    return cause;
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new PreflightError('load_failed', `${what} could not be loaded: ${reason}`, { cause });
}
