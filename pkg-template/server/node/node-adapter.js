// Node's http server around a fetch handler: the raw Host and body go in, `request.signal` ends when the client leaves.

import { createServer } from 'node:http';
import { incomingBody } from './incoming-body.js';

/** @import { IncomingMessage, ServerResponse } from 'node:http' */
/** @import { AddressInfo } from 'node:net' */

/** How long the rest of a refused body is thrown away: a connection that is closed at once may take the answer with it. */
const LINGER_MS = 1_000;

/** @typedef {(request: Request, client: { address: string }) => Promise<Response>} Handler */

/**
 * @param {Handler} handler a rejection closes the connection without an answer
 * @param {object} address
 * @param {number} address.port 0 takes any free one
 * @param {string} [address.host]
 * @param {number} [address.headersMs] time for the request line and headers to arrive
 * @param {number} [address.requestMs] time for the whole request to arrive
 * @returns {Promise<{ url: string, port: number, close: (graceMs?: number) => Promise<void> }>} `close` takes no new
 *   connections, and ends those that are open after the time given, at once by default
 *
 * @example
 * ```js
 * const server = await serve(async () => new Response('hello'), { port: 0 });
 * console.log(server.url);
 * await server.close();
 * ```
 */
export async function serve(handler, { port, host = '127.0.0.1', headersMs = 10_000, requestMs = 60_000 }) {
  // A client that sends byte by byte holds a connection no longer than these; they are looked at every quarter of it.
  const limits = {
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: headersMs / 4,
  };
  const server = createServer(limits, (incoming, outgoing) => {
    answer(handler, incoming, outgoing).catch(() => outgoing.destroy());
    // A connection that is kept alive for the next request would hold a server that closes.
    outgoing.once('close', () => server.listening || setImmediate(() => server.closeIdleConnections()));
  });
  await new Promise((done, fail) => server.once('error', fail).listen(port, host, () => done(undefined)));
  const bound = /** @type {AddressInfo} */ (server.address());
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound.port}`,
    port: bound.port,
    close: (graceMs = 0) =>
      new Promise((done) => {
        const ending = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(ending);
          done();
        });
        server.closeIdleConnections();
      }),
  };
}

/**
 * @param {Handler} handler
 * @param {IncomingMessage} incoming
 * @param {ServerResponse} outgoing
 */
export async function answer(handler, incoming, outgoing) {
  const left = new AbortController();
  outgoing.once('close', () => outgoing.writableFinished || left.abort());
  const body = incomingBody(incoming);
  outgoing.once('finish', () => {
    body.drop();
    if (!incoming.complete) {
      setTimeout(() => incoming.complete || incoming.destroy(), LINGER_MS).unref();
    }
  });
  const request = toRequest(incoming, body.stream, left.signal);
  if (!request) {
    outgoing.writeHead(400).end();
    return;
  }
  const response = await handler(request, { address: incoming.socket.remoteAddress ?? '' });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) {
    outgoing.end();
    return;
  }
  const reader = response.body.getReader();
  outgoing.once('close', () => void reader.cancel().catch(() => {}));
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (!outgoing.write(next.value)) {
      await new Promise((done) => outgoing.once('drain', done).once('close', done));
    }
  }
  outgoing.end();
}

/**
 * @param {IncomingMessage} incoming
 * @param {ReadableStream<Uint8Array>} stream
 * @param {AbortSignal} signal
 * @returns {Request | undefined} nothing for a request line or Host that no URL can be made of
 */
function toRequest(incoming, stream, signal) {
  const method = incoming.method ?? 'GET';
  // Express takes the mounting path off `url`.
  const path = /** @type {{ originalUrl?: string }} */ (incoming).originalUrl ?? incoming.url;
  const address = `http://${incoming.headers.host}${path}`;
  // A Host such as `name@elsewhere` would make a URL of another place.
  if (!/^[\w.:[\]-]+$/.test(incoming.headers.host ?? '') || !path?.startsWith('/')) {
    return undefined;
  }
  try {
    const headers = new Headers();
    for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
      headers.append(incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '');
    }
    const body = method === 'GET' || method === 'HEAD' ? null : stream;
    return new Request(address, /** @type {any} */ ({ method, headers, body, signal, duplex: 'half' }));
  } catch {
    return undefined;
  }
}
