// A Worker that measures lines of the golden tables with either build. Workers have SIMD, so that the package never
// takes the scalar one here automatically.
import scalarModule from '../../pkg/wasm/face_preflight_scalar.wasm';
import { createPreflight } from '../../pkg/lib/api.js';
import { inPlace } from '../../pkg/lib/engine.js';
import { createInstances } from '../../pkg/lib/instance.js';
import { loadLandmarks, loadWeights } from '../../pkg/lib/load-workerd.js';
import { preflight } from '../../pkg/workerd.js';
import { measure, measureClosely, measureFaces } from '../support/golden.js';

const scalar = createPreflight(inPlace(createInstances(async () => scalarModule, loadWeights, loadLandmarks)));

export default {
  /** @param {Request} request */
  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url);
    const build = searchParams.get('build') === 'scalar' ? scalar : preflight;
    const photo = await request.arrayBuffer();
    if (pathname === '/closely') {
      return new Response(await measureClosely(build, photo));
    }
    const faces = pathname === '/faces';
    return new Response(
      await (faces ? measureFaces(build, photo) : measure(build, photo, searchParams.get('options') ?? '')),
    );
  },
};
