// "Delete my face": off unless configured, for the authenticated user alone, with and without hashed ids.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBackend, issueToken, tokenAuthenticator } from '../../pkg/server.js';
import { KEY } from '../emulator/client.js';
import { POLICIES, bearer, person, startBackend } from './backend-client.js';

/** @import { AdminPolicyOptions } from '../../pkg/server.js' */

const SECRET = 'the secret of the tokens that delete faces';
const admin = /** @type {AdminPolicyOptions} */ ({
  type: 'admin',
  authenticate: tokenAuthenticator({ secret: SECRET, audience: 'delete' }),
});

/** @param {Partial<AdminPolicyOptions>} [more] @param {Parameters<typeof startBackend>[0]} [setup] */
function start(more, { options, ...setup } = {}) {
  const forget = /** @type {AdminPolicyOptions} */ ({ ...admin, ...more });
  return startBackend({ ...setup, options: { policies: { ...POLICIES, forget }, ...options } });
}

/** @param {string} userId @param {{ policy?: string, uses?: number, audience?: string }} [more] */
async function token(userId, { audience = 'delete', policy = 'forget', ...more } = {}) {
  const issued = await issueToken({ userId, policy, ...more }, { secret: SECRET, audience });
  return { authorization: `Bearer ${issued}` };
}

/** @param {ReturnType<typeof startBackend>} backend @param {Record<string, string>} headers */
const remove = ({ send }, headers) => send('/api/records/me', { method: 'DELETE', headers }, null);

/** @param {ReturnType<typeof startBackend>} backend */
const usersOf = ({ emulator }) => emulator.store.faces(['groupone', 'grouptwo']).map((face) => face.merchantUserId);

test('it is not there unless a policy of the type admin is', async () => {
  const answer = await remove(startBackend(), await token('anna'));
  assert.deepEqual([answer.status, answer.json.code], [404, 'not_found']);
});

test("the user's own faces are deleted, and nobody else's", async () => {
  const backend = start();
  await backend.verify('plain', { MerchantUserId: 'anna', SourceFacePicture: person(1) });
  await backend.verify('plain', { MerchantUserId: 'bert', SourceFacePicture: person(2) });
  const first = await remove(backend, await token('anna'));
  assert.deepEqual([first.status, first.json.kind, first.json.ok, first.json.deleted], [200, 'deleted', true, true]);
  assert.match(first.json.requestId, /^[0-9A-F-]{36}$/);
  assert.deepEqual(usersOf(backend), ['bert']);
  const again = await remove(backend, await token('anna'));
  assert.deepEqual([again.status, again.json.deleted], [200, false]);
  const line = backend.lines.find(({ event }) => event === 'delete');
  assert.deepEqual([line?.policy, line?.status, line?.attempts], ['forget', 200, 1]);
  assert.ok(!JSON.stringify(backend.lines).includes('anna'));
});

test('with hashed ids too, and in the groups of the policy alone', async () => {
  const backend = start({ hashUserId: true, groups: ['groupone'] });
  const anna = { MerchantUserId: 'anna', SourceFacePicture: person(1) };
  assert.equal((await backend.verify('signup', anna)).json.registered, true);
  const [hashed] = usersOf(backend);
  assert.match(hashed ?? '', /^[0-9a-f]{32}$/);
  const face = /** @type {const} */ ({ registrationType: 'AUTO', createdMs: 0, fingerprint: new Uint8Array(1) });
  backend.emulator.store.addFace({ ...face, faceId: 'x', groupCode: 'grouptwo', merchantUserId: hashed ?? '' });
  assert.equal((await remove(backend, await token('anna'))).json.deleted, true);
  assert.deepEqual(
    backend.emulator.store.faces(['groupone', 'grouptwo']).map(({ groupCode }) => groupCode),
    ['grouptwo'],
  );
});

for (const [policy, hashUserId] of /** @type {const} */ ([
  ['plain', false],
  ['signup', true],
])) {
  test(`hashUserId ${hashUserId}: a deleted face is found no more, and the person signs up anew`, async () => {
    const backend = start({ hashUserId });
    const photo = { SourceFacePicture: person(1) };
    assert.equal((await backend.verify(policy, { ...photo, MerchantUserId: 'anna' })).json.registered, true);
    assert.equal((await backend.verify(policy, { ...photo, MerchantUserId: 'bert' })).json.subCode, '233');
    assert.equal((await remove(backend, await token('bert'))).json.deleted, false, 'nobody else deletes it');
    assert.equal((await remove(backend, await token('anna'))).json.deleted, true);
    assert.deepEqual(usersOf(backend), []);
    const { json } = await backend.verify(policy, { ...photo, MerchantUserId: 'bert' });
    assert.deepEqual([json.subCode, json.registered], ['200', true]);
    // Under the other kind of id nothing is found, so nothing is deleted by mistake.
    const other = start({ hashUserId: !hashUserId }, { emulator: { store: backend.emulator.store } });
    assert.equal((await remove(other, await token('bert'))).json.deleted, false);
  });
}

test('an authenticate that never answers does not keep the request waiting', async () => {
  /** The ten seconds are over at once. @param {number} ms @param {() => void} run */
  const timer = (ms, run) => {
    const timing = setTimeout(run, ms === 10_000 ? 1 : ms);
    return () => clearTimeout(timing);
  };
  const backend = start({ authenticate: () => new Promise(() => {}) }, { options: { timer } });
  const answer = await remove(backend, {});
  assert.deepEqual([answer.status, answer.json.code], [500, 'internal']);
});

/** @type {[string, () => Promise<Record<string, string>>, number, string][]} */
const refused = [
  ['no token', async () => ({}), 401, 'unauthenticated'],
  ['a token that verifies photos', () => bearer('anna'), 401, 'token_invalid'],
  [
    'a token of the same secret for another use',
    () => token('anna', { audience: 'face-preflight' }),
    401,
    'token_invalid',
  ],
  ['a token for another policy', () => token('anna', { policy: 'plain' }), 403, 'token_policy'],
];
for (const [name, headers, status, code] of refused) {
  test(`refused: ${name}`, async () => {
    const backend = start();
    const answer = await remove(backend, await headers());
    assert.deepEqual([answer.status, answer.json.code], [status, code]);
    assert.equal(backend.upstreamRequests.length, 0);
  });
}

test('a token deletes once; a repetition with its key is no second use', async () => {
  const backend = start();
  const headers = { ...(await token('anna', { uses: 1 })), 'idempotency-key': 'click-0001' };
  assert.equal((await remove(backend, headers)).status, 200);
  assert.equal((await remove(backend, headers)).status, 200);
  const other = await remove(backend, { ...headers, 'idempotency-key': 'click-0002' });
  assert.deepEqual([other.status, other.json.code], [401, 'token_used']);
});

test('what the service answers instead', async () => {
  const denied = start(
    {},
    { upstream: () => Response.json({ Code: 'Forbidden.RAMUserAccessDenied' }, { status: 403 }) },
  );
  const answer = await remove(denied, await token('anna'));
  assert.deepEqual(
    [answer.status, answer.json.kind, answer.json.code],
    [502, 'failed', 'Forbidden.RAMUserAccessDenied'],
  );
  const strange = start({}, { upstream: () => Response.json({ Code: 'Success', Result: {} }) });
  assert.equal((await remove(strange, await token('anna'))).json.code, 'upstream_not_understood');
});

test('a photo cannot be verified under it, the page does not hear of it, and no other site may call it', async () => {
  const backend = start();
  assert.equal(
    (await backend.verify('forget', { MerchantUserId: 'anna', SourceFacePicture: person(1) })).json.code,
    'policy_unknown',
  );
  const { policies } = (await backend.send('/api/config')).json;
  assert.ok(!policies.some((/** @type {any} */ { name }) => name === 'forget'));
  const cross = await remove(backend, { ...(await token('anna')), 'sec-fetch-site': 'cross-site' });
  assert.deepEqual([cross.status, cross.json.code], [403, 'origin_forbidden']);
});

test('what cannot work does not start', () => {
  const startWith = (/** @type {any} */ policies) =>
    createBackend({ policies, credentials: KEY, endpoint: 'http://127.0.0.1:1' });
  startWith({ forget: admin });
  assert.throws(() => startWith({ forget: { type: 'admin' } }), /policy forget: needs authenticate/);
  assert.throws(() => startWith({ forget: { ...admin, group: 'g' } }), /unknown member group/);
  assert.throws(() => startWith({ forget: { ...admin, groups: [] } }), /groups must be a list/);
  assert.throws(() => startWith({ forget: { ...admin, hashUserId: true } }), /hashUserId needs userIdKey/);
  assert.throws(() => startWith({ a: admin, b: admin }), /a and b are of the type admin/);
});
