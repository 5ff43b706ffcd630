// What requests share, kept in a file and in a real Redis: the same rules as in memory, over a restart and for several
// processes.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { memoryStore, redisStore } from '../../pkg/server.js';
import { sqliteStore } from '../../pkg/server-node.js';
import { begin } from '../../pkg/server/stores/key-records.js';
import { startBackend, person } from './backend-client.js';
import { startRedis } from './redis-server.js';

/** @import { Store } from '../../pkg/server.js' */
/** @typedef {{ open: () => Promise<Store>, again: () => Promise<Store> }} Kind `again`: what another process sees */

const folder = mkdtempSync(join(tmpdir(), 'face-stores-'));
/** @type {Awaited<ReturnType<typeof startRedis>>} */
let redis;
before(async () => {
  redis = await startRedis();
});
after(async () => {
  await redis.close();
  rmSync(folder, { recursive: true, force: true });
});

let opened = 0;

/** @type {Record<string, () => Promise<Kind>>} */
const KINDS = {
  async memory() {
    const store = memoryStore();
    return { open: async () => store, again: async () => store };
  },
  async file() {
    const path = join(folder, `${(opened += 1)}.db`);
    /** @type {Awaited<ReturnType<typeof sqliteStore>> | undefined} */
    let store;
    const open = async () => {
      store?.close();
      store = await sqliteStore(path);
      return store;
    };
    return { open, again: open };
  },
  async redis() {
    const prefix = `test ${(opened += 1)}:`;
    const open = async () => redisStore(await redis.connect(), { prefix });
    return { open, again: open };
  },
};

const claim = { digest: 'd', bizId: 'b', leaseMs: 60_000, keepMs: 60_000 };
const stays = new AbortController().signal;

for (const [name, kind] of Object.entries(KINDS)) {
  test(`${name}: a key belongs to one request, and keeps its answer`, async () => {
    const { open, again } = await kind();
    let store = await open();
    assert.deepEqual(await store.begin('key-1', claim), { state: 'yours', bizId: 'b', attempts: 0 });
    store = await again();
    assert.deepEqual(await store.begin('key-1', claim), { state: 'running' });
    assert.deepEqual(await store.begin('key-1', { ...claim, digest: 'other' }), { state: 'reused' });
    await store.settle('key-1', { state: 'open', attempts: 2 });
    store = await again();
    const open2 = { state: 'yours', bizId: 'b', attempts: 2 };
    assert.deepEqual(await store.begin('key-1', { ...claim, bizId: 'new' }), open2);
    const answer = { status: 200, body: { ok: true, text: 'ä "quoted" \u0000' } };
    await store.settle('key-1', { state: 'done', answer });
    store = await again();
    assert.deepEqual(await store.begin('key-1', claim), { state: 'done', answer });
    await store.settle('key-unknown', { state: 'open', attempts: 1 });
    assert.deepEqual(await store.begin('key-unknown', claim), { state: 'yours', bizId: 'b', attempts: 0 });
  });

  test(`${name}: a lease ends, and a key is forgotten in time`, async () => {
    const { open } = await kind();
    const store = await open();
    await store.begin('key-1', { ...claim, leaseMs: 1 });
    await new Promise((done) => {
      setTimeout(done, 5);
    });
    assert.deepEqual(await store.begin('key-1', claim), { state: 'yours', bizId: 'b', attempts: 1 });
    await store.begin('key-2', { ...claim, keepMs: 1 });
    await new Promise((done) => {
      setTimeout(done, 5);
    });
    const forgotten = { state: 'yours', bizId: 'c', attempts: 0 };
    assert.deepEqual(await store.begin('key-2', { ...claim, bizId: 'c' }), forgotten);
  });

  test(`${name}: of many who begin at once one does`, async () => {
    const { open, again } = await kind();
    const first = await open();
    const stores = name === 'redis' ? [first, await again(), await again()] : [first];
    const begun = await Promise.all(
      Array.from({ length: 24 }, (_, index) => stores[index % stores.length]?.begin('key-1', claim)),
    );
    assert.equal(begun.filter((one) => one?.state === 'yours').length, 1);
    assert.equal(begun.filter((one) => one?.state === 'running').length, 23);
  });

  test(`${name}: a token's uses are spent for all`, async () => {
    const { open, again } = await kind();
    const limit = { uses: 2, forgetAtMs: Date.now() + 60_000 };
    let store = await open();
    assert.deepEqual(await store.useToken('token-1', 'a', limit), { ok: true });
    store = await again();
    assert.deepEqual(await store.useToken('token-1', 'a', limit), { ok: true }, 'the same use again');
    assert.equal(await store.hasUse('token-1', null, 2), true);
    assert.deepEqual(await store.useToken('token-1', 'b', limit), { ok: true });
    store = await again();
    assert.deepEqual(await store.useToken('token-1', 'c', limit), { ok: false });
    assert.deepEqual([await store.hasUse('token-1', 'a', 2), await store.hasUse('token-1', null, 2)], [true, false]);
  });

  test(`${name}: the account's slots, given back, waited for, left, and held over a restart`, async () => {
    const { open, again } = await kind();
    const rate = { calls: 2, windowMs: 301, transitMs: 200 };
    let store = await open();
    const [first, second] = [await store.take(rate, 0, stays), await store.take(rate, 0, stays)];
    assert.ok(first.ok && second.ok);
    store = await again();
    const full = await store.take(rate, 0, stays);
    assert.ok(!full.ok && full.retryAfterMs > 0 && full.retryAfterMs <= 501, JSON.stringify(full));
    await store.giveBack(first.lease, false, rate);
    assert.equal((await store.take(rate, 0, stays)).ok, true, 'what was given back unused is free');
    const left = new AbortController();
    const leaving = store.take(rate, 2_000, left.signal);
    const start = performance.now();
    const waiting = store.take(rate, 2_000, stays);
    left.abort();
    assert.equal((await leaving).ok, false);
    const got = await waiting;
    const waitedMs = performance.now() - start;
    assert.ok(got.ok && waitedMs < 700, `${waitedMs} ms`);
  });
}

test('where the clock is set back, a lease lasts no longer than it would have', () => {
  const taken = begin(undefined, claim, 7_200_000).record;
  const seen = begin(taken, claim, 1_000);
  assert.equal(seen.begun.state, 'running');
  assert.equal(begin(seen.record, claim, 60_999).begun.state, 'running');
  assert.deepEqual(begin(seen.record, claim, 61_000).begun, { state: 'yours', bizId: 'b', attempts: 1 });
});

/** The most times in any window of a second. @param {number[]} times */
function busiest(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.max(...sorted.map((time, index) => sorted.slice(index).filter((other) => other < time + 1_000).length));
}

test('three processes over one Redis keep the rate of one account together, and use it', async () => {
  const prefix = 'rate:';
  const stores = await Promise.all([1, 2, 3].map(async () => redisStore(await redis.connect(), { prefix })));
  const rate = { calls: 5, windowMs: 1_001, transitMs: 500 };
  /** @type {number[]} */
  const times = [];
  await Promise.all(
    Array.from({ length: 21 }, async (_, index) => {
      const store = stores[index % 3];
      const grant = await store?.take(rate, 20_000, stays);
      assert.ok(grant?.ok, JSON.stringify(grant));
      times.push(performance.now());
      await store?.giveBack(grant.lease, true, rate);
    }),
  );
  const seconds = (Math.max(...times) - Math.min(...times)) / 1_000;
  assert.ok(busiest(times) <= 5, `${busiest(times)}`);
  assert.ok(seconds < 7, `21 calls at 5 a second took ${seconds} s`);
});

test('a Redis that is killed and started again has forgotten nothing', async () => {
  const store = redisStore(await redis.connect());
  await store.begin('key-1', claim);
  await store.settle('key-1', { state: 'done', answer: { status: 200, body: { ok: true } } });
  await redis.killAndRestart();
  const later = redisStore(await redis.connect());
  const done = { state: 'done', answer: { status: 200, body: { ok: true } } };
  assert.deepEqual(await later.begin('key-1', claim), done);
});

test('two backends over one Redis: a key has one call and one answer, whichever is asked', async () => {
  const options = async () => ({ store: redisStore(await redis.connect(), { prefix: 'two:' }) });
  const [one, two] = [startBackend({ options: await options() }), startBackend({ options: await options() })];
  const key = { 'idempotency-key': 'click-0001' };
  const anna = { MerchantUserId: 'anna', SourceFacePicture: person(1) };
  const answers = [await one.verify('plain', anna, key), await two.verify('plain', anna, key)];
  assert.deepEqual(
    answers.map(({ json }) => [json.registered, json.requestId]),
    Array(2).fill([true, answers[0]?.json.requestId]),
  );
  assert.deepEqual([one.upstreamRequests.length, two.upstreamRequests.length], [1, 0]);
});

test('without its Redis a backend answers within its deadline that it failed, and calls nobody', async () => {
  const own = await startRedis();
  const { verify, upstreamRequests } = startBackend({ options: { store: redisStore(await own.connect()) } });
  await own.kill();
  const start = performance.now();
  const anna = { MerchantUserId: 'anna', SourceFacePicture: person(1) };
  const answer = await verify('plain', anna, { 'idempotency-key': 'click-0001' });
  await own.close();
  assert.deepEqual([answer.status, answer.json.code, upstreamRequests.length], [500, 'internal', 0]);
  assert.ok(performance.now() - start < 10_000);
});

test('a file is read by its owner alone, and one that is no database is refused', async () => {
  const path = join(folder, 'private.db');
  const store = await sqliteStore(path);
  await store.begin('key-1', claim);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  store.close();
  const text = join(folder, 'text.db');
  writeFileSync(text, 'no database '.repeat(100));
  for (const _ of ['once', 'again: nothing was left open']) {
    await assert.rejects(sqliteStore(text), /not a database/);
  }
  assert.equal(readFileSync(text, 'utf8'), 'no database '.repeat(100));
  await assert.rejects(sqliteStore(join(folder, 'nowhere', 'keys.db')));
});
