import { createBindings } from '../wasm/face_preflight.js';
import { PreflightError } from './errors.js';
import { once } from './once.js';

/** @import { Bindings, FaceDetector } from '../wasm/face_preflight.js' */

/**
 * One wasm instance, used by one photo at a time.
 *
 * @typedef {object} Instance
 * @property {Bindings['Session']} Session
 * @property {Bindings['FaceDetector']} FaceDetector
 * @property {WebAssembly.Memory} memory
 * @property {{ weights: Uint8Array, detector: FaceDetector }} [finder] the face detector that was asked for last
 */

/** @typedef {ReturnType<typeof createInstances>} Instances */

/**
 * The size up to which a used instance is kept for the next photo. Wasm memory never shrinks, so that one
 * huge photo would be paid for ever after.
 */
const KEPT_MEMORY_BYTES = 32 * 2 ** 20;

/**
 * Hands out instances. Whoever sees an instance fail simply does not give it back.
 *
 * @param {() => Promise<WebAssembly.Module>} loadModule
 * @param {() => Promise<Uint8Array>} [loadWeights] where faces can be looked for without weights of the caller's own
 */
export function createInstances(loadModule, loadWeights = noWeights) {
  const module = once(loadModule, (cause) => loadFailed('the wasm', cause));
  const weights = once(loadWeights, (cause) => loadFailed('the weights of the face detector', cause));
  /** @type {Instance | undefined} */
  let idle;

  return {
    /** The weights that the package brings. */
    weights,

    /** @returns {Promise<Instance>} */
    async acquire() {
      const compiled = await module.get();
      if (idle) {
        const instance = idle;
        idle = undefined;
        return instance;
      }
      const bindings = createBindings();
      try {
        const { memory } = await bindings({ module_or_path: compiled });
        return { Session: bindings.Session, FaceDetector: bindings.FaceDetector, memory };
      } catch (cause) {
        throw loadFailed('the wasm', cause);
      }
    },

    /** @param {Instance} instance which no photo uses any more and which never failed */
    release(instance) {
      if (instance.memory.buffer.byteLength <= KEPT_MEMORY_BYTES) {
        idle ??= instance;
      }
    },
  };
}

/** @returns {Promise<never>} */
async function noWeights() {
  throw new Error('this entry brings none: hand them over as `face`');
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
