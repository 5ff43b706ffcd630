// The Durable Object's books over a storage made of a Map; workerd.test.js has them over the real one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SharedBooks, durableStore } from '../../www/server/durable-object.js';

/** @typedef {Map<string, any>} Records */

function fakeNamespace() {
  /** @type {Map<string, { books: SharedBooks, records: Records, alarms: number[] }>} */
  const objects = new Map();
  /** @param {string} name */
  const object = (name) => {
    const found = objects.get(name);
    if (found) return found;
    /** @type {Records} */
    const records = new Map();
    /** @type {number[]} */
    const alarms = [];
    const made = {
      records,
      alarms,
      books: new SharedBooks({
        storage: {
          get: async (key) => records.get(key),
          put: async (key, value) => void records.set(key, value),
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
        },
      }),
    };
    objects.set(name, made);
    return made;
  };
  return {
    objects,
    idFromName: (/** @type {string} */ name) => name,
    get: (/** @type {any} */ name) => ({
      fetch: (/** @type {string} */ url, /** @type {RequestInit} */ init) =>
        object(name).books.fetch(new Request(url, init)),
    }),
  };
}

const claim = { digest: 'd', bizId: 'b', leaseMs: 1_000, keepMs: 60_000 };

test('keys are spread over a few objects and remembered', async () => {
  const namespace = fakeNamespace();
  const store = durableStore(namespace);
  for (let index = 0; index < 100; index += 1)
    assert.deepEqual(await store.begin(`key-${index}`, claim), { state: 'yours', bizId: 'b', attempts: 0 });
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
  for (let index = 0; index < 300; index += 1) object.records.set(`key old-${index}`, { forgetAtMs: 1 });
  object.records.set('key young', { forgetAtMs: Date.now() + 60_000 });
  await object.books.alarm();
  assert.deepEqual([[...object.records.keys()], object.alarms.length], [['key young'], 2]);
  object.records.set('key young', { forgetAtMs: 1 });
  await object.books.alarm();
  assert.deepEqual([object.records.size, object.alarms.length], [0, 2]);
});

test('a rate is kept by its object', async () => {
  const store = durableStore(fakeNamespace());
  const rate = { calls: 2, perMs: 1_000, longestWaitMs: 0 };
  assert.deepEqual(
    [await store.take('account', rate), await store.take('account', rate)],
    [
      { ok: true, waitMs: 0 },
      { ok: true, waitMs: 0 },
    ],
  );
  assert.equal((await store.take('account', rate)).ok, false);
});
