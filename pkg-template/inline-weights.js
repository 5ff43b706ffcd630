// The weights of the face detector inside a script, beside `face-preflight/inline`. A page that looks for no face does
// without them.
import { decodeBase64 } from './lib/base64.js';
import { inlined } from './wasm/inlined-weights.js';

/** The bytes of `face_weights.bin`, to pass as `face`. */
export const weights = /* @__PURE__ */ decodeBase64(inlined);
