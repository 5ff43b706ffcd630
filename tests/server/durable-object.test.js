// The Durable Object's books over a storage made of a Map; workerd.test.js has them over the real one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SharedBooks, durableStore } from '../../pkg/server/stores/durable-object.js';

/** @typedef {Map<string, any>} Records */

function fakeNamespace() {
  /** @type {Map<string, { books: SharedBooks, storage: ConstructorParameters<typeof SharedBooks>[0]['storage'], records: Records, alarms: number[] }>} */
  const objects = new Map();
  /** @param {string} name */
  const object = (name) => {
    const found = objects.get(name);
    if (found) {
      return found;
    }
    /** @type {Records} */
    const records = new Map();
    /** @type {number[]} */
    const alarms = [];
    /** @type {ConstructorParameters<typeof SharedBooks>[0]['storage']} */
    const storage = {
      get: async (key) => structuredClone(records.get(key)),
      put: async (key, value) => void records.set(key, structuredClone(value)),
      delete: async (keys) => keys.forEach((key) => records.delete(key)),
      list: async ({ limit, startAfter = '' }) =>
        new Map(
          [...records]
            .sort()
            .filter(([key]) => key > startAfter)
            .slice(0, limit),
        ),
      getAlarm: async () => alarms.at(-1) ?? null,
      setAlarm: async (time) => void alarms.push(time),
    };
    const made = { records, alarms, storage, books: new SharedBooks({ storage }) };
    objects.set(name, made);
    return made;
  };
  return {
    objects,
    /** What is in memory is gone, what is stored stays. */
    beginAnew() {
      for (const made of objects.values()) {
        made.books = new SharedBooks({ storage: made.storage });
      }
    },
    idFromName: (/** @type {string} */ name) => name,
    get: (/** @type {any} */ name) => ({
      fetch: (/** @type {string} */ url, /** @type {RequestInit} */ init) =>
        object(name).books.fetch(new Request(url, init)),
    }),
  };
}

const claim = { digest: 'd', bizId: 'b', leaseMs: 60_000, keepMs: 60_000 };

test('keys are spread over a few objects and remembered', async () => {
  const namespace = fakeNamespace();
  const store = durableStore(namespace);
  for (let index = 0; index < 100; index += 1) {
    assert.deepEqual(await store.begin(`key-${index}`, claim), { state: 'yours', bizId: 'b', attempts: 0 });
  }
  assert.ok(namespace.objects.size > 4 && namespace.objects.size <= 16);
  assert.deepEqual(await store.begin('key-1', claim), { state: 'running' });
  assert.deepEqual(await store.begin('key-1', { ...claim, digest: 'other' }), { state: 'reused' });
  await store.settle('key-1', { state: 'open', attempts: 2 });
  assert.deepEqual(await store.begin('key-1', { ...claim, bizId: 'new' }), {
    state: 'yours',
    bizId: 'b',
    attempts: 2,
  });
  await store.settle('key-1', { state: 'done', answer: { status: 200, body: { ok: true } } });
  assert.deepEqual(await store.begin('key-1', claim), {
    state: 'done',
    answer: { status: 200, body: { ok: true } },
  });
  await store.settle('key-unknown', { state: 'open', attempts: 1 });
});

test('the alarm forgets what is old and comes again while something is left', async () => {
  const namespace = fakeNamespace();
  const store = durableStore(namespace);
  await store.begin('key-1', { ...claim, keepMs: -1 });
  const [object] = namespace.objects.values();
  assert.ok(object);
  for (let index = 0; index < 300; index += 1) {
    object.records.set(`key old-${index}`, { forgetAtMs: 1 });
  }
  object.records.set('key young', { forgetAtMs: Date.now() + 60_000 });
  await object.books.alarm();
  assert.deepEqual([[...object.records.keys()], object.alarms.length], [['key young'], 2]);
  object.records.set('key young', { forgetAtMs: 1 });
  await object.books.alarm();
  assert.deepEqual([object.records.size, object.alarms.length], [0, 2]);
});

test("a token's uses are kept by one object, also when it begins anew, until the token cannot pass any more", async () => {
  const namespace = fakeNamespace();
  const store = durableStore(namespace);
  const limit = { uses: 2, forgetAtMs: Date.now() + 60_000 };
  assert.deepEqual(await store.useToken('token-1', 'a', limit), { ok: true });
  namespace.beginAnew();
  assert.deepEqual(await store.useToken('token-1', 'a', limit), { ok: true }, 'the same use again');
  assert.equal(await store.hasUse('token-1', null, 2), true);
  assert.deepEqual(await store.useToken('token-1', 'b', limit), { ok: true });
  assert.deepEqual(await store.useToken('token-1', 'c', limit), { ok: false });
  assert.deepEqual([await store.hasUse('token-1', 'a', 2), await store.hasUse('token-1', null, 2)], [true, false]);
  assert.equal(namespace.objects.size, 1);
  const [object] = namespace.objects.values();
  await object?.books.alarm();
  assert.equal(object?.records.size, 1, 'as long as it could pass');
  await store.useToken('token-1', 'a', { ...limit, forgetAtMs: 1 });
  await object?.books.alarm();
  assert.equal(object?.records.size, 0);
});

const rate = { calls: 2, windowMs: 1_001, transitMs: 500 };
const stays = new AbortController().signal;

test("the account's slots are held by one object, also when it begins anew", async () => {
  const namespace = fakeNamespace();
  const store = durableStore(namespace);
  const first = await store.take(rate, 0, stays);
  assert.ok(first.ok && (await store.take(rate, 0, stays)).ok);
  namespace.beginAnew();
  const full = await store.take(rate, 0, stays);
  assert.ok(!full.ok && full.retryAfterMs > 900, JSON.stringify(full));
  await store.giveBack(first.lease, false, rate);
  namespace.beginAnew();
  assert.equal((await store.take(rate, 0, stays)).ok, true, 'what was given back unused is free');
  assert.deepEqual([...namespace.objects.keys()], ['slots']);
});

test('a slot that nobody gives back comes free after its time', async () => {
  const store = durableStore(fakeNamespace());
  const short = { calls: 1, windowMs: 40, transitMs: 30 };
  const start = performance.now();
  assert.equal((await store.take(short, 0, stays)).ok, true);
  const next = await store.take(short, 1_000, stays);
  assert.ok(next.ok && performance.now() - start >= 69, `${performance.now() - start} ms`);
});

test('a client that leaves the queue takes no slot', async () => {
  const left = new AbortController();
  const store = durableStore(fakeNamespace());
  await store.take({ ...rate, calls: 1 }, 0, stays);
  const waiting = store.take({ ...rate, calls: 1 }, 2_000, left.signal);
  left.abort();
  assert.equal((await waiting).ok, false);
});
