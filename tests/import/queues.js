// docs/examples/cloudflare-import in workerd: a consumer dies in the middle of its photos, later the whole process.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { Miniflare } from 'miniflare';
import { packageVision } from '../../pkg/emulator/pictures/package-vision.js';
import { startEmulator } from '../../pkg/emulator/start-emulator.js';
import { memoryStore } from '../../pkg/emulator/stores/memory-store.js';
import * as product from '../../pkg/node.js';
import { hashedUserId } from '../../pkg/server.js';
import { bundledModules } from '../support/bundled-worker.js';
import { installExample } from '../support/example.js';
import { manyPeople } from './people.js';

const TOKEN = 'the token of the import';
const HASH_KEY = 'the key of the hash';
const GROUP = 'customers';
/** The rate of an import that is not about rates. */
const CALLS_PER_SECOND = 40;
const POLL_MS = 200;
const NS_IN_MS = 1e6;
/** One that ends between the two photos of a user. */
const SHORT_LEASE_SECONDS = 2;

/** Around the example: the second batch ends with an error once its first photo is done and the others are at work. */
const MORTAL = `
import worker from './import.js';
export * from './import.js';
let batches = 0;
export default {
  ...worker,
  async queue({ queue, messages }, env) {
    batches += queue === 'face-import' ? 1 : 0;
    if (queue !== 'face-import' || batches !== 2) {
      return worker.queue({ queue, messages }, env);
    }
    let die;
    const death = new Promise((_, fail) => (die = () => fail(new Error('the consumer died'))));
    const watched = messages.map((message) => ({
      body: message.body,
      attempts: message.attempts,
      ack: die,
      retry: (options) => message.retry(options),
    }));
    await Promise.race([worker.queue({ queue, messages: watched }, env), death]);
  },
};`;

/**
 * Imports as many people, with both deaths, and holds the end to what must be true of it.
 *
 * @param {number} count
 * @param {{ limitMs: number, leaseSeconds: number, batchSize: number, callsPerSecond: number }} how `callsPerSecond`: the rate
 *   of the import, and from which on the emulator throttles; low enough for the consumers to exceed it if they could
 */
export async function importThroughQueues(count, { limitMs, ...how }) {
  const home = mkdtempSync(join(tmpdir(), 'face-preflight-import-'));
  const store = memoryStore();
  /** @type {string[]} */
  const codes = [];
  /** When each call came, whatever its operation. @type {number[]} */
  const arrivals = [];
  const lag = monitorEventLoopDelay();
  lag.enable();
  const emulator = await startEmulator({
    ...{ port: 0, store, vision: packageVision(product, { faces: false }), seed: { groups: [GROUP] } },
    options: { callsPerSecond: how.callsPerSecond, callsPerSecondOf: { AddFaceRecord: how.callsPerSecond } },
    log: ({ code, ms }) => {
      codes.push(String(code));
      arrivals.push(Date.now() - Number(ms));
    },
  });
  const begin = () => startWorker({ modules: around(MORTAL), home, ...how }, emulator);
  let worker = begin();
  try {
    const people = await manyPeople(count);
    lag.reset();
    const bucket = /** @type {any} */ (await worker.getR2Bucket('PHOTOS'));
    for (const { user, photo } of people) {
      await bucket.put(`photos/${user}.jpg`, photo);
    }
    assert.equal((await ask(worker, 'POST', '/import', '')).status, 401);
    assert.deepEqual(await (await ask(worker, 'POST', '/import')).json(), { queued: count, cursor: null });
    const added = () => store.faces([GROUP]).map(({ merchantUserId }) => merchantUserId);
    const fit = people.filter((one) => one.fit);
    await until(() => added().length > fit.length / 2, limitMs);
    await worker.dispose();
    const before = added().length;
    assert.ok(before < fit.length, 'in the middle');

    worker = begin();
    assert.equal((await ask(worker, 'POST', '/import')).status, 200);
    const unfit = people.filter((one) => !one.fit);
    await until(
      async () => added().length >= fit.length && (await report(worker)).failed.length >= unfit.length,
      limitMs,
    );
    const ids = await Promise.all(fit.map(({ user }) => hashedUserId(user, HASH_KEY)));
    assert.deepEqual(added().sort(), ids.sort());
    const { inGroup, failed } = await report(worker);
    assert.equal(inGroup, fit.length);
    assert.deepEqual(
      failed.map(({ user }) => user).sort(),
      unfit.map(({ user }) => user),
    );
    for (const { user, file, reason } of failed) {
      assert.equal(file, `photos/${user}.jpg`);
      assert.match(reason, /^no_face: ./);
    }
    assert.ok(!codes.includes('Throttling.Api'), 'the rate of each operation is kept');
    // A call is accepted in one turn of the event loop and read in the next.
    const allowed = mostAllowed(how.callsPerSecond, (2 * lag.max) / NS_IN_MS);
    const most = mostInASecond(arrivals);
    assert.ok(most <= allowed, `${most} calls in one second, ${allowed} allowed`);
  } finally {
    lag.disable();
    await worker.dispose();
    await emulator.server.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** @param {number[]} timesMs */
function mostInASecond(timesMs) {
  const inSecondOf = (/** @type {number} */ start) => timesMs.filter((time) => time >= start && time < start + 1_000);
  return Math.max(...timesMs.map((start) => inSecondOf(start).length));
}

/**
 * What the rate promises of any second: a call of each slot, as long as calls arrive within a second of their sending. A slot
 * whose answer does not come is free after two; so a machine on which arrivals are late by more may see further ones.
 *
 * @param {number} callsPerSecond
 * @param {number} latestMs how late the longest arrival may have been
 */
function mostAllowed(callsPerSecond, latestMs) {
  return callsPerSecond * (1 + Math.floor((1_000 + latestMs) / 2_001));
}

/** Around the example: over the photo of one user each consumer dies; of another user's two the first by name comes late. */
const DEADLY = `
import worker from './import.js';
export * from './import.js';
export default {
  ...worker,
  async queue(batch, env) {
    if (batch.queue === 'face-import' && batch.messages.some(({ body }) => body.userId === 'cursed')) {
      throw new Error('the consumer died');
    }
    const [first] = batch.messages;
    if (first.body.key === 'photos/anna.jpeg' && first.attempts === 1) {
      return first.retry({ delaySeconds: ${2 * SHORT_LEASE_SECONDS} });
    }
    await worker.queue(batch, env);
  },
};`;

const SECOND_PHOTO = {
  ...{ user: 'anna', file: 'photos/anna.jpg' },
  reason: 'another photo of this user is in the import; a user has one photo',
};

/**
 * What ends in the report without a failed check: a photo over which the consumers died until Cloudflare gave it up, and a
 * second photo of a user.
 *
 * @param {{ limitMs: number }} how
 */
export async function reportTheHopeless({ limitMs }) {
  const home = mkdtempSync(join(tmpdir(), 'face-preflight-import-'));
  const [person] = await manyPeople(1);
  const vision = packageVision(product, { faces: false });
  const emulator = await startEmulator({ port: 0, vision, seed: { groups: [GROUP] } });
  const once = { maxRetries: 1, retryDelay: 0 };
  const how = { home, leaseSeconds: SHORT_LEASE_SECONDS, batchSize: 1 };
  const worker = startWorker({ modules: around(DEADLY), ...how, ...once }, emulator);
  try {
    const bucket = /** @type {any} */ (await worker.getR2Bucket('PHOTOS'));
    for (const name of ['anna.jpg', 'anna.jpeg', 'cursed.jpg']) {
      await bucket.put(`photos/${name}`, person?.photo);
    }
    assert.equal((await ask(worker, 'POST', '/import')).status, 200);
    await until(async () => {
      const { inGroup, failed } = await report(worker);
      return inGroup >= 1 && failed.length >= 2;
    }, limitMs);
    const { inGroup, failed } = await report(worker);
    const [second, cursed] = failed.sort((one, other) => (one.user < other.user ? -1 : 1));
    assert.equal(inGroup, 1);
    assert.equal(failed.length, 2);
    assert.deepEqual(second, SECOND_PHOTO);
    assert.deepEqual(cursed, {
      ...{ user: 'cursed', file: 'photos/cursed.jpg' },
      reason: 'the consumers ended before the photo was done',
    });
    // A second start says the same of the two, long after the lease of the first.
    await bucket.delete('report/photos/anna.jpg.json');
    assert.equal((await ask(worker, 'POST', '/import')).status, 200);
    await until(async () => (await report(worker)).failed.some(({ user }) => user === 'anna'), limitMs);
    assert.deepEqual(
      (await report(worker)).failed.find(({ user }) => user === 'anna'),
      SECOND_PHOTO,
    );
  } finally {
    await worker.dispose();
    await emulator.server.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** A key of the hash with a blank at its end is refused before anything is queued. */
export async function refuseTheStrayKey() {
  const home = mkdtempSync(join(tmpdir(), 'face-preflight-import-'));
  const vision = packageVision(product, { faces: false });
  const emulator = await startEmulator({ port: 0, vision, seed: { groups: [GROUP] } });
  const how = { home, leaseSeconds: 600, batchSize: 1, hashKey: `${HASH_KEY} ` };
  const worker = startWorker({ modules: around(DEADLY), ...how }, emulator);
  try {
    const answer = await ask(worker, 'POST', '/import');
    assert.equal(answer.status, 500);
    assert.match(await answer.text(), /^FACE_USER_ID_KEY: .*begins or ends with a blank/);
  } finally {
    await worker.dispose();
    await emulator.server.close();
    rmSync(home, { recursive: true, force: true });
  }
}

/** @type {ReturnType<typeof bundledModules> | undefined} */
let bundled;

/** The example inside another module, which is bundled once. @param {string} contents */
function around(contents) {
  if (!bundled) {
    const example = installExample('cloudflare-import');
    try {
      bundled = bundledModules(example.folder, 'import.js');
    } finally {
      example.remove();
    }
  }
  return [{ type: /** @type {const} */ ('ESModule'), path: 'around.js', contents }, ...bundled];
}

/**
 * @param {{ modules: object[], home: string, leaseSeconds: number, batchSize: number, maxRetries?: number,
 *   retryDelay?: number, hashKey?: string, callsPerSecond?: number }} how `home`: where bucket and Durable Object outlive the process; the queues of
 *   this simulator do not
 * @param {Awaited<ReturnType<typeof startEmulator>>} emulator
 */
function startWorker({ modules, home, leaseSeconds, batchSize, ...more }, { key, server }) {
  const { maxRetries = 5, retryDelay = 1, hashKey = HASH_KEY, callsPerSecond = CALLS_PER_SECOND } = more;
  return new Miniflare({
    host: '127.0.0.1',
    port: 0,
    name: 'import',
    modules: /** @type {any} */ (modules),
    compatibilityDate: '2026-04-01',
    r2Buckets: ['PHOTOS'],
    r2Persist: join(home, 'bucket'),
    durableObjects: { BOOKS: { className: 'SharedBooks', useSQLite: true } },
    durableObjectsPersist: join(home, 'objects'),
    queueProducers: { WAITING: { queueName: 'face-import' }, FAILED: { queueName: 'face-import-failed' } },
    queueConsumers: {
      'face-import': {
        ...{ maxBatchSize: batchSize, maxBatchTimeout: 1, maxRetries, retryDelay },
        deadLetterQueue: 'face-import-failed',
      },
      'face-import-failed': { maxBatchSize: 100, maxBatchTimeout: 1 },
    },
    bindings: {
      ALIBABA_CLOUD_ACCESS_KEY_ID: key.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: key.accessKeySecret,
      ALIBABA_CLOUD_REGION_ID: 'ap-southeast-1',
      FACE_ENDPOINT: server.url,
      FACE_GROUP: GROUP,
      FACE_USER_ID_KEY: hashKey,
      CALLS_PER_SECOND: String(callsPerSecond),
      LEASE_SECONDS: String(leaseSeconds),
      IMPORT_TOKEN: TOKEN,
    },
  });
}

/** @param {Miniflare} worker @param {string} method @param {string} path @param {string} [token] */
async function ask(worker, method, path, token = TOKEN) {
  const headers = { authorization: `Bearer ${token}` };
  return fetch(new URL(path, await worker.ready), { method, headers, signal: AbortSignal.timeout(60_000) });
}

/** @param {Miniflare} worker @returns {Promise<{ inGroup: number, failed: { user: string, file: string, reason: string }[] }>} */
async function report(worker) {
  const answer = await ask(worker, 'GET', '/report');
  assert.equal(answer.status, 200, await answer.clone().text());
  return /** @type {any} */ (answer.json());
}

/** @param {() => boolean | Promise<boolean>} holds @param {number} limitMs */
async function until(holds, limitMs) {
  const endMs = performance.now() + limitMs;
  while (!(await holds())) {
    assert.ok(performance.now() < endMs, 'the import does not get on');
    await wait(POLL_MS);
  }
}
