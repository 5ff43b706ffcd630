// Knows every wasm memory of this JavaScript context; has to be imported before whatever makes one. Wasm memory never
// shrinks, so that its size after a job is the job's peak.

/** @type {Set<WebAssembly.Memory>} */
const memories = new Set();

/** @param {WebAssembly.Instance} instance */
function note(instance) {
  for (const value of Object.values(instance.exports)) {
    if (value instanceof WebAssembly.Memory) {
      memories.add(value);
    }
  }
  return instance;
}

const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (/** @type {any} */ source, /** @type {any} */ imports) => {
  const result = /** @type {any} */ (await instantiate(source, imports));
  note(result.instance ?? result);
  return result;
};
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct: (target, parameters) => note(Reflect.construct(target, parameters)),
});

export function wasmBytes() {
  return [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
}
