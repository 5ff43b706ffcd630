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

/** Only a Worker that is in doubt about a face, or looks closely, loads them. */
export async function loadLandmarks() {
  const { default: weights } = await import('../wasm/face_landmarks.bin');
  return new Uint8Array(weights);
}
