// A Worker that tells the peak of its wasm memory: each isolate has one instance, whose memory never shrinks.
import { wasmBytes } from '../support/wasm-memory.js';
import { preflight } from '../../pkg/workerd.js';

export default {
  /** @param {Request} request */
  async fetch(request) {
    try {
      if (new URL(request.url).pathname === '/grow') {
        return Response.json(new WebAssembly.Memory({ initial: 1 }).grow(512));
      }
      const { ok, width } = await preflight(request);
      return Response.json({ ok, width, mebibytes: wasmBytes() / 2 ** 20 });
    } catch (error) {
      return new Response(String(error), { status: 500 });
    }
  },
};
