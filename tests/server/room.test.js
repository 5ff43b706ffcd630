// Places, memory and deadlines: what a client may have of the machine.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Places, PlacesOfEach } from '../../pkg/server/http/places.js';
import { LIMIT_SETS } from '../../pkg/lib/limit-sets.js';
import { pictureMemory } from '../../pkg/server/verification/picture-memory.js';
import { bearer, person, startBackend } from './backend-client.js';
import { base64, fakePicture, fakePreflight } from '../support/fake-picture.js';

const wait = (/** @type {number} */ ms) => new Promise((done) => setTimeout(done, ms));
const how = (waitMs = 500, signal = new AbortController().signal) => ({
  waitMs,
  signal,
  monotonic: () => performance.now(),
  sleep: async (/** @type {number} */ ms) => void (await wait(ms)),
});

test('places are given in the order of arrival, and each back once', async () => {
  const places = new Places(10);
  const first = await places.take(10, how());
  /** @type {string[]} */
  const order = [];
  const large = places.take(7, how()).then((back) => (order.push('large'), back));
  const small = places.take(1, how()).then((back) => (order.push('small'), back));
  await wait(60);
  assert.deepEqual(order, []);
  first?.();
  first?.();
  const backs = await Promise.all([large, small]);
  assert.deepEqual(order, ['large', 'small']);
  assert.equal(await places.take(3, how(30)), null, 'twice given back counts once');
  backs.forEach((back) => back?.());
  assert.ok(places.isIdle);
});

test('one that wants few overtakes one that wants many, for a second', async () => {
  const places = new Places(10);
  let elapsed = 0;
  const slowly = { ...how(5_000), monotonic: () => elapsed };
  const first = await places.take(6, slowly);
  const large = places.take(7, slowly);
  const small = await places.take(1, slowly);
  assert.ok(small);
  elapsed = 1_000;
  /** @type {string[]} */
  const order = [];
  void large.then(() => order.push('large'));
  const late = places.take(1, slowly).then((back) => (order.push('late'), back));
  await wait(60);
  assert.deepEqual(order, []);
  first?.();
  await late;
  assert.deepEqual(order, ['large', 'late']);
});

test('more than there is counts as all, and a signal ends the wait', async () => {
  const places = new Places(5);
  const all = await places.take(1_000, how());
  const left = new AbortController();
  const waiting = places.take(1, how(10_000, left.signal));
  left.abort();
  assert.equal(await waiting, null);
  all?.();
  assert.ok(places.isIdle);
});

test('each has places of its own, and is forgotten', async () => {
  const each = new PlacesOfEach(1);
  const one = await each.take('one', how());
  assert.equal(await each.take('one', how(30)), null);
  const other = await each.take('other', how(0));
  assert.ok(other);
  one?.();
  assert.ok(await each.take('one', how(0)));
  const shares = new PlacesOfEach(10);
  assert.ok(await shares.take('one', how(), 7));
  assert.equal(await shares.take('one', how(30), 4), null);
  assert.ok(await shares.take('other', how(), 1_000), 'more than a share counts as all of it');
});

test('the header says how much memory a picture may need', async () => {
  const fixture = (/** @type {string} */ name) => readFile(new URL(`../fixtures/${name}`, import.meta.url));
  const most = 1_000_000_000;
  for (const name of ['baseline-420.jpg', 'metadata.jpg', 'large.jpg', 'rgb.png']) {
    assert.equal(pictureMemory(await fixture(name), most), 6 * 2 ** 20, name);
  }
  for (const name of ['progressive.jpg', 'x_arithmetic.jpg', 'x_text.jpg', 'x_empty.jpg']) {
    assert.equal(pictureMemory(await fixture(name), most), most + 6 * 2 ** 20, name);
  }
  const wide = Uint8Array.from(await fixture('baseline-420.jpg'));
  const frame = wide.findIndex((byte, at) => byte === 0xff && wide[at + 1] === 0xc0);
  wide.set([0xff, 0xff], frame + 7);
  assert.equal(pictureMemory(wide, most), most + 6 * 2 ** 20, 'rows of 65,535 px');
  assert.equal(pictureMemory(wide.subarray(0, frame), most), most + 6 * 2 ** 20, 'the header comes later');
});

/**
 * A raw photo whose last byte comes when `finish` is called.
 * @param {ReturnType<typeof startBackend>} backend @param {string} address @param {number} [padding] bytes of it
 */
async function upload({ app }, address, padding = 0) {
  /** @type {ReadableStreamDefaultController<Uint8Array>} */
  let controller;
  const picture = fakePicture({ padding });
  const body = new ReadableStream({
    start(given) {
      controller = given;
      controller.enqueue(picture.slice(0, -1));
    },
  });
  const headers = { 'content-type': 'image/jpeg', ...(await bearer('anna')) };
  const init = /** @type {RequestInit} */ ({ method: 'POST', headers, body, duplex: 'half' });
  const answer = app.fetch(new Request('http://backend.test/api/verify?policy=plain', init), { address });
  return {
    answer: answer.then(async (response) => (await response.json()).code),
    finish() {
      controller.enqueue(picture.slice(-1));
      controller.close();
    },
  };
}
const sleep = async (/** @type {number} */ ms) => void (await wait(ms));

test('a client has three uploads at once; the fourth waits, and another client does not', async () => {
  const backend = startBackend({ limits: { placeMs: 150 }, options: { sleep } });
  const three = [await upload(backend, 'a'), await upload(backend, 'a'), await upload(backend, 'a')];
  await wait(10);
  const refused = await upload(backend, 'a');
  const other = await upload(backend, 'b');
  other.finish();
  assert.equal(await other.answer, 'Success');
  assert.equal(await refused.answer, 'too_many_requests');
  const waiting = await upload(backend, 'a');
  waiting.finish();
  await wait(30);
  three[0]?.finish();
  assert.equal(await waiting.answer, 'Success');
  three.forEach((one, index) => index > 0 && one.finish());
  assert.deepEqual(await Promise.all(three.map((one) => one.answer)), Array(3).fill('Success'));
});

test('pictures wait for memory, and are refused with a time to try again', async () => {
  let running = 0;
  /** @type {(() => void)[]} */
  const ends = [];
  const backend = startBackend({
    limits: { pictureMemoryBytes: 62 * 2 ** 20, placeMs: 100 },
    options: {
      sleep,
      async preflight(input) {
        if (input instanceof Uint8Array && input.length === 0) {
          return fakePreflight(fakePicture({})); // asked at the start, to check the options
        }
        running += 1;
        await new Promise((done) => ends.push(() => done(undefined)));
        return fakePreflight(input);
      },
    },
  });
  // The third of these would need more than what two leave.
  const uploads = await Promise.all(['a', 'b', 'c'].map((address) => upload(backend, address)));
  uploads.forEach((one) => one.finish());
  const all = uploads.map((one) => one.answer);
  assert.deepEqual([await Promise.race(all), running], ['service_busy', 2]);
  ends.forEach((end) => end());
  assert.deepEqual((await Promise.all(all)).sort(), ['Success', 'Success', 'service_busy']);
});

/** Six uploads of two clients whose last byte does not come. @param {ReturnType<typeof startBackend>} backend @param {number} padding */
const unfinished = (backend, padding) =>
  Promise.all(['a', 'b', 'a', 'b', 'a', 'b'].map((address) => upload(backend, address, padding)));

for (const [machine, megabytes] of /** @type {const} */ ([
  ['Node', 192],
  ['a Worker', 40],
])) {
  test(`pictures on their way take no memory of ${machine} from one that is there`, async () => {
    const limits = { pictureMemoryBytes: megabytes * 2 ** 20, placeMs: 1_000 };
    const backend = startBackend({ limits, options: { sleep } });
    const slow = await unfinished(backend, 300_000);
    await wait(100);
    const honest = await upload(backend, 'honest', 300_000);
    honest.finish();
    assert.equal(await honest.answer, 'Success');
    slow.forEach((one) => one.finish());
    assert.deepEqual(await Promise.all(slow.map((one) => one.answer)), Array(6).fill('Success'));
  });
}

test('two clients whose pictures are too large to be waited for leave memory to a third', async () => {
  let hasBegun = 0;
  const backend = startBackend({
    limits: { placeMs: 500 },
    options: {
      sleep,
      preflight(input) {
        hasBegun += input instanceof Uint8Array ? 0 : 1;
        return fakePreflight(input);
      },
    },
  });
  const slow = await unfinished(backend, 2_000_000);
  /** @type {string[]} */
  const answers = [];
  slow.forEach((one) => void one.answer.then((code) => answers.push(code)));
  while (answers.length < 2) {
    await wait(10);
  }
  assert.deepEqual([answers, hasBegun], [Array(2).fill('too_many_requests'), 4], 'two of each have memory');
  const honest = await upload(backend, 'honest', 300_000);
  honest.finish();
  assert.equal(await honest.answer, 'Success');
  assert.equal(answers.length, 2, 'the others have not ended');
  slow.forEach((one) => one.finish());
  await Promise.all(slow.map((one) => one.answer));
});

test("one client's pictures that wait for memory do not stand before another client's", async () => {
  /** @type {(() => void)[]} */
  const ends = [];
  const backend = startBackend({
    limits: { pictureMemoryBytes: 31 * 2 ** 20, placeMs: 400 },
    options: {
      sleep,
      async preflight(input) {
        if (!(input instanceof Uint8Array) || input.length > 0) {
          await new Promise((done) => ends.push(() => done(undefined)));
        }
        return fakePreflight(input instanceof Uint8Array && input.length === 0 ? fakePicture({}) : input);
      },
    },
  });
  const hostile = await Promise.all([1, 2, 3].map(() => upload(backend, 'hostile')));
  hostile.forEach((one) => one.finish());
  await wait(30);
  const honest = await upload(backend, 'honest');
  honest.finish();
  await wait(30);
  assert.equal(ends.length, 1);
  for (let photos = 1; photos <= 2; photos += 1) {
    ends[photos - 1]?.();
    await wait(60);
  }
  assert.equal(await honest.answer, 'Success', 'after one of the three that came before');
  ends.forEach((end) => end());
  while (ends.length < 4) {
    await wait(10);
  }
  ends[3]?.();
  assert.deepEqual(await Promise.all(hostile.map((one) => one.answer)), Array(3).fill('Success'));
});

test('the work on a picture has a deadline, ends with its client, and has the limits of a server', async () => {
  /** @type {{ options: any, signal: AbortSignal, client: string | null }[]} */
  const seen = [];
  const left = new AbortController();
  const backend = startBackend({
    limits: { pictureMs: 50 },
    env: {
      FACE_POLICIES: JSON.stringify({
        plain: { mode: 'search', groups: ['groupone'], picture: { prefer: 'size', limits: { scans: 9 } } },
      }),
    },
    options: {
      async preflight(input, options, call, who) {
        if (input instanceof Uint8Array && input.length === 0) {
          return fakePreflight(fakePicture({}));
        }
        const signal = /** @type {AbortSignal} */ (call?.signal);
        seen.push({ options, signal, client: who?.client ?? null });
        if (seen.length === 2) {
          setTimeout(() => left.abort());
        }
        return new Promise((_, fail) => signal.addEventListener('abort', () => fail(new Error('ended'))));
      },
    },
  });
  const late = await backend.verify('plain', { MerchantUserId: 'anna', SourceFacePicture: person(1) });
  assert.deepEqual([late.status, late.json.code], [429, 'service_busy']);
  assert.deepEqual(seen[0]?.options, {
    prefer: 'size',
    crop: 'none',
    landscape: 'fail',
    limits: { ...LIMIT_SETS.server, scans: 9 },
  });
  assert.equal(seen[0]?.client, 'client 192.0.2.1');

  const request = { SourceFacePicture: base64(fakePicture({ person: 2 })) };
  const gone = await backend.send('/api/verify', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ policy: 'plain', request }),
    signal: left.signal,
  });
  assert.equal(gone.json.code, 'client_left');
  assert.ok(seen[1]?.signal.aborted);
});

test('the comparison of two pictures ends at the deadline too, and is for a client', async () => {
  /** @type {(string | null | undefined)[]} */
  const clients = [];
  let isOver = false;
  const backend = startBackend({
    limits: { pictureMs: 50 },
    options: {
      fingerprint: (_, call, who) => {
        clients.push(who?.client);
        return new Promise((_, fail) =>
          call?.signal?.addEventListener('abort', () => {
            isOver = true;
            fail(new Error('ended'));
          }),
        );
      },
    },
  });
  const { json } = await backend.verify('login', {
    MerchantUserId: 'anna',
    SourceFacePicture: person(1),
    TargetFacePicture: person(1, { noise: 12 }),
  });
  assert.deepEqual([json.code, clients, isOver], ['service_busy', ['client 192.0.2.1'], true]);
});

test('a clock that is set back locks nobody out', async () => {
  let time = Date.now();
  let elapsed = 0;
  const { verify } = startBackend({
    env: { FACE_CLIENT_PER_MINUTE: '1' },
    options: { now: () => time, monotonic: () => elapsed },
  });
  const ask = async () => (await verify('plain', { MerchantUserId: 'anna', SourceFacePicture: person(1) })).status;
  assert.equal(await ask(), 200);
  time -= 30_000;
  elapsed += 59_000;
  assert.equal(await ask(), 429, 'a minute is a minute');
  elapsed += 1_000;
  assert.equal(await ask(), 200);
});
