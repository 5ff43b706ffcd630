// The signing backend: one fetch handler from web standards, for Node, Workers, Deno and Bun.

import { readBackendOptions } from './backend-options.js';
import { notConfigured } from './http/respond.js';
import { route } from './http/router.js';
import { checkReceipts } from './identity/receipt.js';
import { checkOptions } from './verification/pictures.js';

/** @typedef {import('./backend-options.js').Backend} Backend */
/** @typedef {import('./backend-options.js').BackendOptions} BackendOptions */
/**
 * @typedef {object} BackendHandler
 * @property {(request: Request, env?: any, context?: any) => Promise<Response>} fetch answers a request; its routes are
 *   `POST /api/verify`, `GET /api/config`, `/healthz` and `/metrics`
 * @property {() => Promise<void>} ready resolves once all options are known to hold, also those that preflight judges
 */

/**
 * @param {BackendOptions | ((env: any) => BackendOptions)} options a function gets what the platform hands to `fetch`,
 *   such as the bindings of a Worker, at the first request
 * @returns {BackendHandler} throws where options cannot work; with a function every request is answered
 *   `not_configured` instead, and the log says why
 */
export function createBackend(options) {
  /** @type {Backend | undefined} */
  let backend = typeof options === 'function' ? undefined : readBackendOptions(options);
  let checked = false;

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
    let ready;
    try {
      ready = await started(env);
    } catch (error) {
      return notConfigured(error, backend?.log);
    }
    return route(request, ready, ready.clientAddress(request, env) || null);
  }

  return {
    fetch(request, env, context) {
      const answering = answer(request, env);
      // On Workers nothing runs on once the client has left: the key would stay taken, and no line be logged.
      context?.waitUntil?.(answering.catch(() => {}));
      return answering;
    },
    ready: async () => void (await started(undefined)),
  };
}
