import { createBindings } from '../wasm/face_preflight.js';
import { PreflightError } from './errors.js';
import { EXTENTS } from './extents.js';
import { lazy } from './lazy.js';
import { textCoders } from './text-coders.js';

/** @import { Bindings, FaceDetector } from '../wasm/face_preflight.js' */
/** @import { Extent } from './extents.js' */

/**
 * One wasm instance, used by one photo at a time.
 *
 * @typedef {object} Instance
 * @property {Bindings['Session']} Session
 * @property {Bindings['FaceDetector']} FaceDetector
 * @property {WebAssembly.Memory} memory
 * @property {Extent} extent what it can do
 * @property {KeptDetector} [lastDetector] the face detector that was used last
 * @property {KeptDetector} [lastCloser] the one that looks closely
 */

/** @typedef {{ weights: Uint8Array, landmarks: Uint8Array | undefined, detector: FaceDetector }} KeptDetector */

/** @typedef {ReturnType<typeof createInstances>} Instances */
/** @typedef {ReturnType<typeof lazy<WebAssembly.Module>>} Loaded */

/**
 * The size up to which a used instance is kept for the next photo. Wasm memory never shrinks, so one huge photo would
 * hold its memory forever.
 */
const KEPT_MEMORY_BYTES = 32 * 2 ** 20;

/**
 * Hands out instances. An instance that failed is not given back.
 *
 * Where there are modules of several extents, a call loads the smallest that does what it needs, unless a fuller one is there
 * already. Once a fuller one is there, the smaller and its instance are dropped.
 *
 * @param {(onProgress: () => void, signal: AbortSignal, extent: Extent) => Promise<WebAssembly.Module>} loadModule
 * @param {(onProgress: () => void, signal: AbortSignal) => Promise<Uint8Array>} [loadWeights] where the package brings weights of its own
 * @param {(onProgress: () => void, signal: AbortSignal) => Promise<Uint8Array>} [loadLandmarks] likewise those of the net that looks closely
 * @param {(need: Extent) => Extent} [extentOf] the extent of the module to load for a need; without it one module does all
 */
export function createInstances(
  loadModule,
  loadWeights = noWeights,
  loadLandmarks = noWeights,
  extentOf = () => EXTENTS.whole,
) {
  const modules = Object.values(EXTENTS).map((extent) =>
    lazy(
      (onProgress, signal) => loadModule(onProgress, signal, extent),
      (cause) => loadFailed('the wasm', cause),
    ),
  );
  /** The fullest module that is there, and that was asked for. @type {Extent | -1} */
  let present = -1;
  /** @type {Extent | -1} */
  let asked = -1;
  const weights = lazy(loadWeights, (cause) => loadFailed('the weights of the face detector', cause));
  const landmarks = lazy(loadLandmarks, (cause) => loadFailed('the weights of the net that looks closely', cause));
  /** @type {Instance | undefined} */
  let idle;

  /**
   * @param {Extent} [need]
   * @param {() => void} [onProgress]
   */
  async function load(need = EXTENTS.jpeg, onProgress) {
    const least = extentOf(need);
    // What is there already waits for no fuller module; what is on its way is shared.
    const extent = /** @type {Extent} */ (present >= least ? present : Math.max(least, asked));
    asked = /** @type {Extent} */ (Math.max(extent, asked));
    try {
      const compiled = await /** @type {Loaded} */ (modules[extent]).get(onProgress);
      if (extent > present) {
        modules.slice(0, extent).forEach((smaller) => smaller.forget());
        present = extent;
        idle = undefined;
      }
      return { compiled, extent };
    } catch (error) {
      // The next call asks for what it needs itself.
      asked = present;
      throw error;
    }
  }

  return {
    load,

    /** The weights that the package brings. */
    weights,

    /** Those of the net that looks closely. */
    landmarks,

    /** @param {Extent} [need] @returns {Promise<Instance>} */
    async acquire(need) {
      const { compiled, extent } = await load(need);
      if (idle) {
        const instance = idle;
        idle = undefined;
        return instance;
      }
      const bindings = createBindings(textCoders());
      try {
        const { memory } = await bindings({ module_or_path: compiled });
        return { Session: bindings.Session, FaceDetector: bindings.FaceDetector, memory, extent };
      } catch (cause) {
        throw loadFailed('the wasm', cause);
      }
    },

    /** @param {Instance} instance no longer in use, and never failed */
    release(instance) {
      if (instance.extent >= present && instance.memory.buffer.byteLength <= KEPT_MEMORY_BYTES) {
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
