// The backend over the emulator, both as fetch handlers in one process, with a clock that the test moves.

import { createApp } from '../../pkg/server/app.js';
import { readConfig } from '../../www/server/config.js';
import { memoryStore } from '../../pkg/server/stores/memory-store.js';
import { KEY, startEmulator } from '../emulator/client.js';
import { base64, fakePicture, fakePreflight } from '../support/fake-picture.js';

/** @import { Surroundings } from '../../pkg/server/app.js' */
/** @import { Limits } from '../../pkg/server/backend-config.js' */

export const POLICIES = {
  demo: { mode: 'search', groups: ['groupone', 'grouptwo'], demo: true },
  signup: { mode: 'search', liveness: true, groups: ['groupone'], register: 'groupone', hashUserId: true },
  plain: { mode: 'search', groups: ['groupone'], register: 'groupone' },
  login: { mode: 'compare', minScore: 90 },
  urls: { mode: 'search', groups: ['groupone'], pictureUrls: true },
};

/**
 * @param {{ env?: Record<string, string>, upstream?: (request: Request, count: number) => Promise<Response | undefined> | Response | undefined,
 *   emulator?: Parameters<typeof startEmulator>[0], limits?: Partial<Limits>,
 *   surroundings?: Partial<Surroundings> }} [setup]
 * `upstream` may answer in place of the emulator
 */
export function startBackend({ env = {}, upstream, emulator: parts, limits, surroundings } = {}) {
  const emulator = startEmulator(parts);
  const config = readConfig({
    ALIBABA_CLOUD_ACCESS_KEY_ID: KEY.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: KEY.accessKeySecret,
    FACE_ENDPOINT: 'http://127.0.0.1:8721',
    FACE_POLICIES: JSON.stringify(POLICIES),
    FACE_USER_ID_KEY: 'hash key',
    FACE_CLIENT_PER_MINUTE: '1000',
    FACE_CALLS_PER_SECOND: '1000',
    ...env,
  });
  if (limits) {
    config.limits = { ...config.limits, ...limits };
  }
  /** @type {Request[]} */
  const upstreamRequests = [];
  /** @type {Record<string, any>[]} */
  const lines = [];
  /** @type {number[]} */
  const sleeps = [];
  const app = createApp({
    config,
    preflight: fakePreflight,
    store: memoryStore(),
    log: (line) => lines.push(line),
    sleep: async (ms) => void sleeps.push(ms),
    fetch: async (input, init) => {
      const request = new Request(/** @type {URL} */ (input), init);
      upstreamRequests.push(request.clone());
      return (await upstream?.(request, upstreamRequests.length)) ?? emulator.fetch(request);
    },
    ...surroundings,
  });
  /** @param {string} path @param {RequestInit} [init] */
  const send = async (path, init) => {
    const response = await app.fetch(new Request(`http://backend.test${path}`, init), { address: '192.0.2.1' });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: text.startsWith('{') ? JSON.parse(text) : undefined,
    };
  };
  /**
   * @param {string} policy
   * @param {Record<string, unknown>} request
   * @param {Record<string, string>} [headers]
   */
  const verify = (policy, request, headers = {}) =>
    send('/api/verify', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ policy, request }),
    });
  return { app, emulator, send, verify, upstreamRequests, lines, sleeps, config };
}

/** @param {Request} request @returns {Promise<Record<string, string>>} */
export async function sentForm(request) {
  return Object.fromEntries(new URLSearchParams(await request.clone().text()));
}

export const person = (/** @type {number} */ number, more = {}) => base64(fakePicture({ person: number, ...more }));
