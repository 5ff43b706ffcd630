// The signing backend: one fetch handler from web standards, for Node, Workers, Deno and Bun.

import { readBackendOptions } from './backend-options.js';
import { notConfigured } from './http/respond.js';
import { route } from './http/router.js';
import { checkReceipts } from './identity/receipt.js';
import { InFlight } from './in-flight.js';
import { checkOptions } from './verification/pictures.js';

/** @typedef {import('./backend-options.js').Backend} Backend */
/** @typedef {import('./backend-options.js').BackendOptions} BackendOptions */
/**
 * @typedef {object} BackendHandler
 * @property {(request: Request, env?: any, context?: any) => Promise<Response>} fetch answers a request; its routes are
 *   `POST /api/verify`, `GET /api/config`, `/healthz`, `/metrics` and, with an admin policy, `DELETE /api/records/me`
 * @property {() => Promise<void>} ready resolves once all options are known to hold, also those that preflight judges
 * @property {() => Promise<void>} drain before a process ends: from now on `/healthz` answers 503 and a new verification
 *   is asked to come again. Resolves once every request has been answered
 * @property {() => number} running how many requests are being answered
 */

/**
 * @param {BackendOptions | ((env: any) => BackendOptions)} options a function gets what the platform hands to `fetch`,
 *   such as the bindings of a Worker, at the first request
 * @returns {BackendHandler} throws where options cannot work; with a function every request is answered
 *   `not_configured` instead, and the log says why
 *
 * @example
 * ```js
 * const backend = createBackend({
 *   credentials: { accessKeyId: 'key', accessKeySecret: 'secret' },
 *   policies: { signup: { mode: 'search', groups: ['customers'], register: 'customers' } },
 *   authenticate: tokenAuthenticator({ secret: 'at least 32 bytes of random text' }),
 * });
 * const answer = await backend.fetch(new Request('https://shop.example/api/config'));
 * console.log(answer.status);
 * ```
 */
export function createBackend(options) {
  /** @type {Backend | undefined} */
  let backend = typeof options === 'function' ? undefined : readBackendOptions(options);
  let checked = false;
  const inFlight = new InFlight();

  /** @param {any} env */
  async function started(env) {
    backend ??= readBackendOptions(typeof options === 'function' ? options(env ?? {}) : options);
    // In workerd one request must not wait for what another one does: each checks until one has.
    if (!checked) {
      await checkOptions(backend.policies, backend.preflight);
      if (backend.receipts) {
        await checkReceipts(backend.receipts);
      }
      checked = true;
    }
    return backend;
  }

  /** @param {Request} request @param {any} env */
  async function answer(request, env) {
    const { draining } = inFlight;
    let ready;
    try {
      ready = await started(env);
    } catch (error) {
      return notConfigured(error, backend?.log);
    }
    const address = ready.clientAddress(request, env) || null;
    return route({ request, backend: ready, address, draining });
  }

  return {
    fetch(request, env, context) {
      const answering = inFlight.count(answer(request, env));
      // On Workers nothing runs on once the client has left: the key would stay taken, and no line be logged.
      context?.waitUntil?.(answering.catch(() => {}));
      return answering;
    },
    ready: async () => void (await started(undefined)),
    drain: () => inFlight.drain(),
    running: () => inFlight.running,
  };
}
