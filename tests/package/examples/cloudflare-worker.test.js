// docs/examples/cloudflare-worker, bundled by wrangler, in workerd, before the emulator of the API.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Miniflare } from 'miniflare';
import * as product from '../../../pkg/node.js';
import { issueToken, verifyReceipt } from '../../../pkg/server.js';
import { packageVision } from '../../../pkg/emulator/pictures/package-vision.js';
import { startEmulator } from '../../../pkg/emulator/start-emulator.js';
import { fetchDocumented } from '../../server/documented.js';
import { bundledModules } from '../../support/bundled-worker.js';
import { installExample } from '../../support/example.js';
import { fixture } from '../../support/fixtures.js';
import { root } from '../../support/package.js';

const TOKENS = { secret: 'a secret of tokens with at least 32 bytes' };
const RECEIPTS = { secret: 'a secret of receipts with at least 32 bytes' };
const PAGE = 'https://page.test';

/** @type {Awaited<ReturnType<typeof startEmulator>>} */
let emulator;
/** @type {Miniflare} */
let worker;
/** @type {() => void} */
let remove;

before(async () => {
  const example = installExample('cloudflare-worker');
  remove = example.remove;
  emulator = await startEmulator({ port: 0, vision: packageVision(product) });
  worker = new Miniflare({
    host: '127.0.0.1',
    port: 0,
    modules: bundledModules(example.folder),
    compatibilityDate: '2026-04-01',
    compatibilityFlags: ['enable_request_signal'],
    durableObjects: { BOOKS: { className: 'SharedBooks', useSQLite: true } },
    bindings: {
      ALIBABA_CLOUD_ACCESS_KEY_ID: emulator.key.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: emulator.key.accessKeySecret,
      ALIBABA_CLOUD_REGION_ID: 'ap-southeast-1',
      FACE_ENDPOINT: emulator.server.url,
      FACE_GROUP: emulator.faceGroups[0] ?? '',
      FACE_TOKEN_SECRET: TOKENS.secret,
      FACE_RECEIPT_SECRET: RECEIPTS.secret,
      FACE_USER_ID_KEY: 'a key of the hash',
      PAGE_ORIGIN: PAGE,
    },
  });
  await worker.ready;
});

after(async () => {
  await worker?.dispose();
  await emulator?.server.close();
  remove?.();
});

/**
 * @param {string} name of the photo
 * @param {string} policy
 * @param {Record<string, string>} headers
 * @returns {Promise<any>}
 */
async function verify(name, policy, headers) {
  const answer = await fetchDocumented(new URL(`/api/verify?policy=${policy}`, await worker.ready), {
    method: 'POST',
    headers: { 'content-type': 'image/jpeg', origin: PAGE, 'idempotency-key': crypto.randomUUID(), ...headers },
    body: new Uint8Array(fixture(name)),
  });
  return { status: answer.status, ...(await answer.json()) };
}

/** @param {string} userId @param {string} policy */
const authorized = async (userId, policy) => ({
  authorization: `Bearer ${await issueToken({ userId, policy }, TOKENS)}`,
});

test('signing up registers, with a receipt, and the own face logs in', async () => {
  const { kind, passed, registered, receipt } = await verify(
    'large.jpg',
    'signup',
    await authorized('anna', 'signup'),
  );
  assert.deepEqual([kind, passed, registered], ['verdict', true, true]);
  const proven = await verifyReceipt(receipt, { ...RECEIPTS, userId: 'anna', policy: 'signup' });
  assert.deepEqual([proven.passed, proven.subCode, proven.registered], [true, '200', true]);

  const own = await verify('large.jpg', 'login', await authorized('anna', 'login'));
  assert.deepEqual([own.passed, own.subCode], [true, '233']);
  const borrowed = await verify('large.jpg', 'login', await authorized('bert', 'login'));
  assert.deepEqual([borrowed.passed, borrowed.duplicate], [false, 'other']);
});

test('without a token, with a spent one, or with one for something else', async () => {
  assert.equal((await verify('large.jpg', 'signup', {})).code, 'unauthenticated');
  const token = await authorized('carl', 'login');
  assert.equal((await verify('large.jpg', 'signup', token)).code, 'token_policy');
  await verify('large.jpg', 'login', token);
  assert.equal((await verify('large.jpg', 'login', token)).code, 'token_used');
});

test('an unfit photo, and what is no photo', async () => {
  const { status, code, report } = await verify('landscape.jpg', 'signup', await authorized('dora', 'signup'));
  assert.deepEqual([status, code], [422, 'picture_refused']);
  assert.equal(report.checks.find((/** @type {any} */ { id }) => id === 'portrait').status, 'fail');
  assert.equal((await verify('x_text.jpg', 'signup', await authorized('dora', 'signup'))).status, 422);
});

test('every binding is described, and needs nothing of this repository', () => {
  const read = (/** @type {string} */ name) =>
    readFileSync(join(root, 'docs/examples/cloudflare-worker', name), 'utf8');
  const described = Object.keys(JSON.parse(read('package.json')).cloudflare.bindings);
  const used = [...read('worker.js').matchAll(/\benv\.([A-Z_]+)/g)].map(([, name]) => name ?? '');
  const missing = new Set(used.filter((name) => name !== 'FACE_ENDPOINT' && !described.includes(name)));
  assert.deepEqual([...missing], []);
  assert.ok(described.length >= 8);
  const secrets = [...read('.dev.vars.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name ?? '');
  const variables = described.filter((name) => !read('wrangler.jsonc').includes(`"${name}"`));
  assert.deepEqual(
    variables.filter((name) => !secrets.includes(name)),
    [],
  );
  assert.doesNotMatch(read('worker.js') + read('wrangler.jsonc'), /\.\.\//);
});
