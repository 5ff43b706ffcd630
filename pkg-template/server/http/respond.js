// Answers as data or as a page, with the headers that all of them have.

import { asHtml, prefersHtml } from './html.js';
import { Refusal } from './refusal.js';

/** @import { Uuid } from '../timer.js' */

/** @param {number} status @param {unknown} body */
export function json(status, body) {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}

/**
 * An answer in the form that the client asks for, with its pause in the header that HTTP has for it.
 * @param {Request} request
 * @param {{ status: number, body: Record<string, unknown> }} answer
 * @param {Uuid} uuid
 */
export function inForm(request, { status, body }, uuid) {
  const response = prefersHtml(request) ? asHtml(status, body, uuid()) : json(status, body);
  if (typeof body.retryAfterMs === 'number') {
    response.headers.set('retry-after', String(Math.ceil(body.retryAfterMs / 1000)));
  }
  if (status === 401) {
    response.headers.set('www-authenticate', 'Bearer');
  }
  return response;
}

/** @param {Response} response @param {Record<string, string>} headers */
export function withHeaders(response, headers) {
  const all = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers };
  for (const [name, value] of Object.entries(all)) {
    response.headers.set(name, value);
  }
  return response;
}

/**
 * The answer to everything while the options do not hold: which of them is for the log alone.
 * @param {unknown} error
 * @param {(line: Record<string, unknown>) => void} [log]
 */
export function notConfigured(error, log = (line) => console.log(JSON.stringify(line))) {
  const { message } = /** @type {Error} */ (error);
  log({ level: 'error', event: 'not_configured', error: message });
  const refusal = new Refusal('not_configured');
  return withHeaders(json(refusal.status, refusal.toJSON()), {});
}
