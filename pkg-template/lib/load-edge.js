// `?module` is how edge runtimes import compiled WebAssembly. They all have SIMD.
import module from '../wasm/face_preflight.wasm?module';

export async function loadModule() {
  return module;
}

/** As a script, because `.bin` cannot be imported there. A function that looks for no face does not load it. */
export async function loadWeights() {
  const { weights } = await import('../inline-weights.js');
  return weights;
}

/** An asset of the function, which its own `fetch` reads. */
export async function loadLandmarks() {
  const response = await fetch(new URL('../wasm/face_landmarks.bin', import.meta.url));
  return new Uint8Array(await response.arrayBuffer());
}
