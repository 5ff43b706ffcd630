// Workers may not compile at run time: the import is the compiled module. workerd always has SIMD.
import module from '../wasm/face_preflight.wasm';

export async function loadModule() {
  return module;
}

/** A Worker that looks for no face does not load them. */
export async function loadWeights() {
  const { default: weights } = await import('../wasm/face_weights.bin');
  return new Uint8Array(weights);
}
