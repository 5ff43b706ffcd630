// From a request to the function that answers it, and back with the headers of cross-origin pages.

import { deleteOwn } from '../records/delete-own.js';
import { sameText } from '../same-text.js';
import { toldOf } from '../verification/cause.js';
import { verify } from '../verification/verify.js';
import { corsHeaders, preflightAnswer } from './cors.js';
import { publicConfig } from './public-config.js';
import { Refusal } from './refusal.js';
import { inForm, json, withHeaders } from './respond.js';
import { routesBelow } from './routes.js';

/** @import { Backend } from '../backend-options.js' */
/** @import { RouteName, RouteRow } from './routes.js' */

/**
 * @typedef {object} Arrival
 * @property {Request} request
 * @property {URL} url
 * @property {string | null} address the client's
 * @property {Backend} backend
 * @property {boolean} draining whether this process is about to end
 */
/** @typedef {(arrival: Arrival) => Response | Promise<Response>} Answer */

/** @type {Record<RouteName, Answer>} */
const ANSWERS = {
  verify: answerVerify,
  config: ({ backend }) => json(200, publicConfig(backend)),
  ownRecords: answerOwnRecords,
  healthz: ({ draining }) => json(draining ? 503 : 200, { ok: !draining }),
  metrics: answerMetrics,
};

/**
 * @param {Omit<Arrival, 'url'>} incoming
 * @returns {Promise<Response>}
 */
export async function route(incoming) {
  const { request, backend } = incoming;
  const url = new URL(request.url);
  /** @type {Record<string, string>} */
  let cors = {};
  try {
    cors = corsHeaders(request, url, backend.origins);
    return withHeaders(await answerOf({ ...incoming, url }, cors), cors);
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal('internal');
    if (refusal !== error) {
      const path = url.pathname.slice(0, 100);
      backend.log({ level: 'error', event: 'failed', path, ...toldOf(error) });
    }
    const answer = inForm(request, { status: refusal.status, body: refusal.toJSON() }, backend.uuid);
    return withHeaders(answer, { ...cors, ...refusal.more.headers });
  }
}

/** @param {Arrival} arrival @param {Record<string, string>} cors */
async function answerOf(arrival, cors) {
  const { request, url, backend } = arrival;
  const routes = /** @type {[RouteName, RouteRow][]} */ (Object.entries(routesBelow(backend.basePath)));
  const found = routes.find(([name, { path }]) => path === url.pathname && (name !== 'ownRecords' || backend.admin));
  if (!found) {
    throw new Refusal('not_found');
  }
  const [name, row] = found;
  const methods = row.methods.join(', ');
  if (request.method === 'OPTIONS') {
    return preflightAnswer(cors, methods);
  }
  if (!row.methods.includes(request.method)) {
    throw new Refusal('method_not_allowed', { headers: { allow: methods } });
  }
  return ANSWERS[name](arrival);
}

/** @param {Arrival} arrival */
async function answerVerify(arrival) {
  if (arrival.draining) {
    const detail = 'This process is about to end; another one answers.';
    throw new Refusal('service_busy', { detail, retryAfterMs: 1_000, headers: { connection: 'close' } });
  }
  return inForm(arrival.request, await verify(arrival), arrival.backend.uuid);
}

/** @param {Arrival} arrival */
async function answerOwnRecords(arrival) {
  const { admin, uuid } = arrival.backend;
  if (!admin) {
    throw new Refusal('not_found');
  }
  const { status, body } = await deleteOwn(arrival, admin);
  return status === 200 ? json(status, body) : inForm(arrival.request, { status, body }, uuid);
}

/** @param {Arrival} arrival */
function answerMetrics({ request, backend: { metrics, metricsToken } }) {
  const isAllowed =
    metricsToken !== undefined && sameText(request.headers.get('authorization') ?? '', `Bearer ${metricsToken}`);
  if (!isAllowed) {
    throw new Refusal('not_found');
  }
  return new Response(metrics.text(), { headers: { 'content-type': 'text/plain; version=0.0.4' } });
}
