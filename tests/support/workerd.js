// The real runtime of Cloudflare Workers, through miniflare.
import { Miniflare } from 'miniflare';
import { join } from 'node:path';
import { root } from './package.js';

/** @param {string} script path of the Worker, from the project's root */
export function startWorker(script) {
  return new Miniflare({
    modules: true,
    modulesRoot: root,
    scriptPath: join(root, script),
    modulesRules: [
      { type: 'ESModule', include: ['**/*.js'] },
      { type: 'CompiledWasm', include: ['**/*.wasm'] },
      // Wrangler's default.
      { type: 'Data', include: ['**/*.bin'] },
    ],
    compatibilityDate: '2026-01-01',
    host: '127.0.0.1',
    port: 0,
  });
}
