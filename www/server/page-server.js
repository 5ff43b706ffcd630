// Page and API on one Node port.

import { createBackend } from '../../pkg/server.js';
import { serve } from '../../pkg/server-node.js';
import { PAGE } from './page-folder.js';
import { pictureThreads } from './picture-threads.js';
import { staticFiles } from './static.js';

/** @import { BackendOptions } from '../../pkg/server.js' */

/**
 * @param {BackendOptions} options
 * @param {object} how
 * @param {number} how.port
 * @param {string} [how.host]
 * @param {number} [how.headersMs]
 * @param {Record<string, unknown>} [how.pageConfig] what the page reads of /api/config besides the backend's
 * @param {(request: Request) => Promise<Response | undefined>} [how.route] answers before the backend
 */
export async function startPage(options, { port, host = '127.0.0.1', headersMs, pageConfig, route }) {
  const threads = options.preflight ? undefined : pictureThreads();
  const files = staticFiles(PAGE);
  /** @type {(backend: ReturnType<typeof createBackend>) => void} */
  let started = () => {};
  const starting = new Promise((done) => {
    started = done;
  });
  const server = await serve(
    async (request, client) => {
      const file = (await files(request)) ?? (await route?.(request));
      const backend = await starting;
      return file ?? withPageConfig(request, await backend.fetch(request, client), pageConfig);
    },
    { port, host, ...(headersMs && { headersMs }) },
  );
  const close = async (/** @type {number} */ graceMs = 0) => {
    await server.close(graceMs);
    threads?.close();
  };
  try {
    const backend = createBackend({
      origins: ownOrigins(host, server.port),
      ...(threads && { preflight: threads.preflight, fingerprint: threads.fingerprint }),
      ...options,
    });
    await backend.ready();
    started(backend);
    return { ...server, backend, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @param {Request} request @param {Response} answer @param {Record<string, unknown>} [pageConfig] */
async function withPageConfig(request, answer, pageConfig) {
  if (!pageConfig || !answer.ok || request.method !== 'GET' || new URL(request.url).pathname !== '/api/config') {
    return answer;
  }
  return Response.json({ ...(await answer.json()), ...pageConfig }, { headers: answer.headers });
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
