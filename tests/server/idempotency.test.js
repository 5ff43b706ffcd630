// Idempotency keys: one call for a double click, and nothing lost when an answer or its record is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryStore } from '../../pkg/server/stores/memory-store.js';
import { person, startBackend } from './backend-client.js';

/** The backend's longest time for all attempts. */
const DEADLINE_MS = 40_000;
const anna = { MerchantUserId: 'anna', SourceFacePicture: person(1) };

test('a double click is one call with one answer', async () => {
  const { verify, upstreamRequests, emulator } = startBackend({
    options: {
      sleep: (ms) =>
        new Promise((done) => {
          setTimeout(done, Math.min(ms, 5));
        }),
    },
    upstream: () =>
      /** @type {any} */ (
        new Promise((done) => {
          setTimeout(done, 40);
        })
      ),
  });
  const key = { 'idempotency-key': 'click-0001' };
  const answers = await Promise.all([1, 2, 3].map(() => verify('plain', anna, key)));
  assert.deepEqual(
    answers.map((answer) => [answer.status, answer.json.subCode, answer.json.registered]),
    Array(3).fill([200, '200', true]),
  );
  assert.equal(new Set(answers.map((answer) => answer.json.requestId)).size, 1);
  assert.equal(upstreamRequests.length, 1);
  assert.equal((await verify('plain', anna, key)).json.requestId, answers[0]?.json.requestId, 'later too');
  assert.equal(upstreamRequests.length, 1);
  assert.equal(emulator.store.faces(['groupone']).length, 1);
});

test('a key does not give its answer to another request', async () => {
  const { verify } = startBackend();
  const key = { 'idempotency-key': 'click-0001' };
  await verify('plain', anna, key);
  const other = await verify('plain', { ...anna, SourceFacePicture: person(2) }, key);
  assert.deepEqual([other.status, other.json.code], [422, 'idempotency_key_reused']);
  assert.equal(other.json.requestId, null);
});

test("a key is its user's: another user with the same key gets an answer of their own", async () => {
  const { verify, upstreamRequests } = startBackend();
  const key = { 'idempotency-key': 'click-0001' };
  await verify('plain', anna, key);
  const other = await verify('plain', { ...anna, MerchantUserId: 'mallory' }, key);
  assert.deepEqual([other.json.subCode, other.json.passed, other.json.duplicate], ['233', false, 'other']);
  assert.equal(upstreamRequests.length, 2);
});

test('a client that left may ask again with its key: the lost registration is its own', async () => {
  const left = new AbortController();
  /** @type {any} */
  const holder = {};
  holder.backend = startBackend({
    upstream: async (request, count) => {
      if (count > 1) {
        return undefined;
      }
      await holder.backend.emulator.fetch(request);
      left.abort();
      return Promise.reject(request.signal.reason);
    },
  });
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'click-0001' },
    body: JSON.stringify({ policy: 'plain', request: anna }),
  };
  const gone = await holder.backend.send('/api/verify', { ...init, signal: left.signal });
  assert.deepEqual([gone.status, gone.json.code], [499, 'client_left']);
  const again = await holder.backend.send('/api/verify', init);
  assert.deepEqual([again.json.passed, again.json.registered, again.json.registeredEarlier], [true, true, true]);
  const [one, two] = holder.backend.upstreamRequests;
  const bizId = async (/** @type {Request} */ request) =>
    new URLSearchParams(await request.clone().text()).get('MerchantBizId');
  assert.equal(await bizId(one), await bizId(two), 'MerchantBizId is kept');
});

test('a failed call may be tried again with its key', async () => {
  const { verify } = startBackend({
    upstream: (_, count) => (count <= 3 ? new Response('', { status: 500 }) : undefined),
  });
  const key = { 'idempotency-key': 'click-0001' };
  assert.equal((await verify('plain', anna, key)).json.code, 'upstream_not_understood');
  assert.equal((await verify('plain', anna, key)).json.passed, true);
});

test('a verdict that cannot be stored is answered, and its registration is recognised as the own one later', async () => {
  let time = Date.now();
  const kept = memoryStore(() => time);
  const { verify, lines } = startBackend({
    options: {
      now: () => time,
      store: {
        ...kept,
        settle: async (key, settlement) => {
          if (settlement.state === 'done' && lines.every((line) => line.event !== 'not_settled')) {
            throw new Error('the store is away');
          }
          return kept.settle(key, settlement);
        },
      },
    },
  });
  const key = { 'idempotency-key': 'click-0001' };
  const first = await verify('plain', anna, key);
  assert.deepEqual([first.status, first.json.subCode, first.json.registered], [200, '200', true], first.text);
  assert.match(lines.find((line) => line.event === 'not_settled')?.error, /the store is away/);
  time += DEADLINE_MS + 25_001;
  const again = await verify('plain', anna, key);
  assert.deepEqual([again.json.subCode, again.json.registered, again.json.registeredEarlier], ['200', true, true]);
});

test('a call that was answered without a verdict may have registered', async () => {
  /** @type {ReturnType<typeof startBackend>} */
  const backend = startBackend({
    upstream: async (request, count) => {
      if (count > 1) {
        return undefined;
      }
      await backend.emulator.fetch(request);
      return Response.json({ Code: 'Success', Result: {} });
    },
  });
  const { verify } = backend;
  const key = { 'idempotency-key': 'click-0001' };
  assert.equal((await verify('plain', anna, key)).json.code, 'upstream_not_understood');
  assert.equal((await verify('plain', anna, key)).json.registeredEarlier, true);
});
