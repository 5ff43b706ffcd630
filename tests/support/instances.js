// Instances of the wasm, and the memories of those that were used.

/** @import { Instances } from '../../pkg/lib/instance.js' */

/** @param {Instances} instances */
export function withMemories(instances) {
  /** @type {Set<WebAssembly.Memory>} */
  const memories = new Set();
  const acquire = async () => {
    const instance = await instances.acquire();
    memories.add(instance.memory);
    return instance;
  };
  return { instances: { ...instances, acquire }, memories };
}
