// The log says why the service could not be reached, in a word and without an address.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { createBackend, memoryStore } from '../../pkg/server.js';
import { causeOf, toldOf } from '../../pkg/server/verification/cause.js';
import { POLICIES, bearer, person, startBackend } from './backend-client.js';
import { fakePreflight, fakeVision } from '../support/fake-picture.js';

/** @import { AddressInfo, Server } from 'node:net' */
/** @import { BackendOptions } from '../../pkg/server.js' */

/** @type {Server[]} */
const servers = [];
/** @param {(socket: import('node:net').Socket) => void} take */
async function listening(take) {
  const server = createServer((socket) => take(socket.on('error', () => {})));
  servers.push(server);
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  return /** @type {AddressInfo} */ (server.address()).port;
}
const ports = { closed: 0, resets: 0, plain: 0 };
before(async () => {
  ports.closed = await listening(() => {});
  await new Promise((done) => servers[0]?.close(done));
  ports.resets = await listening((socket) => socket.once('data', () => socket.resetAndDestroy()));
  ports.plain = await listening((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'));
});
after(() => servers.forEach((server) => server.close()));

/** What is logged of a verification whose service is at this endpoint. @param {string} endpoint */
async function lineOf(endpoint) {
  /** @type {Record<string, unknown>[]} */
  const lines = [];
  const backend = createBackend({
    policies: { plain: /** @type {any} */ (POLICIES.plain) },
    endpoint,
    credentials: { accessKeyId: 'LTAI-cause', accessKeySecret: 'secret-of-the-cause' },
    authenticate: () => ({ userId: 'anna' }),
    preflight: fakePreflight,
    fingerprint: fakeVision.fingerprint,
    limits: { attempts: 1 },
    log: (line) => lines.push(line),
  });
  const answer = await backend.fetch(
    new Request('http://backend.test/api/verify', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(await bearer('anna')) },
      body: JSON.stringify({ policy: 'plain', request: { SourceFacePicture: person(1) } }),
    }),
  );
  assert.equal((await answer.json()).code, 'upstream_unreachable');
  assert.equal(lines.length, 1);
  assert.doesNotMatch(JSON.stringify(lines), /127\.0\.0\.1|nowhere|secret-of/);
  return [lines[0]?.cause, typeof lines[0]?.causeCode];
}

for (const [cause, endpoint] of /** @type {[string, () => string][]} */ ([
  ['dns', () => 'https://nowhere.invalid'],
  ['refused', () => `http://127.0.0.1:${ports.closed}`],
  ['tls', () => `https://127.0.0.1:${ports.plain}`],
  ['reset', () => `http://127.0.0.1:${ports.resets}`],
])) {
  test(cause, async () => assert.deepEqual(await lineOf(endpoint()), [cause, 'string']));
}

test('where several addresses were tried, or the platform has no codes', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 192.0.2.1:443'), { code: 'ECONNREFUSED' });
  const all = new TypeError('fetch failed', { cause: new AggregateError([refused, refused]) });
  assert.deepEqual(causeOf(all), { cause: 'refused', causeCode: 'ECONNREFUSED' });
  assert.deepEqual(causeOf(new Error('Network connection lost.')), { cause: 'reset', causeCode: 'Error' });
  assert.deepEqual(causeOf(new Error('at 192.0.2.1')), { cause: 'other', causeCode: 'Error' });
  assert.deepEqual(causeOf(undefined), {});
});

const network = Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:6379'), { code: 'ECONNREFUSED' });

/** @type {[string, Partial<BackendOptions>, Record<string, unknown>][]} */
const OWN = [
  ['a store that is not reached', { store: { ...memoryStore(), begin: () => Promise.reject(network) } }, {}],
  ['a store that keeps no answer', { store: { ...memoryStore(), settle: () => Promise.reject(network) } }, {}],
  ['an authenticate', { authenticate: () => Promise.reject(network) }, {}],
  ['an onVerdict', { onVerdict: () => Promise.reject(network) }, {}],
  [
    'a reference',
    { policies: { login: { mode: 'compare' } }, reference: () => Promise.reject(network) },
    { policy: 'login' },
  ],
];

for (const [name, options, request] of OWN) {
  test(`${name}: an error of the network is logged by its cause, without its text`, async () => {
    const { send, lines } = startBackend({ options });
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'cause-0001' };
    const body = JSON.stringify({ policy: 'plain', request: { SourceFacePicture: person(1) }, ...request });
    await send('/api/verify', { method: 'POST', headers, body });
    const told = lines.filter(({ level }) => level === 'error');
    assert.deepEqual(
      told.map(({ cause, causeCode, error }) => [cause, causeCode, error]),
      [['refused', 'ECONNREFUSED', undefined]],
    );
    assert.doesNotMatch(JSON.stringify(lines), /10\.1\.2\.3/);
  });
}

test('any other error of them is logged with its text', () => {
  assert.deepEqual(toldOf(new RangeError('no column of that name')), {
    cause: 'other',
    causeCode: 'RangeError',
    error: 'RangeError: no column of that name',
  });
  assert.deepEqual(toldOf('away'), { error: 'away' });
});
