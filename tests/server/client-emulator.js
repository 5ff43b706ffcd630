// createClient before the emulator on a port, and answers of the service that the emulator does not give.

import { after } from 'node:test';
import { createClient } from '../../pkg/server.js';
import { serve } from '../../pkg/server/node/node-adapter.js';
import { KEY, person, startEmulator } from '../emulator/client.js';

/** @import { ClientOptions } from '../../pkg/server.js' */

/**
 * @param {Parameters<typeof startEmulator>[0]} [parts]
 */
export async function startService(parts) {
  const emulator = startEmulator(parts);
  const server = await serve(emulator.fetch, { port: 0 });
  after(() => server.close());
  return { ...emulator, url: server.url };
}

/**
 * @param {string} endpoint
 * @param {Partial<ClientOptions> & { faults?: string[] }} [options] the n-th call gets the n-th fault of the emulator
 */
export function client(endpoint, { faults = [], ...options } = {}) {
  /** @type {Headers[]} */
  const calls = [];
  const made = createClient({
    endpoint,
    credentials: KEY,
    fetch: (url, init) => {
      const headers = new Headers(init?.headers);
      const fault = faults[calls.length];
      if (fault) {
        headers.set('x-emulator-fault', fault);
      }
      calls.push(headers);
      return fetch(url, { ...init, headers });
    },
    ...options,
  });
  return { ...made, calls };
}

/** A client whose service always answers this. @param {unknown} body @param {ResponseInit} [init] */
export function answeredBy(body, init) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return createClient({ credentials: KEY, fetch: async () => new Response(text, init) });
}

/**
 * A search for somebody.
 * @param {number} [number] who
 * @param {object} [more]
 * @returns {any} of any kind: some tests ask for what the types refuse
 */
export function search(number = 1, more = {}) {
  return {
    mode: 'search',
    groups: ['groupone'],
    bizId: crypto.randomUUID().replaceAll('-', ''),
    userId: `user${number}`,
    source: person(number),
    ...more,
  };
}

/** A comparison of two. @param {number} one @param {number} other @param {object} [more] */
export function comparison(one, other, more = {}) {
  return search(one, { mode: 'compare', groups: undefined, target: person(other), ...more });
}
