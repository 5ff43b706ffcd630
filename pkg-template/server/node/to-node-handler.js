// A backend as a listener of Node's http server, or as middleware of Express and its kind.

import { answer } from './node-adapter.js';

/** @import { IncomingMessage, ServerResponse } from 'node:http' */

/**
 * @param {{ fetch(request: Request, env?: any, context?: any): Promise<Response> }} backend
 * @returns {(incoming: IncomingMessage, outgoing: ServerResponse) => void} for `createServer`, or `app.use`
 *
 * @example
 * ```js
 * const backend = { fetch: async () => new Response('hello') };
 * const handler = toNodeHandler(backend); // createServer(handler).listen(8080)
 * console.log(handler.length);
 * ```
 */
export function toNodeHandler(backend) {
  return (incoming, outgoing) => {
    answer((request, client) => backend.fetch(request, client), incoming, outgoing).catch(() => outgoing.destroy());
  };
}
