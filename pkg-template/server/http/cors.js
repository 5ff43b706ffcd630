// Which pages may call, and the headers that tell their browsers.

import { Refusal } from './refusal.js';

/** What a page may send beside the headers that need no asking. */
const REQUEST_HEADERS = 'Authorization, Content-Type, Idempotency-Key';

/**
 * @param {Request} request
 * @param {URL} url
 * @param {string[] | 'same'} origins
 * @returns {Record<string, string>} headers for every answer; throws for a page of another origin
 */
export function corsHeaders(request, url, origins) {
  const origin = request.headers.get('origin');
  if (origin === null) {
    // Browsers leave Origin out of some requests, but always say where they come from.
    if (request.headers.get('sec-fetch-site') === 'cross-site') {
      throw new Refusal('origin_forbidden', { headers: { vary: 'Origin' } });
    }
    return { vary: 'Origin' };
  }
  if (!mayCall(origin, request, url, origins)) {
    throw new Refusal('origin_forbidden', { headers: { vary: 'Origin' } });
  }
  return { vary: 'Origin', 'access-control-allow-origin': origin, 'access-control-expose-headers': 'Retry-After' };
}

/**
 * Behind a proxy that ends TLS the request's own address is another than the page's, but the browser still says that
 * they are of one origin. A page cannot set that header.
 * @param {string} origin
 * @param {Request} request
 * @param {URL} url
 * @param {string[] | 'same'} origins
 */
function mayCall(origin, request, url, origins) {
  if (origins !== 'same') {
    return origins.includes(origin);
  }
  return origin === url.origin || request.headers.get('sec-fetch-site') === 'same-origin';
}

/**
 * The answer to a browser's question before the real request.
 * @param {Record<string, string>} headers
 * @param {string} methods
 */
export function preflightAnswer(headers, methods) {
  return new Response(null, {
    status: 204,
    headers: {
      ...headers,
      'access-control-allow-methods': methods,
      'access-control-allow-headers': REQUEST_HEADERS,
      'access-control-max-age': '600',
    },
  });
}
