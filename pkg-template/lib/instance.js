import { createBindings } from '../wasm/face_preflight.js';
import { PreflightError } from './errors.js';

/** @import { Bindings } from '../wasm/face_preflight.js' */

/**
 * One wasm instance, used by one photo at a time.
 *
 * @typedef {{ Session: Bindings['Session'], memory: WebAssembly.Memory }} Instance
 */

/** @typedef {ReturnType<typeof createInstances>} Instances */

/**
 * The size up to which a used instance is kept for the next photo. Wasm memory never shrinks, so that one
 * huge photo would be paid for ever after.
 */
const KEPT_MEMORY_BYTES = 32 * 2 ** 20;

/**
 * Hands out instances. The compiled module is kept, a failed load is not: the next call tries again.
 * Whoever sees an instance fail simply does not give it back.
 *
 * @param {() => Promise<WebAssembly.Module>} loadModule
 */
export function createInstances(loadModule) {
  /** @type {Promise<WebAssembly.Module> | undefined} */
  let loading;
  /** @type {Instance | undefined} */
  let idle;

  async function loadOnce() {
    const mine = (loading ??= loadModule());
    try {
      return await mine;
    } catch (cause) {
      if (loading === mine) loading = undefined;
      throw loadFailed(cause);
    }
  }

  return {
    /** @returns {Promise<Instance>} */
    async acquire() {
      const module = await loadOnce();
      if (idle) {
        const instance = idle;
        idle = undefined;
        return instance;
      }
      const bindings = createBindings();
      try {
        const { memory } = await bindings({ module_or_path: module });
        return { Session: bindings.Session, memory };
      } catch (cause) {
        throw loadFailed(cause);
      }
    },

    /** @param {Instance} instance which no photo uses any more and which never failed */
    release(instance) {
      if (instance.memory.buffer.byteLength <= KEPT_MEMORY_BYTES) idle ??= instance;
    },
  };
}

/** @param {unknown} cause */
function loadFailed(cause) {
  if (cause instanceof PreflightError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new PreflightError('load_failed', `the wasm could not be loaded: ${reason}`, { cause });
}
