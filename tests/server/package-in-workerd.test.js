// face-preflight/server out of the tarball, in workerd: the client, tokens, receipts and the signature.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Miniflare } from 'miniflare';
import { bundledModules } from '../support/bundled-worker.js';
import { installPackage, root } from '../support/package.js';
import { comparison, search, startService } from './client-emulator.js';
import { KEY } from '../emulator/client.js';
import { verdict } from './identity.js';

const service = await startService();
const how = { secret: 'a secret of at least thirty-two bytes' };
const other = { secret: 'another secret of thirty-two bytes' };
const folder = mkdtempSync(join(tmpdir(), 'face-preflight-worker-'));
/** @type {Miniflare} */
let worker;

before(async () => {
  installPackage(folder);
  cpSync(join(root, 'tests/server/package-worker.js'), join(folder, 'worker.js'));
  const vectors = readFileSync(join(root, 'tests/server/check-vectors.js'), 'utf8');
  writeFileSync(
    join(folder, 'check-vectors.js'),
    vectors.replace('../../pkg/server/signature/sign.js', 'face-preflight/server'),
  );
  writeFileSync(
    join(folder, 'wrangler.json'),
    JSON.stringify({ name: 'test', main: 'worker.js', compatibility_date: '2026-04-01' }),
  );
  worker = new Miniflare({
    host: '127.0.0.1',
    port: 0,
    modules: bundledModules(folder),
    compatibilityDate: '2026-04-01',
  });
  await worker.ready;
});
after(async () => {
  await worker?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

/** @param {string} route @param {unknown} given @returns {Promise<any>} */
async function ask(route, given) {
  const answer = await worker.dispatchFetch(`http://localhost/${route}`, {
    method: 'POST',
    body: JSON.stringify(given),
  });
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return JSON.parse(text);
}

test('every stage of the signature', async () => {
  const vectors = JSON.parse(readFileSync(join(root, 'tests/golden/signatures.json'), 'utf8'));
  assert.deepEqual([vectors.length, await ask('vectors', vectors)], [15, []]);
});

test('tokens, by a shared secret and by a key set', async () => {
  const content = { userId: 'user-1', policy: 'signup', uses: 2 };
  const [identity, refusal] = await ask('token', { content, how, other });
  assert.deepEqual(
    [identity.userId, identity.policy, identity.uses, refusal],
    ['user-1', 'signup', 2, 'token_invalid'],
  );
  assert.equal(await ask('keys', {}), 'user-1');
});

test('receipts', async () => {
  const [{ issuer, issuedAtMs, expiresAtMs, ...rest }, refusal] = await ask('receipt', {
    verdict: verdict(),
    how,
    other,
  });
  assert.deepEqual([rest, issuer, expiresAtMs - issuedAtMs, refusal], [verdict(), null, 600_000, 'invalid']);
});

test('calls of the service, with keys from a function', async () => {
  const { asked, answers } = await ask('calls', {
    options: { endpoint: service.url, credentials: KEY },
    requests: [search(1, { register: 'groupone' }), search(1), comparison(1, 2), search(0)],
  });
  const [registered, found, different, nobody] = answers;
  assert.deepEqual([registered.passed, registered.registration.registered], [true, true]);
  assert.deepEqual([found.subCode, found.duplicateFaces[0].userId], ['233', 'user1']);
  assert.deepEqual([different.subCode, nobody], ['204', 'ApiError NoFaceDetected']);
  assert.equal(asked, 1);
});
