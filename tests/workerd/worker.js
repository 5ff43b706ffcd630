// A Worker that runs whatever photo is posted to it.
import { PreflightError, inspect, preflight, probe, version } from '../../pkg/workerd.js';

/** @import { Photo } from '../../pkg/lib/types.js' */

/** @type {Record<string, (request: Request) => Promise<unknown>>} */
const routes = {
  '/version': async () => version,
  // These two stop reading early: a request cut off while it is still being sent may fail on its sender's side.
  '/probe': async (request) => probe(await whole(request)),
  '/request': async (request) => describe(await preflight(request)),
  '/body': async (request) => describe(await preflight(/** @type {ReadableStream<Uint8Array>} */ (request.body))),
  '/aborted': async (request) => preflight(await whole(request), {}, { signal: AbortSignal.abort() }),
  '/pixels': async (request) => describe(await preflight(await pixels(request))),
  '/face': async (request) => describe(await preflight(await pixels(request), {}, { face: true })),
  '/inspect': async (request) => inspect(await pixels(request)),
  '/twice': async (request) => {
    const photo = await request.arrayBuffer();
    const both = await Promise.all([preflight(photo), preflight(photo)]);
    return both.map((result) => result.base64());
  },
};

/** @param {Request} request */
async function whole(request) {
  return new Response(await request.arrayBuffer());
}

/** RGBA, 480 pixels wide. @param {Request} request */
async function pixels(request) {
  const data = new Uint8Array(await request.arrayBuffer());
  return { data, width: 480, height: data.length / 4 / 480 };
}

/** @param {Photo} photo */
function describe(photo) {
  return { ok: photo.ok, base64: photo.base64(), size: photo.blob().size, report: photo.report };
}

export default {
  /** @param {Request} request */
  async fetch(request) {
    try {
      return Response.json((await routes[new URL(request.url).pathname]?.(request)) ?? null);
    } catch (error) {
      return Response.json(error instanceof PreflightError ? error.toJSON() : String(error), { status: 500 });
    }
  },
};
