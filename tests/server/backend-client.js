// The backend over the emulator, both as fetch handlers in one process, with a clock that the test moves.

import { createBackend, issueToken, memoryStore } from '../../pkg/server.js';
import { optionsFrom } from '../../www/server/environment.js';
import { KEY, startEmulator } from '../emulator/client.js';
import { assertRequestDocumented, documented } from './documented.js';
import { base64, fakePicture, fakePreflight, fakeVision } from '../support/fake-picture.js';

/** @import { BackendOptions, PolicyOptions } from '../../pkg/server.js' */

/** @type {Record<string, PolicyOptions>} */
export const POLICIES = {
  demo: { mode: 'search', groups: ['groupone', 'grouptwo'], demo: true },
  signup: { mode: 'search', liveness: true, groups: ['groupone'], register: 'groupone', hashUserId: true },
  plain: { mode: 'search', groups: ['groupone'], register: 'groupone' },
  login: { mode: 'compare', minScore: 90, targetFrom: 'browser' },
  urls: { mode: 'search', groups: ['groupone'], pictureUrls: true },
};
export const TOKEN_SECRET = 'the secret of the tokens in these tests';

/** Of these tests. */
const ANY_POLICY = [...Object.keys(POLICIES), 'crops', 'faces', 'strict', 'both', 'document', 'recognize', 'other'];

/**
 * A header that says who asks, as the integrator's server would issue it.
 * @param {string} userId
 * @param {{ policy?: string | string[], uses?: number, expiresInS?: number, secret?: string }} [more]
 */
export async function bearer(userId, { policy = ANY_POLICY, uses = 1_000, secret, ...more } = {}) {
  const token = await issueToken({ userId, policy, uses, ...more }, { secret: secret ?? TOKEN_SECRET });
  return { authorization: `Bearer ${token}` };
}

/**
 * @param {{ env?: Record<string, string>, upstream?: (request: Request, count: number) => Promise<Response | undefined> | Response | undefined,
 *   emulator?: Parameters<typeof startEmulator>[0], limits?: BackendOptions['limits'], options?: Partial<BackendOptions> }} [setup]
 * `upstream` may answer instead of the emulator
 */
export function startBackend({ env = {}, upstream, emulator: parts, limits, options } = {}) {
  const emulator = startEmulator(parts);
  /** @type {Request[]} */
  const upstreamRequests = [];
  /** @type {Record<string, any>[]} */
  const lines = [];
  /** @type {number[]} */
  const sleeps = [];
  const fromEnvironment = optionsFrom({
    ALIBABA_CLOUD_ACCESS_KEY_ID: KEY.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: KEY.accessKeySecret,
    FACE_ENDPOINT: 'http://127.0.0.1:8721',
    FACE_POLICIES: JSON.stringify(POLICIES),
    FACE_USER_ID_KEY: 'hash key',
    FACE_CLIENT_PER_MINUTE: '1000',
    FACE_CALLS_PER_SECOND: '1000',
    FACE_TOKEN_SECRET: TOKEN_SECRET,
    ...env,
  });
  const created = createBackend({
    ...fromEnvironment,
    preflight: fakePreflight,
    fingerprint: fakeVision.fingerprint,
    store: memoryStore(options?.now),
    log: (line) => lines.push(line),
    sleep: async (ms) => void sleeps.push(ms),
    fetch: async (input, init) => {
      const request = new Request(/** @type {URL} */ (input), init);
      upstreamRequests.push(request.clone());
      return (await upstream?.(request, upstreamRequests.length)) ?? emulator.fetch(request);
    },
    ...options,
    limits: { ...fromEnvironment.limits, ...limits },
  });
  const backend = documented(created);
  /**
   * As the page of a user who is signed in, or of nobody.
   * @param {string} path
   * @param {RequestInit} [init]
   * @param {string | null} [user]
   */
  const send = async (path, init, user = 'anna') => {
    const request = new Request(`http://backend.test${path}`, init);
    if (user !== null && path.startsWith('/api/verify') && !request.headers.has('authorization')) {
      request.headers.set('authorization', (await bearer(user)).authorization);
    }
    const response = await backend.fetch(request, { address: '192.0.2.1' });
    const text = await response.text();
    if (response.status === 200 && typeof init?.body === 'string') {
      assertRequestDocumented(init.body);
    }
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: text.startsWith('{') ? JSON.parse(text) : undefined,
    };
  };
  /**
   * A page of the user `MerchantUserId`: under a demo policy the page says so itself, under any other its token does.
   * @param {string} policy
   * @param {Record<string, unknown>} request
   * @param {Record<string, string>} [headers]
   */
  const verify = async (policy, { MerchantUserId, ...request }, headers = {}) => {
    const isDemo = POLICIES[policy]?.demo === true;
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ policy, request: isDemo ? { MerchantUserId, ...request } : request }),
    };
    return send('/api/verify', init, isDemo || !MerchantUserId ? null : String(MerchantUserId));
  };
  return { app: backend, emulator, send, verify, upstreamRequests, lines, sleeps };
}

/** @param {Request} request @returns {Promise<Record<string, string>>} */
export async function sentForm(request) {
  return Object.fromEntries(new URLSearchParams(await request.clone().text()));
}

export const person = (/** @type {number} */ number, more = {}) => base64(fakePicture({ person: number, ...more }));
