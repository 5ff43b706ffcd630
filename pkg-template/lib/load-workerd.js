// Workers may not compile at run time: the import is the compiled module. workerd always has SIMD.
import module from '../wasm/face_preflight.wasm';

export async function loadModule() {
  return module;
}
