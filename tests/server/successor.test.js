// FaceVerifyIntl: the client, the backend's policy and `buildRequest` call the successor in its own places.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildRequest, contract } from '../../pkg/node.js';
import { createBackend, createClient } from '../../pkg/server.js';
import { person, sentForm, startBackend } from './backend-client.js';
import { KEY, startEmulator } from '../emulator/client.js';

/** @import { PolicyOptions } from '../../pkg/server.js' */

const ids = { bizId: 'biz1', userId: 'anna' };
const search = /** @type {const} */ ({ ...ids, mode: 'search', groups: ['groupone'], source: person(1) });

/** A client over the emulator, and what it sent. */
function start() {
  /** @type {Request[]} */
  const sent = [];
  const emulator = startEmulator();
  const client = createClient({
    credentials: KEY,
    endpoint: 'http://127.0.0.1:8721',
    fetch: async (input, init) => {
      const request = new Request(/** @type {URL} */ (input), init);
      sent.push(request.clone());
      return emulator.fetch(request);
    },
  });
  return { client, sent };
}

test('buildRequest leaves out what the successor does not have, and nothing else', () => {
  const first = buildRequest(search);
  const next = buildRequest({ ...search, operation: 'FaceVerifyIntl' });
  const { Liveness, ...others } = first;
  assert.equal(Liveness, '0');
  assert.deepEqual(next, others);
  assert.deepEqual(buildRequest({ ...search, operation: 'FaceDuplicationCheckIntl' }), first);
});

test('buildRequest refuses what the successor would not do', () => {
  const build = (/** @type {object} */ more) =>
    buildRequest(/** @type {any} */ ({ ...search, operation: 'FaceVerifyIntl', ...more }));
  const wrong = /** @type {[object, RegExp][]} */ ([
    [{ liveness: false }, /liveness: is no option of FaceVerifyIntl: it always looks for liveness/],
    [{ liveness: true }, /liveness/],
    [{ sceneCode: 'signup' }, /sceneCode: is no option of FaceVerifyIntl/],
    [{ operation: 'FaceVerify' }, /operation: is neither FaceDuplicationCheckIntl nor FaceVerifyIntl/],
  ]);
  for (const [more, message] of wrong) {
    assert.throws(() => build(more), { code: 'invalid_option', message });
  }
  const cropped = {
    ok: true,
    jpeg: new Uint8Array(1),
    base64: () => person(1),
    report: { output: { cropped: true } },
  };
  assert.throws(() => build({ source: cropped }), { code: 'invalid_parameter', message: /liveness is judged/ });
});

test('all travels in the query but the pictures, and the answer has numbers', async () => {
  const { client, sent } = start();
  const registered = await client.faceVerifyIntl({ ...search, register: 'groupone' });
  assert.deepEqual([registered.passed, registered.registration?.registered], [true, true]);
  const both = { ...search, mode: /** @type {const} */ ('both'), target: person(1), quality: true };
  const answer = await client.faceVerifyIntl(both);
  assert.deepEqual([answer.subCode, answer.score, answer.attack, answer.attackScore], ['233', 100, false, 1.23]);
  assert.equal(answer.duplicateFaces?.[0]?.userId, 'anna');
  assert.equal(typeof answer.extFaceInfo?.targetSharpnessScore, 'number');
  const [, request] = sent;
  assert.equal(request?.headers.get('x-acs-action'), 'FaceVerifyIntl');
  assert.deepEqual(Object.keys(await sentForm(/** @type {Request} */ (request))).sort(), [
    'SourceFacePicture',
    'TargetFacePicture',
  ]);
  const query = new URL(request?.url ?? '').searchParams;
  assert.deepEqual(
    [...query.keys()],
    contract.parameters.filter(({ name }) => query.has(name)).map(({ name }) => name),
  );
  assert.deepEqual([query.get('ProductCode'), query.get('VerifyModel')], ['FACE_IDU_MIN', '2']);
  assert.ok(!query.has('Liveness') && !query.has('SceneCode'));
});

test('a payload is taken, also of the product that only compares; that of the other operation is not', async () => {
  const { client, sent } = start();
  const payload = buildRequest({ ...search, operation: 'FaceVerifyIntl' });
  assert.equal((await client.faceVerifyIntl(JSON.parse(JSON.stringify(payload)))).passed, true);
  await assert.rejects(async () => client.faceVerifyIntl(/** @type {any} */ (buildRequest(search))), {
    code: 'invalid_option',
    message: /Liveness: is no parameter of FaceVerifyIntl/,
  });
  const wrong = /** @type {any} */ ({ ...search, operation: 'FaceDuplicationCheckIntl' });
  await assert.rejects(async () => client.faceVerifyIntl(wrong), { message: /call the method of that name/ });
  const compares = {
    ...{ ProductCode: 'FACE_VERIFY_MIN', MerchantBizId: 'biz2', MerchantUserId: 'anna' },
    ...{ SourceFacePicture: person(1), TargetFacePicture: person(2) },
  };
  const answer = await client.faceVerifyIntl(/** @type {any} */ (compares));
  assert.deepEqual([answer.passed, answer.subCode], [false, '204']);
  assert.equal(sent.length, 2);
});

test('a policy switches the operation', async () => {
  const signup = /** @type {PolicyOptions} */ ({
    ...{ operation: 'FaceVerifyIntl', mode: 'search', groups: ['groupone'], register: 'groupone' },
  });
  const login = /** @type {PolicyOptions} */ ({
    operation: 'FaceVerifyIntl',
    mode: 'recognize',
    groups: ['groupone'],
  });
  const demo = /** @type {PolicyOptions} */ ({ ...login, mode: 'search', demo: true });
  const env = { FACE_POLICIES: JSON.stringify({ plain: signup, recognize: login, demo }) };
  const { verify, send, upstreamRequests } = startBackend({ env });
  const anna = { MerchantUserId: 'anna', SourceFacePicture: person(1) };
  const first = await verify('plain', anna);
  assert.deepEqual([first.json.passed, first.json.registered, first.json.attack], [true, true, false]);
  assert.equal((await verify('recognize', anna)).json.passed, true);
  const [request] = upstreamRequests;
  assert.equal(request?.headers.get('x-acs-action'), 'FaceVerifyIntl');
  assert.deepEqual(Object.keys(await sentForm(/** @type {Request} */ (request))), ['SourceFacePicture']);
  assert.equal(new URL(request?.url ?? '').searchParams.get('MerchantUserId'), 'anna');
  const off = await verify('demo', { ...anna, Liveness: '0' });
  assert.deepEqual([off.status, off.json.code, off.json.field], [403, 'policy_forbids', 'Liveness']);
  const { policies } = (await send('/api/config')).json;
  assert.ok(policies.every((/** @type {any} */ { liveness }) => liveness === true));
});

test('a policy of the successor without liveness, or with a scene code, does not start', () => {
  const startWith = (/** @type {object} */ more) =>
    createBackend({
      policies: { a: /** @type {any} */ ({ operation: 'FaceVerifyIntl', mode: 'compare', demo: true, ...more }) },
      credentials: KEY,
      endpoint: 'http://127.0.0.1:1',
    });
  startWith({ liveness: true });
  assert.throws(() => startWith({ liveness: false }), /liveness cannot be switched off in FaceVerifyIntl/);
  assert.throws(() => startWith({ sceneCode: 'signup' }), /FaceVerifyIntl has no sceneCode/);
  assert.throws(() => startWith({ operation: 'FaceVerify' }), /operation must be/);
  assert.throws(() => startWith({ picture: { crop: 'face' } }), /liveness cannot be combined/);
});
