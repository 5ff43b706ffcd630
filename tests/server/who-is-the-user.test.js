// Who the user is: the page cannot say it, a token does, for as long and as often as it is good.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBackend, createClient, issueToken, memoryStore } from '../../pkg/server.js';
import { fakePreflight } from '../support/fake-picture.js';
import { POLICIES, TOKEN_SECRET, bearer, person, sentForm, startBackend } from './backend-client.js';
import { KEY } from '../emulator/client.js';

/** @import { PolicyOptions } from '../../pkg/server.js' */
/** @typedef {ReturnType<typeof startBackend>} Started */

const picture = { SourceFacePicture: person(1) };
const urls = JSON.stringify({ policy: 'plain', request: picture });

/** @param {Started} backend @param {Record<string, string>} headers @param {string} [body] */
const post = ({ send }, headers, body = urls) =>
  send('/api/verify', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body }, null);

test("another user's id in the body is ignored", async () => {
  const backend = startBackend();
  const body = JSON.stringify({ policy: 'plain', request: { MerchantUserId: 'victim', ...picture } });
  const answer = await post(backend, await bearer('anna'), body);
  assert.equal(answer.json.registered, true, answer.text);
  const form = await sentForm(/** @type {Request} */ (backend.upstreamRequests[0]));
  assert.equal(form.MerchantUserId, 'anna');
  const fromQuery = await backend.send('/api/verify?policy=plain&MerchantUserId=victim', {
    method: 'POST',
    headers: { 'content-type': 'image/jpeg', ...(await bearer('bert')) },
    body: Buffer.from(person(2), 'base64'),
  });
  assert.equal(fromQuery.json.registered, true, fromQuery.text);
  assert.equal((await sentForm(/** @type {Request} */ (backend.upstreamRequests[1]))).MerchantUserId, 'bert');
});

test('a demo policy takes the user from the page only where nobody is authenticated', async () => {
  const backend = startBackend();
  const body = JSON.stringify({ policy: 'demo', request: { MerchantUserId: 'anybody', ...picture } });
  await post(backend, {}, body);
  await post(backend, await bearer('anna'), body);
  const users = await Promise.all(backend.upstreamRequests.map(async (one) => (await sentForm(one)).MerchantUserId));
  assert.deepEqual(users, ['anybody', 'anna']);
});

/** @type {[string, () => Promise<Record<string, string>>, number, string][]} */
const refused = [
  ['no token', async () => ({}), 401, 'unauthenticated'],
  ['another scheme', async () => ({ authorization: 'Basic YTpi' }), 401, 'unauthenticated'],
  ['no JWT', async () => ({ authorization: 'Bearer nonsense' }), 401, 'token_invalid'],
  [
    'a foreign secret',
    () => bearer('anna', { secret: 'another secret of more than 32 bytes' }),
    401,
    'token_invalid',
  ],
  ['a token for another policy', () => bearer('anna', { policy: 'login' }), 403, 'token_policy'],
  ['an expired token', () => expired(), 401, 'token_expired'],
  [
    'a token for another service',
    async () => {
      const how = { secret: TOKEN_SECRET, audience: 'elsewhere' };
      return { authorization: `Bearer ${await issueToken({ userId: 'anna', policy: 'plain' }, how)}` };
    },
    401,
    'token_invalid',
  ],
];
async function expired() {
  const how = { secret: TOKEN_SECRET, now: () => Date.now() - 3_600_000 };
  return { authorization: `Bearer ${await issueToken({ userId: 'anna', policy: 'plain' }, how)}` };
}
for (const [name, headers, status, code] of refused) {
  test(`refused: ${name}: ${status} ${code}`, async () => {
    const backend = startBackend();
    const { json, ...answer } = await post(backend, await headers());
    assert.deepEqual([answer.status, json.kind, json.code, json.passed], [status, 'refused', code, false]);
    assert.match(json.advice, /^[A-Z].*\.$/, 'in words for the person');
    assert.equal(answer.headers.get('www-authenticate'), status === 401 ? 'Bearer' : null);
    assert.equal(backend.upstreamRequests.length, 0);
  });
}

test('a one-time token is good for one verification; a repetition of it is no second use', async () => {
  const backend = startBackend();
  const token = await bearer('anna', { uses: 1 });
  const click = (/** @type {string} */ key, /** @type {string} */ body) =>
    post(backend, { ...token, 'idempotency-key': key }, body);
  const first = await click('click-0001', urls);
  assert.equal(first.json.registered, true, first.text);
  assert.equal((await click('click-0001', urls)).json.requestId, first.json.requestId, 'the same answer again');
  for (const key of ['click-0002', 'click-0003']) {
    const { status, json } = await click(key, urls);
    assert.deepEqual([status, json.code, json.attempts], [401, 'token_used', 0]);
  }
  assert.equal((await post(backend, token)).json.code, 'token_used', 'without a key too');
  assert.equal(backend.upstreamRequests.length, 1);
});

test('a refused photo and a failed call cost no use beyond their own', async () => {
  const backend = startBackend({
    upstream: (_, count) => (count <= 3 ? new Response('', { status: 500 }) : undefined),
  });
  const token = await bearer('anna', { uses: 1 });
  const landscape = JSON.stringify({
    policy: 'plain',
    request: { SourceFacePicture: person(1, { width: 960, height: 720 }) },
  });
  assert.equal((await post(backend, { ...token, 'idempotency-key': 'click-0001' }, landscape)).status, 422);
  const again = { ...token, 'idempotency-key': 'click-0002' };
  assert.equal((await post(backend, again)).json.code, 'upstream_not_understood');
  assert.equal((await post(backend, again)).json.passed, true);
});

test('one token under two keys at the same moment: one call', async () => {
  const backend = startBackend();
  const token = await bearer('anna', { uses: 1 });
  const answers = await Promise.all(
    ['click-0001', 'click-0002', 'click-0003'].map((key) => post(backend, { ...token, 'idempotency-key': key })),
  );
  assert.deepEqual(answers.map(({ json }) => json.code).sort(), ['Success', 'token_used', 'token_used']);
  assert.equal(backend.upstreamRequests.length, 1);
});

test('a token may be good for several verifications', async () => {
  const backend = startBackend();
  const token = await bearer('anna', { uses: 2 });
  const codes = [];
  for (let count = 0; count < 3; count += 1) {
    codes.push((await post(backend, token)).json.code);
  }
  assert.deepEqual(codes, ['Success', 'Success', 'token_used']);
});

test('uses are remembered as long as the token could pass, then forgotten', async () => {
  let now = 0;
  const store = memoryStore(() => now);
  const limit = { uses: 1, forgetAtMs: 1_000 };
  assert.deepEqual(await store.useToken('token', 'a', limit), { ok: true });
  assert.deepEqual(await store.useToken('token', 'a', limit), { ok: true });
  assert.deepEqual(await store.useToken('token', 'b', limit), { ok: false });
  assert.deepEqual([await store.hasUse('token', 'a', 1), await store.hasUse('token', null, 1)], [true, false]);
  now = 1_001;
  for (let count = 0; count < 1_000; count += 1) {
    await store.useToken(`other ${count}`, 'a', { uses: 1, forgetAtMs: 2_000 });
  }
  assert.equal(await store.hasUse('token', null, 1), true, 'its record is gone');
});

test('the photo of a stranger is not read', async () => {
  const { demo, ...others } = POLICIES;
  assert.ok(demo);
  const { send } = startBackend({ env: { FACE_POLICIES: JSON.stringify(others) } });
  let pulled = 0;
  const body = new ReadableStream(
    {
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(10_000));
      },
    },
    { highWaterMark: 0 },
  );
  const init = /** @type {any} */ ({
    method: 'POST',
    headers: { 'content-type': 'image/jpeg' },
    body,
    duplex: 'half',
  });
  assert.equal((await send('/api/verify?policy=plain', init, null)).json.code, 'unauthenticated');
  assert.equal(pulled, 0);
});

test('an own authenticate: gets no body, says who asks, or refuses', async () => {
  /** @type {any[]} */
  const asked = [];
  const { send, upstreamRequests } = startBackend({
    options: {
      authenticate: async (request, context) => {
        asked.push([await request.text(), request.headers.get('cookie'), context]);
        return request.headers.get('cookie') === 'session=1' ? { userId: 'anna' } : null;
      },
    },
  });
  const ask = (/** @type {string} */ cookie) =>
    send(
      '/api/verify?policy=plain',
      { method: 'POST', headers: { 'content-type': 'image/jpeg', cookie }, body: Buffer.from(person(1), 'base64') },
      null,
    );
  assert.equal((await ask('session=1')).json.passed, true);
  assert.equal((await ask('session=2')).json.code, 'unauthenticated');
  assert.deepEqual(asked[0], ['', 'session=1', { policy: 'plain', address: '192.0.2.1' }]);
  assert.equal(upstreamRequests.length, 1);
});

test('one user is held to a rate, from however many addresses', async () => {
  const { app } = startBackend({ env: { FACE_CLIENT_PER_MINUTE: '2' } });
  const from = async (/** @type {string} */ address, /** @type {string} */ user) => {
    const headers = { 'content-type': 'application/json', ...(await bearer(user)) };
    const request = new Request('http://backend.test/api/verify', { method: 'POST', headers, body: urls });
    return (await app.fetch(request, { address })).status;
  };
  const seen = [];
  for (const [address, user] of /** @type {[string, string][]} */ ([
    ['192.0.2.1', 'anna'],
    ['192.0.2.2', 'anna'],
    ['192.0.2.3', 'anna'],
    ['192.0.2.3', 'bert'],
  ])) {
    seen.push(await from(address, user));
  }
  assert.deepEqual(seen, [200, 200, 429, 200]);
});

test('without an address only the rate of a user applies', async () => {
  const { app } = startBackend({ env: { FACE_CLIENT_PER_MINUTE: '1' } });
  const statuses = [];
  for (const user of ['anna', 'bert', 'anna']) {
    const headers = { 'content-type': 'application/json', ...(await bearer(user)) };
    const request = new Request('http://backend.test/api/verify', { method: 'POST', headers, body: urls });
    statuses.push((await app.fetch(request)).status);
  }
  assert.deepEqual(statuses, [200, 200, 429]);
});

test('hooks that never answer do not keep a request waiting', async () => {
  const never = () => new Promise(() => {});
  /** The ten seconds are over at once. @param {number} ms @param {() => void} run */
  const timer = (ms, run) => {
    const timing = setTimeout(run, ms === 10_000 ? 1 : ms);
    return () => clearTimeout(timing);
  };
  const nobody = startBackend({ options: { authenticate: /** @type {any} */ (never), timer } });
  const answer = await post(nobody, await bearer('anna'));
  assert.deepEqual([answer.status, answer.json.code, answer.json.retryable], [500, 'internal', true]);
  const [late, visit] = nobody.lines;
  assert.deepEqual([late?.event, late?.error], ['authenticate_late', 'it took longer than 10000 ms']);
  assert.deepEqual([visit?.event, visit?.code, visit?.cause], ['verify', 'internal', 'timeout']);
  const keyless = startBackend({ limits: { attemptMs: 50 }, options: { credentials: /** @type {any} */ (never) } });
  const told = await post(keyless, await bearer('anna'));
  assert.deepEqual([told.status, told.json.code, told.json.retryable], [503, 'credentials_unavailable', true]);
  assert.equal(keyless.upstreamRequests.length, 0);
});

test('without authenticate, no policy but a demo one starts', () => {
  const service = { credentials: KEY, endpoint: 'http://127.0.0.1:1' };
  const start = (/** @type {any} */ policies, more = {}) => createBackend({ policies, ...service, ...more });
  const signup = { mode: 'search', groups: ['g'] };
  assert.throws(() => start({ signup }), /policy signup: needs authenticate/);
  start({ signup: { ...signup, demo: true } });
  start({ signup }, { authenticate: () => null });
  const login = { mode: 'compare' };
  assert.throws(() => start({ login }, { authenticate: () => null }), /policy login: needs the option reference/);
  start({ login }, { authenticate: () => null, reference: () => null });
  assert.throws(() => start({}, { polices: {} }), /there is no option polices/);
  assert.throws(() => createBackend({ policies: {} }), /credentials or client is needed/);
});

test("a client brings its region, and with it the account's calls per second", async () => {
  const client = createClient({ region: 'ap-southeast-5', credentials: KEY });
  const policies = /** @type {Record<string, PolicyOptions>} */ ({
    demo: { mode: 'search', groups: ['g'], demo: true },
  });
  assert.throws(() => createBackend({ policies, client, region: 'ap-southeast-1' }), /region is the client's/);
  /** @type {number[]} */
  const calls = [];
  const store = memoryStore();
  const backend = createBackend({
    policies,
    client,
    preflight: fakePreflight,
    log: () => {},
    store: {
      ...store,
      take: async (rate) => {
        calls.push(rate.calls);
        return { ok: false, retryAfterMs: 1_000 };
      },
    },
  });
  const config = await (await backend.fetch(new Request('http://backend.test/api/config'))).json();
  assert.deepEqual([config.region, config.live], ['ap-southeast-5', true]);
  const body = JSON.stringify({ policy: 'demo', request: { MerchantUserId: 'anna', ...picture } });
  const headers = { 'content-type': 'application/json' };
  await backend.fetch(new Request('http://backend.test/api/verify', { method: 'POST', headers, body }));
  assert.deepEqual(calls, [3]);
});

test('on Workers, a backend that shares nothing between isolates warns', () => {
  const usual = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', {
    value: { userAgent: 'Cloudflare-Workers' },
    configurable: true,
  });
  try {
    /** @type {unknown[]} */
    const events = [];
    const log = (/** @type {Record<string, unknown>} */ { event }) => events.push(event);
    const options = { policies: {}, credentials: KEY, endpoint: 'http://127.0.0.1:1', log };
    createBackend({ ...options, store: memoryStore() });
    assert.deepEqual(events, []);
    createBackend(options);
    assert.deepEqual(events, ['store_not_shared']);
  } finally {
    Object.defineProperty(globalThis, 'navigator', usual ?? { value: undefined, configurable: true });
  }
});

test('receipts that cannot be signed fail at the start, not after the first bill', async () => {
  const start = (/** @type {any} */ receipts) =>
    createBackend({ policies: {}, credentials: KEY, endpoint: 'http://127.0.0.1:1', receipts });
  assert.throws(() => start({ secret: TOKEN_SECRET, expiresInS: 0 }), /expiresInS/);
  assert.throws(() => start({ secret: TOKEN_SECRET, expiresIn: 60 }), /expiresIn/);
  await start({ secret: TOKEN_SECRET }).ready();
  await assert.rejects(start({ privateKey: { kty: 'EC', crv: 'P-256', d: 'AA', x: 'AA', y: 'AA' } }).ready());
});
