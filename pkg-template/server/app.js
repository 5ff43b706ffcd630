// The backend: one fetch handler from web standards. node.js and worker.js give it its surroundings.

import { ClientRates } from './http/client-rates.js';
import { corsHeaders, preflightAnswer } from './http/cors.js';
import { publicConfig } from './http/public-config.js';
import { Metrics } from './http/metrics.js';
import { Refusal } from './http/refusal.js';
import { sameText } from './same-text.js';
import { asHtml, prefersHtml } from './http/html.js';
import { credentialsProvider } from './upstream/credentials.js';
import { verify } from './verification/verify.js';

/** @import { Config } from './backend-config.js' */
/** @import { Store } from './stores/memory-store.js' */
/** @import { CredentialsProvider } from './upstream/credentials.js' */
/** @import { Preflight } from './verification/pictures.js' */

/**
 * @typedef {object} Surroundings
 * @property {Config} config
 * @property {Preflight} preflight
 * @property {Store} store
 * @property {typeof fetch} [fetch]
 * @property {() => number} [now] milliseconds since 1970
 * @property {() => number} [random] 0 to 1
 * @property {(ms: number) => Promise<void>} [sleep]
 * @property {(line: Record<string, unknown>) => void} [log] takes one line per request; never pictures, ids of users or secrets
 */
/** @typedef {Required<Surroundings> & { metrics: Metrics, clock: { offsetMs: number }, clientRates: ClientRates, credentials: CredentialsProvider }} Service */

/** @type {Record<string, string[]>} */
const ROUTES = {
  '/api/verify': ['POST'],
  '/api/config': ['GET'],
  '/healthz': ['GET', 'HEAD'],
  '/metrics': ['GET'],
};

/** @param {Surroundings} surroundings */
export function createApp(surroundings) {
  /** @type {Service} */
  const service = {
    fetch: (input, init) => fetch(input, init),
    now: Date.now,
    random: Math.random,
    sleep: (ms) =>
      new Promise((done) => {
        setTimeout(done, ms);
      }),
    log: (line) => console.log(JSON.stringify(line)),
    ...surroundings,
    metrics: new Metrics(),
    clock: { offsetMs: 0 },
    clientRates: new ClientRates(),
    credentials: credentialsProvider(surroundings.config.credentials, surroundings.now ?? Date.now),
  };

  /**
   * @param {Request} request
   * @param {URL} url
   * @param {string} address
   * @param {Record<string, string>} cors
   */
  async function route(request, url, address, cors) {
    const methods = Object.hasOwn(ROUTES, url.pathname) ? ROUTES[url.pathname] : undefined;
    if (!methods) {
      throw new Refusal('not_found');
    }
    if (request.method === 'OPTIONS') {
      return preflightAnswer(cors, methods.join(', '));
    }
    if (!methods.includes(request.method)) {
      throw new Refusal('method_not_allowed', { headers: { allow: methods.join(', ') } });
    }
    switch (url.pathname) {
      case '/api/config':
        return json(200, publicConfig(service.config));
      case '/healthz':
        return json(200, { ok: true });
      case '/metrics':
        if (!mayReadMetrics(request, service.config.metricsToken)) {
          throw new Refusal('not_found');
        }
        return new Response(service.metrics.text(), { headers: { 'content-type': 'text/plain; version=0.0.4' } });
      default: {
        const { status, body } = await verify(request, url, address, service);
        return inForm(request, status, body);
      }
    }
  }

  /**
   * @param {Request} request
   * @param {{ address: string }} client
   * @returns {Promise<Response>}
   */
  async function handle(request, client) {
    const url = new URL(request.url);
    /** @type {Record<string, string>} */
    let cors = {};
    try {
      cors = corsHeaders(request, url, service.config.origins);
      const address = clientAddress(request, client.address, service.config.clientHeader);
      return withHeaders(await route(request, url, address, cors), cors);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal('internal');
      if (refusal !== error) {
        service.log({
          level: 'error',
          event: 'failed',
          path: url.pathname.slice(0, 100),
          error: String(error).slice(0, 300),
        });
      }
      return withHeaders(inForm(request, refusal.status, refusal.toJSON()), { ...cors, ...refusal.more.headers });
    }
  }

  return { fetch: handle };
}

/**
 * The answer to everything while the configuration is incomplete: which part of it is for the log alone.
 * @param {unknown} error
 * @param {(line: Record<string, unknown>) => void} [log]
 */
export function notConfigured(error, log = (line) => console.log(JSON.stringify(line))) {
  const { message } = /** @type {Error} */ (error);
  log({ level: 'error', event: 'not_configured', error: message });
  const refusal = new Refusal('not_configured');
  return withHeaders(json(refusal.status, refusal.toJSON()), {});
}

/** @param {Request} request @param {string | undefined} token */
function mayReadMetrics(request, token) {
  return token !== undefined && sameText(request.headers.get('authorization') ?? '', `Bearer ${token}`);
}

/**
 * The client's address, as the trusted proxy nearest to this server wrote it.
 * @param {Request} request
 * @param {string} address
 * @param {string | undefined} header
 */
function clientAddress(request, address, header) {
  const named = header === undefined ? undefined : request.headers.get(header)?.split(',').at(-1)?.trim();
  return named || address;
}

/**
 * The answer as data or as a page, with its pause in the header that HTTP has for it.
 * @param {Request} request
 * @param {number} status
 * @param {Record<string, unknown>} body
 */
function inForm(request, status, body) {
  const response = prefersHtml(request) ? asHtml(status, body) : json(status, body);
  if (typeof body.retryAfterMs === 'number') {
    response.headers.set('retry-after', String(Math.ceil(body.retryAfterMs / 1000)));
  }
  return response;
}

/** @param {number} status @param {unknown} body */
function json(status, body) {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}

/** @param {Response} response @param {Record<string, string>} headers */
function withHeaders(response, headers) {
  const all = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers };
  for (const [name, value] of Object.entries(all)) {
    response.headers.set(name, value);
  }
  return response;
}
