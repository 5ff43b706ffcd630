// The backend as wrangler would deploy it, in workerd, with its Durable Object, before the emulator.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { emulatorHandler } from '../../pkg/emulator/handler.js';
import { verifyReceipt } from '../../pkg/server.js';
import { packageVision } from '../../pkg/emulator/pictures/package-vision.js';
import { memoryStore } from '../../pkg/emulator/stores/memory-store.js';
import { serve } from '../../pkg/server/node/node-adapter.js';
import * as product from '../../pkg/node.js';
import { KEY } from '../emulator/client.js';
import { TOKEN_SECRET, bearer } from './backend-client.js';
import { fetchDocumented } from './documented.js';
import { facePng } from './load/pictures.js';
import { startWorkerd } from './workerd.js';

const store = memoryStore();
store.addGroup({ code: 'groupone', name: 'one', description: '' });
const RECEIPT_SECRET = 'the secret of the receipts in these tests';
/** @type {string[]} */
const lines = [];
/** @type {{ url: string, close: () => Promise<void> }[]} */
const running = [];
let calls = 0;
/** Where it is set, calls are not answered; it is called when their client leaves. @type {((what: 'called' | 'left') => void) | undefined} */
let unanswered;
/** @type {Request[]} */
const held = [];
/** @type {Awaited<ReturnType<typeof startWorkerd>>} */
let worker;

before(async () => {
  const emulator = emulatorHandler({ keys: [KEY], store, vision: packageVision(product, { faces: false }) });
  const upstream = await serve(
    (request) => {
      calls += 1;
      if (!unanswered) {
        return emulator.fetch(request);
      }
      unanswered('called');
      // A request that nobody holds any more is collected, and its signal with it.
      held.push(request);
      return new Promise(() => request.signal.addEventListener('abort', () => unanswered?.('left')));
    },
    { port: 0 },
  );
  running.push(upstream);
  worker = await startWorkerd(
    {
      ALIBABA_CLOUD_ACCESS_KEY_ID: KEY.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: KEY.accessKeySecret,
      FACE_ENDPOINT: upstream.url,
      FACE_USER_ID_KEY: 'hash key',
      FACE_TOKEN_SECRET: TOKEN_SECRET,
      FACE_RECEIPT_SECRET: RECEIPT_SECRET,
      FACE_CALLS_PER_SECOND: '4',
      FACE_QUEUE_MS: '100',
      // Far longer than any test here: what ends a call is its client.
      FACE_ATTEMPT_MS: '60000',
      FACE_DEADLINE_MS: '60000',
      FACE_POLICIES: JSON.stringify({
        signup: { mode: 'search', groups: ['groupone'], register: 'groupone', hashUserId: true },
        login: { mode: 'recognize', groups: ['groupone'], hashUserId: true },
      }),
    },
    { onLine: (line) => lines.push(line) },
  );
  running.push(worker);
});
after(() => Promise.all(running.map((server) => server.close())));

/** @param {string} user @param {number} person @param {Record<string, string>} [headers] */
async function signup(user, person, headers = {}) {
  const response = await fetchDocumented(`${worker.url}/api/verify?policy=signup`, {
    method: 'POST',
    headers: { 'content-type': 'image/png', ...(await bearer(user)), ...headers },
    body: /** @type {any} */ (facePng(person)),
  });
  return /** @type {Promise<any>} */ (response.json());
}

/** @param {number} ms @param {Promise<unknown>} happened @param {string} what */
const within = (ms, happened, what) =>
  Promise.race([
    happened,
    new Promise((_, fail) => {
      setTimeout(() => fail(new Error(`${what} did not come within ${ms} ms`)), ms).unref();
    }),
  ]);

/** A second after the last answers. */
const allPlacesFree = () =>
  new Promise((done) => {
    setTimeout(done, 1_200);
  });

test('wrangler bundles it and tells its size', (t) => {
  const size = /Total Upload: .* \/ gzip: ([\d.]+) KiB/.exec(worker.told);
  assert.ok(size, worker.told);
  t.diagnostic(`wrangler deploy --dry-run: ${size[0]}`);
  assert.ok(Number(size[1]) < 1_000, "far below the platform's limit of 3 MB compressed");
});

test('a raw photo is prepared at the edge, registered, and found again', async () => {
  const first = await signup('anna', 1);
  assert.deepEqual([first.passed, first.registered, first.attempts], [true, true, 1], JSON.stringify(first));
  assert.equal((await signup('bert', 1)).subCode, '233');
  assert.equal((await signup('carl', 2)).subCode, '200');
});

test('a double click is one call, through the Durable Object', async () => {
  await allPlacesFree();
  const before = calls;
  const answers = await Promise.all([1, 2, 3].map(() => signup('dora', 3, { 'idempotency-key': 'click-0001' })));
  assert.deepEqual(
    answers.map((answer) => [answer.passed, answer.registered]),
    Array(3).fill([true, true]),
    JSON.stringify(answers),
  );
  assert.equal(new Set(answers.map((answer) => answer.requestId)).size, 1);
  assert.equal((await signup('dora', 3, { 'idempotency-key': 'click-0001' })).requestId, answers[0].requestId);
  assert.equal(calls, before + 1);
  assert.equal((await signup('dora', 4, { 'idempotency-key': 'click-0001' })).code, 'idempotency_key_reused');
  assert.equal((await signup('mallory', 3, { 'idempotency-key': 'click-0001' })).duplicate, 'other');
});

test('a one-time token is good for one call, in the Durable Object too', async () => {
  await allPlacesFree();
  const token = await bearer('fred', { uses: 1 });
  const first = await signup('fred', 50, { ...token, 'idempotency-key': 'once-00001' });
  assert.equal(first.registered, true, JSON.stringify(first));
  assert.equal((await signup('fred', 50, { ...token, 'idempotency-key': 'once-00001' })).requestId, first.requestId);
  assert.equal((await signup('fred', 51, { ...token, 'idempotency-key': 'once-00002' })).code, 'token_used');
  assert.equal((await signup('fred', 51, { authorization: 'Bearer none' })).code, 'token_invalid');
});

test('logging in by recognising, with a receipt', async () => {
  await allPlacesFree();
  const ask = async (/** @type {string} */ user) => {
    const response = await fetchDocumented(`${worker.url}/api/verify?policy=login`, {
      method: 'POST',
      headers: { 'content-type': 'image/png', ...(await bearer(user)) },
      body: /** @type {any} */ (facePng(50)),
    });
    return /** @type {Promise<any>} */ (response.json());
  };
  const own = await ask('fred');
  assert.deepEqual([own.passed, own.duplicate], [true, 'self'], JSON.stringify(own));
  const receipt = await verifyReceipt(own.receipt, { secret: RECEIPT_SECRET, userId: 'fred', policy: 'login' });
  assert.deepEqual([receipt.passed, receipt.requestId], [true, own.requestId]);
  assert.equal((await ask('anna')).passed, false);
});

test("the account's rate is kept in the Durable Object", async () => {
  await allPlacesFree();
  const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => signup(`user${index}`, 10 + index)));
  const busy = answers.filter((answer) => answer.code === 'service_busy');
  assert.ok(
    busy.length >= 1 && busy.every((answer) => answer.retryAfterMs > 0),
    JSON.stringify(answers.map((answer) => answer.code)),
  );
});

test('a client that leaves ends the call, is logged, and may ask again at once', async () => {
  await allPlacesFree();
  /** @type {Record<'called' | 'left', Promise<unknown>>} */
  const heard = { called: Promise.resolve(), left: Promise.resolve() };
  const tell = /** @type {Record<'called' | 'left', () => void>} */ ({});
  for (const what of /** @type {const} */ (['called', 'left'])) {
    heard[what] = new Promise((done) => (tell[what] = () => done(undefined)));
  }
  unanswered = (what) => tell[what]();
  const photo = facePng(40);
  // workerd hears a reset, and no mere end of what the client sends.
  const socket = connect(Number(new URL(worker.url).port), '127.0.0.1');
  socket.on('error', () => {});
  const headers = [
    'POST /api/verify?policy=signup HTTP/1.1',
    `Host: ${new URL(worker.url).host}`,
    `Authorization: ${(await bearer('emil')).authorization}`,
    'Content-Type: image/png',
    'Idempotency-Key: leaving-0001',
    `Content-Length: ${photo.length}`,
  ];
  socket.write(`${headers.join('\r\n')}\r\n\r\n`);
  socket.write(photo);
  try {
    await within(10_000, heard.called, 'the call');
    socket.resetAndDestroy();
    await within(2_000, heard.left, 'the end of the call');
  } finally {
    socket.destroy();
    unanswered = undefined;
  }
  const isTold = () => lines.some((line) => line.includes('"code":"client_left"'));
  for (let tries = 0; tries < 200 && !isTold(); tries += 1) {
    await new Promise((done) => {
      setTimeout(done, 10);
    });
  }
  assert.ok(isTold(), lines.join('\n'));
  const startMs = performance.now();
  const again = await signup('emil', 40, { 'idempotency-key': 'leaving-0001' });
  assert.deepEqual([again.passed, again.registered], [true, true], JSON.stringify(again));
  assert.ok(performance.now() - startMs < 5_000, 'the key was not taken any more');
});

test("the page's files come with their policy, the API does not fall through to them", async () => {
  const file = await fetch(`${worker.url}/main.js`);
  assert.equal(file.status, 200);
  assert.match(file.headers.get('content-security-policy') ?? '', /default-src 'self'/);
  await file.text();
  const other = await fetchDocumented(`${worker.url}/api/nothing`);
  assert.deepEqual([other.status, (await other.json()).code], [404, 'not_found']);
});

test('one JSON line a call, without users and secrets', () => {
  const calls = lines.filter((line) => line.includes('"event":"verify"'));
  assert.ok(calls.length > 5, lines.join('\n'));
  for (const secret of ['anna', TOKEN_SECRET, RECEIPT_SECRET, KEY.accessKeySecret, KEY.accessKeyId, 'hash key']) {
    assert.ok(!lines.some((line) => line.includes(secret)), secret);
  }
});

test('without its secrets it refuses every call, and its log names what is missing', async () => {
  /** @type {string[]} */
  const told = [];
  const bare = await startWorkerd({}, { onLine: (line) => told.push(line) });
  running.push(bare);
  for (const path of ['/healthz', '/api/config']) {
    const answer = await fetchDocumented(`${bare.url}${path}`);
    assert.deepEqual([answer.status, (await answer.json()).code], [503, 'not_configured']);
  }
  while (told.length === 0) {
    await new Promise((done) => setTimeout(done, 10));
  }
  assert.match(told[0] ?? '', /ALIBABA_CLOUD_ACCESS_KEY_ID is not set/);
});
