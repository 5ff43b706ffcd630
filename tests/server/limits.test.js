// Limits, origins and rates.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClientRates, clientOf } from '../../pkg/server/http/client-rates.js';
import { memoryStore } from '../../pkg/server/stores/memory-store.js';
import { person, startBackend } from './backend-client.js';
import { fakePicture } from '../support/fake-picture.js';

const anna = { MerchantUserId: 'anna', SourceFacePicture: person(1) };
const post = { method: 'POST', headers: { 'content-type': 'application/json' } };

/** @type {[string, number, string, string, RequestInit & { duplex?: 'half' }][]} */
const refused = [
  ['another address', 404, 'not_found', '/api/other', {}],
  ['an inherited property as address', 404, 'not_found', '/constructor', {}],
  ['GET of verify', 405, 'method_not_allowed', '/api/verify', {}],
  ['PUT of verify', 405, 'method_not_allowed', '/api/verify', { method: 'PUT', body: '{}' }],
  ['no content type', 415, 'content_type_unsupported', '/api/verify', { method: 'POST', body: new Uint8Array(3) }],
  [
    'a plain form',
    415,
    'content_type_unsupported',
    '/api/verify',
    { method: 'POST', body: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  ],
  [
    'JSON sent as text, which needs no permission across origins',
    415,
    'content_type_unsupported',
    '/api/verify',
    { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain' } },
  ],
  [
    'a content type named like a property',
    415,
    'content_type_unsupported',
    '/api/verify',
    { method: 'POST', body: '{}', headers: { 'content-type': 'constructor' } },
  ],
  [
    'too long by its own word',
    413,
    'body_too_large',
    '/api/verify',
    { ...post, headers: { ...post.headers, 'content-length': '1700001' }, body: '{}' },
  ],
  [
    'too long in truth',
    413,
    'body_too_large',
    '/api/verify',
    { ...post, body: new Blob(['x'.repeat(1_700_001)]).stream(), duplex: 'half' },
  ],
  [
    'a raw photo too long in truth',
    413,
    'body_too_large',
    '/api/verify?policy=plain&MerchantUserId=a',
    {
      method: 'POST',
      headers: { 'content-type': 'image/jpeg' },
      body: new Blob([fakePicture({ padding: 16_000_000 })]).stream(),
      duplex: 'half',
    },
  ],
  ['broken JSON', 400, 'body_malformed', '/api/verify', { ...post, body: '{' }],
  ['JSON of another kind', 400, 'body_malformed', '/api/verify', { ...post, body: '[]' }],
  [
    'JSON that is not UTF-8',
    400,
    'body_malformed',
    '/api/verify',
    { ...post, body: new Uint8Array([0x22, 0xff, 0x22]) },
  ],
  [
    'a member beside policy and request',
    400,
    'field_unknown',
    '/api/verify',
    { ...post, body: '{"policy":"plain","request":{},"credentials":{}}' },
  ],
  [
    'a polluting member',
    400,
    'field_unknown',
    '/api/verify',
    { ...post, body: '{"policy":"plain","request":{},"__proto__":{"demo":true}}' },
  ],
  [
    'a polluting field',
    400,
    'field_invalid',
    '/api/verify',
    { ...post, body: '{"policy":"plain","request":{"__proto__":{"x":"y"}}}' },
  ],
  [
    'invalid multipart',
    400,
    'body_malformed',
    '/api/verify',
    { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: 'nothing' },
  ],
  [
    'a field twice in the query',
    400,
    'field_invalid',
    '/api/verify?policy=plain&policy=demo',
    { method: 'POST', headers: { 'content-type': 'image/jpeg' }, body: fakePicture() },
  ],
  [
    'a bad idempotency key',
    400,
    'field_invalid',
    '/api/verify',
    { ...post, headers: { ...post.headers, 'idempotency-key': 'short' }, body: '{}' },
  ],
  ['a foreign origin', 403, 'origin_forbidden', '/api/config', { headers: { origin: 'https://evil.test' } }],
  ['the null origin', 403, 'origin_forbidden', '/api/config', { headers: { origin: 'null' } }],
  [
    'an origin that only begins alike',
    403,
    'origin_forbidden',
    '/api/config',
    { headers: { origin: 'http://backend.test.evil.test' } },
  ],
];
for (const [name, status, code, path, init] of refused) {
  test(`refused: ${name}: ${status} ${code}`, async () => {
    const { send, upstreamRequests } = startBackend();
    const answer = await send(path, init);
    assert.deepEqual([answer.status, answer.json.code], [status, code]);
    assert.equal(upstreamRequests.length, 0);
    if (code === 'origin_forbidden') {
      assert.equal(answer.headers.get('access-control-allow-origin'), null);
    }
  });
}

test('a body that comes too slowly is not waited for', async () => {
  const slow = () => new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{')) });
  const { send } = startBackend({ limits: { bodyMs: 30 } });
  const jsonBody = await send('/api/verify', /** @type {RequestInit} */ ({ ...post, body: slow(), duplex: 'half' }));
  assert.deepEqual([jsonBody.status, jsonBody.json.code], [408, 'body_too_slow']);
  const photo = await send(
    '/api/verify?policy=plain&MerchantUserId=a',
    /** @type {RequestInit} */ ({
      method: 'POST',
      headers: { 'content-type': 'image/jpeg' },
      body: slow(),
      duplex: 'half',
    }),
  );
  assert.deepEqual([photo.status, photo.json.code], [408, 'body_too_slow']);
});

test('allowed origins get exactly their own name back', async () => {
  const { send } = startBackend({ env: { FACE_ORIGINS: 'https://one.test,https://two.test' } });
  for (const origin of ['https://one.test', 'https://two.test']) {
    const answer = await send('/api/config', { headers: { origin } });
    assert.deepEqual(
      [answer.status, answer.headers.get('access-control-allow-origin'), answer.headers.get('vary')],
      [200, origin, 'Origin'],
    );
    assert.equal(answer.headers.get('access-control-allow-credentials'), null);
    const asked = await send('/api/verify', {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    assert.deepEqual([asked.status, asked.headers.get('access-control-allow-methods')], [204, 'POST']);
  }
  assert.equal(
    (await send('/api/config', { headers: { origin: 'http://backend.test' } })).status,
    403,
    'a list replaces the own origin',
  );
  assert.equal((await send('/api/config')).headers.get('vary'), 'Origin');
});

test('one client is held to its requests per minute, another is not', async () => {
  const backend = startBackend({ env: { FACE_CLIENT_PER_MINUTE: '2' } });
  assert.equal((await backend.verify('plain', anna)).status, 200);
  assert.equal((await backend.verify('plain', anna)).status, 200);
  const third = await backend.verify('plain', anna);
  assert.deepEqual([third.status, third.json.code], [429, 'too_many_requests']);
  assert.ok(Number(third.headers.get('retry-after')) > 50);
  const other = await backend.app.fetch(new Request('http://backend.test/api/verify', { ...post, body: '{}' }), {
    address: '192.0.2.2',
  });
  assert.equal(other.status, 400);
});

test('behind a trusted proxy the client is the one that the proxy names', async () => {
  const { verify } = startBackend({ env: { FACE_CLIENT_PER_MINUTE: '1', FACE_CLIENT_HEADER: 'X-Forwarded-For' } });
  const from = async (/** @type {string} */ address, /** @type {string} */ MerchantUserId) =>
    (await verify('plain', { ...anna, MerchantUserId }, { 'x-forwarded-for': address })).status;
  assert.deepEqual(
    [await from('forged, 192.0.2.7', 'a'), await from('other, 192.0.2.7', 'b'), await from('192.0.2.8', 'c')],
    [200, 429, 200],
  );
});

test("the account's calls per second: a short queue, then 429", async () => {
  /** @type {number[]} */
  const sent = [];
  const { verify } = startBackend({
    env: { FACE_CALLS_PER_SECOND: '2' },
    limits: { queueMs: 1_500 },
    upstream: () => void sent.push(performance.now()),
  });
  const answers = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((number) =>
      verify('plain', { MerchantUserId: `u${number}`, SourceFacePicture: person(number) }),
    ),
  );
  const codes = answers.map((answer) => answer.json.code).sort();
  assert.deepEqual(codes, ['Success', 'Success', 'Success', 'Success', 'service_busy', 'service_busy']);
  assert.equal(sent.length, 4);
  sent.slice(2).forEach((time, index) => assert.ok(time - Number(sent[index]) >= 1_000, 'the next second'));
  const busy = answers.find((answer) => answer.json.code === 'service_busy');
  assert.deepEqual([busy?.status, busy?.json.attempts], [429, 0]);
  assert.ok(Number(busy?.headers.get('retry-after')) >= 2);
});

test('each attempt takes a place of its own, and gives it back when it is answered', async () => {
  /** @type {string[]} */
  const steps = [];
  const { verify } = startBackend({
    limits: { transitMs: 123 },
    upstream: (_, count) => {
      steps.push('sent');
      if (count === 1) {
        return new Response('', { status: 500 });
      }
      if (count === 2) {
        throw new TypeError('fetch failed');
      }
      return undefined;
    },
    options: {
      store: {
        ...memoryStore(),
        take: async (rate) => {
          assert.deepEqual(rate, { calls: 1000, windowMs: 1_001, transitMs: 123 });
          steps.push('taken');
          return { ok: true, lease: 'mine', waitedMs: 0 };
        },
        giveBack: async (lease, sent) => void steps.push(`${lease} back ${sent}`),
      },
    },
  });
  assert.equal((await verify('plain', anna)).json.attempts, 3);
  // A call whose connection broke may have arrived: its slot comes free only after its time.
  assert.equal(steps.join(', '), 'taken, sent, mine back true, taken, sent, taken, sent, mine back true');
});

test('a slot that is granted too late is given back unused, and another one is waited for', async () => {
  let time = Date.now();
  const steps = /** @type {string[]} */ ([]);
  const delays = [700, 3_300, 100];
  const { verify } = startBackend({
    limits: { transitMs: 1_000, queueMs: 5_000 },
    options: {
      now: () => time,
      store: {
        ...memoryStore(() => time),
        // Held for 700, 600 and 100 ms when it is heard of.
        take: async (_, longestWaitMs) => {
          steps.push(`wait ${longestWaitMs}`);
          const delay = Number(delays.shift());
          time += delay;
          return { ok: true, lease: `after ${delay}`, waitedMs: delay > 1_000 ? delay - 600 : 0 };
        },
        giveBack: async (lease, sent) => void steps.push(`${lease}: ${sent}`),
      },
    },
  });
  assert.equal((await verify('plain', anna)).json.passed, true);
  assert.deepEqual(steps, [
    'wait 5000',
    'after 700: false',
    'wait 4300',
    'after 3300: false',
    'wait 1000',
    'after 100: true',
  ]);
});

test('a client that leaves while it waits for a place takes none', async () => {
  const left = new AbortController();
  const store = memoryStore();
  const { send, upstreamRequests } = startBackend({ env: { FACE_CALLS_PER_SECOND: '1' }, options: { store } });
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ policy: 'plain', request: anna }),
  };
  await send('/api/verify', init);
  const waiting = send('/api/verify', { ...init, signal: left.signal });
  setTimeout(() => left.abort(), 20);
  const gone = await waiting;
  assert.deepEqual([gone.status, gone.json.code, gone.json.attempts], [499, 'client_left', 0]);
  assert.equal(upstreamRequests.length, 1);
});

test('a client is an IPv4 address or an IPv6 network of 64 bits', () => {
  for (const address of ['192.0.2.1', '::ffff:192.0.2.1', '']) {
    assert.equal(clientOf(address), address);
  }
  const network = ['2001:db8:0:7::1', '2001:0db8::7:ffff:1:2:3', '2001:DB8:0:7:1:2:3:4', '2001:db8:0:7::'];
  for (const address of network) {
    assert.equal(clientOf(address), '2001:db8:0:7::/64');
  }
  assert.equal(clientOf('::1'), '0:0:0:0::/64');
  assert.equal(clientOf('192.0.2.1:50001'), '192.0.2.1');
  assert.equal(clientOf('[::ffff:192.0.2.1]:50001'), '::ffff:192.0.2.1');
  for (const address of ['[2001:db8:0:7::1]:50001', '[2001:db8:0:7::2]']) {
    assert.equal(clientOf(address), '2001:db8:0:7::/64');
  }
  assert.notEqual(clientOf('2001:db8:0:8::1'), '2001:db8:0:7::/64');
});

test('clients do not fill the memory', () => {
  const rates = new ClientRates(3);
  const rate = { calls: 1, perMs: 1_000 };
  for (const client of ['a', 'b', 'c', 'd']) {
    assert.equal(rates.waitMs(client, rate, 0), 0);
  }
  assert.equal(rates.waitMs('d', rate, 1), 999);
  assert.equal(rates.waitMs('a', rate, 1), 0, 'the oldest was forgotten');
});
