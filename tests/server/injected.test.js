// Clock, chance and timers are handed in everywhere, or a simulation would have another world beside its own.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { createBackend, createClient, issueToken } from '../../pkg/server.js';
import { KEY } from '../emulator/client.js';
import { fakePreflight, fakeVision } from '../support/fake-picture.js';
import { person } from './backend-client.js';

const SERVER = new URL('../../pkg-template/server/', import.meta.url);
/** Where the platform's own are named, and the folder of what only Node has. */
const ALLOWED = ['platform.js', 'timer.js', 'node/'];
const OF_PLATFORM =
  /\b(Date\.now|new Date\(\)|performance\.\w+|Math\.random|randomUUID|getRandomValues|set(Timeout|Interval|Immediate)|AbortSignal\.timeout)\b/g;

/** Without comments, which may name the defaults. @param {string} source */
const codeOf = (source) => source.replaceAll(/\/\*[\s\S]*?\*\/|(?<![:'"`\w])\/\/.*$/gm, '');

test('nothing in the server asks the platform for a time, a timer or a chance itself', async () => {
  const files = (await readdir(SERVER, { recursive: true })).filter((name) => name.endsWith('.js'));
  assert.ok(files.length > 50, `${files.length} files`);
  const found = [];
  for (const name of files.filter((one) => !ALLOWED.some((allowed) => one.startsWith(allowed)))) {
    const code = codeOf(await readFile(new URL(name, SERVER), 'utf8'));
    found.push(...[...code.matchAll(OF_PLATFORM)].map(([word]) => `${name}: ${word}`));
  }
  assert.deepEqual(found, []);
});

const NOW_MS = Date.UTC(2026, 0, 1);
const UUID = '00000000-0000-4000-8000-000000000000';
const NONCE = UUID.replaceAll('-', '');

test('a client takes all of them', async () => {
  /** @type {Headers[]} */
  const calls = [];
  /** @type {number[]} */
  const waits = [];
  const client = createClient({
    credentials: KEY,
    endpoint: 'http://127.0.0.1:1',
    attempts: 2,
    fetch: async (_, init) => {
      calls.push(new Headers(init?.headers));
      return Response.json({ RequestId: 'R-1', Code: 'Throttling.User' }, { status: 400 });
    },
    now: () => NOW_MS,
    monotonic: () => 5,
    random: () => 0.5,
    uuid: () => UUID,
    timer: (ms, run) => {
      if (ms < 15_000) {
        waits.push(ms);
        queueMicrotask(run);
      }
      return () => {};
    },
  });
  await assert.rejects(client.queryFaceGroup(), { code: 'Throttling.User', attempts: 2 });
  assert.deepEqual(
    calls.map((headers) => [headers.get('x-acs-date'), headers.get('x-acs-signature-nonce')]),
    Array(2).fill(['2026-01-01T00:00:00Z', NONCE]),
  );
  assert.deepEqual(waits, [250]);
});

test("a token's id is the one given", async () => {
  const how = { secret: 'a secret of at least thirty-two bytes', uuid: () => UUID };
  const [, payload = ''] = (await issueToken({ userId: 'anna', policy: 'p' }, how)).split('.');
  assert.equal(JSON.parse(Buffer.from(payload, 'base64url').toString()).jti, UUID);
});

/** A backend on a clock that goes on when a short timer is asked for; longer ones never end. */
function onItsClock() {
  let nowMs = 0;
  /** @type {number[]} */
  const asked = [];
  const backend = createBackend({
    policies: { demo: { mode: 'search', groups: ['g'], demo: true } },
    credentials: KEY,
    endpoint: 'http://127.0.0.1:1',
    callsPerSecond: 1,
    preflight: /** @type {any} */ (fakePreflight),
    fingerprint: fakeVision.fingerprint,
    log: () => {},
    fetch: async () =>
      Response.json({ RequestId: 'R-1', Code: 'Success', Result: { SubCode: '200', FacePassed: 'Y' } }),
    monotonic: () => nowMs,
    timer: (ms, run) => {
      asked.push(ms);
      const advance = () => {
        nowMs += ms;
        run();
      };
      const timing = ms <= 3_000 ? setTimeout(advance) : undefined;
      return () => clearTimeout(timing);
    },
  });
  /** @param {string} type @param {any} body */
  const ask = async (type, body) => {
    const init = /** @type {RequestInit} */ ({
      method: 'POST',
      headers: { 'content-type': type },
      body,
      duplex: 'half',
    });
    const url = 'http://backend.test/api/verify?policy=demo&MerchantUserId=anna';
    const answer = await backend.fetch(new Request(url, init));
    return { status: answer.status, ...(await answer.json()) };
  };
  return { ask, asked };
}

test('a slow body is slow by the clock of the backend', async () => {
  const { ask, asked } = onItsClock();
  const { status, code } = await ask('image/jpeg', new ReadableStream({ pull: () => new Promise(() => {}) }));
  assert.deepEqual([status, code], [408, 'body_too_slow']);
  assert.ok(asked.includes(3_000), String(asked));
});

test('the store that a backend makes for itself has its clock', async () => {
  const { ask, asked } = onItsClock();
  const body = JSON.stringify({
    policy: 'demo',
    request: { MerchantUserId: 'anna', SourceFacePicture: person(1) },
  });
  for (let count = 1; count <= 2; count += 1) {
    const { passed, meaning } = await ask('application/json', body);
    assert.equal(passed, true, meaning);
  }
  // The second one has waited for a slot: a second at least, by this clock.
  assert.ok(
    asked.some((ms) => ms >= 900 && ms <= 2_100),
    String(asked),
  );
});
