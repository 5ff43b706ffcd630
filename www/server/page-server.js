// Page and API on one Node port.

import { createApp } from '../../pkg/server/app.js';
import { memoryStore } from '../../pkg/server/stores/memory-store.js';
import { serve } from '../../pkg/server/node/node-adapter.js';
import { packageFolder } from './package-files.js';
import { pictureThreads } from './picture-threads.js';
import { checkOptions } from '../../pkg/server/verification/pictures.js';
import { staticFiles } from './static.js';

/** @import { Config } from '../../pkg/server/backend-config.js' */
/** @import { Preflight } from '../../pkg/server/verification/pictures.js' */

/**
 * @param {Config} config
 * @param {{ port: number, host?: string, headersMs?: number, log?: (line: Record<string, unknown>) => void, preflight?: Preflight }} options
 */
export async function startPage(config, { port, host = '127.0.0.1', headersMs, log, preflight }) {
  const threads = pictureThreads();
  const look = preflight ?? threads.preflight;
  await checkOptions(config.policies, look);
  const app = createApp({
    config,
    preflight: look,
    store: memoryStore(),
    ...(log && { log }),
  });
  const files = staticFiles([
    { prefix: '/face-preflight/', folder: await packageFolder() },
    { prefix: '/', folder: new URL('../public/', import.meta.url) },
  ]);
  const server = await serve(async (request, client) => (await files(request)) ?? app.fetch(request, client), {
    port,
    host,
    ...(headersMs && { headersMs }),
  });
  if (config.origins === 'same') {
    config.origins = ownOrigins(host, server.port);
  }
  return {
    ...server,
    async close() {
      await server.close();
      threads.close();
    },
  };
}

/**
 * The names under which this server is reached. A page of any other name that resolves to this machine is another
 * origin, so that DNS rebinding gains nothing.
 * @param {string} host
 * @param {number} port
 */
function ownOrigins(host, port) {
  const names = ['127.0.0.1', '::1', 'localhost'].includes(host) ? ['127.0.0.1', '[::1]', 'localhost'] : [host];
  return names.map((name) => `http://${name}:${port}`);
}
