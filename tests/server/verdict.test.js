// What a verdict says: whose face was found, what came of a registration, and what only the integrator's server hears.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReceiptError, issueToken, verifyReceipt } from '../../pkg/server.js';
import { TOKEN_SECRET, person, sentForm, startBackend } from './backend-client.js';

/** @import { PolicyOptions, VerdictEvent } from '../../pkg/server.js' */

const RECEIPT_SECRET = 'the secret of the receipts in these tests';
const anna = { MerchantUserId: 'anna', SourceFacePicture: person(1) };
const bert = { MerchantUserId: 'bert', SourceFacePicture: person(2) };

/** @param {Record<string, PolicyOptions>} policies */
const policed = (policies, more = {}) => ({ env: { FACE_POLICIES: JSON.stringify(policies), ...more } });

const SIGNUP = /** @type {PolicyOptions} */ ({
  mode: 'search',
  groups: ['groupone'],
  register: 'groupone',
  hashUserId: true,
});
const LOGIN = /** @type {PolicyOptions} */ ({
  mode: 'recognize',
  groups: ['groupone', 'grouptwo'],
  hashUserId: true,
});

test('recognise: the own face passes, another person and nobody fail, nothing is registered', async () => {
  const { verify, upstreamRequests, emulator } = startBackend(policed({ plain: SIGNUP, recognize: LOGIN }));
  await verify('plain', anna);
  await verify('plain', bert);
  const own = await verify('recognize', { ...anna, SourceFacePicture: person(1, { noise: 2 }) });
  assert.deepEqual(
    [own.json.passed, own.json.subCode, own.json.duplicate, own.json.registered, own.json.actor],
    [true, '233', 'self', false, null],
  );
  assert.match(own.json.advice, /recognised you/);
  const other = await verify('recognize', { ...anna, SourceFacePicture: person(2) });
  assert.deepEqual([other.json.passed, other.json.subCode, other.json.duplicate], [false, '233', 'other']);
  const nobody = await verify('recognize', { ...anna, SourceFacePicture: person(3) });
  assert.deepEqual([nobody.json.passed, nobody.json.subCode, nobody.json.duplicate], [false, '200', undefined]);
  assert.match(nobody.json.advice, /couldn’t recognise you/);
  assert.equal(nobody.json.advice, other.json.advice, 'the page does not learn that somebody else has this face');
  assert.equal(emulator.store.faces(['groupone', 'grouptwo']).length, 2);
  const form = await sentForm(/** @type {Request} */ (upstreamRequests.at(-1)));
  assert.deepEqual([form.VerifyModel, form.AutoRegistration, form.ReturnFaces], ['0', '1', '5']);
});

test("recognise: a risk of the service is no pass, and a list that cannot be read is nobody's", async () => {
  for (const [SubCode, DuplicateFace] of [
    ['205', undefined],
    ['206', undefined],
    ['233', 'no list'],
    ['233', undefined],
    ['233', '[]'],
  ]) {
    const { verify } = startBackend({
      ...policed({ recognize: LOGIN }),
      upstream: () => Response.json({ Code: 'Success', Result: { SubCode, FacePassed: 'N', DuplicateFace } }),
    });
    const { json } = await verify('recognize', anna);
    assert.deepEqual(
      [json.kind, json.passed, json.subCode],
      ['verdict', false, SubCode],
      `${SubCode} ${DuplicateFace}`,
    );
  }
});

test("what the service takes for an attack is never this user's own face, whichever reason it names", async () => {
  /** @param {PolicyOptions} policy @param {string} FaceAttack */
  const answered = async (policy, FaceAttack) => {
    const own = [{ faceGroupCode: 'groupone', faceId: 'face-1', merchantUserId: 'anna' }];
    const Result = { SubCode: '233', FacePassed: 'N', DuplicateFace: JSON.stringify(own), FaceAttack };
    const { verify } = startBackend({
      ...policed({ plain: policy }),
      upstream: () => Response.json({ Code: 'Success', Result }),
    });
    const { json } = await verify('plain', anna);
    return [json.passed, json.subCode, json.registered];
  };
  const login = /** @type {PolicyOptions} */ ({ mode: 'recognize', groups: ['groupone'], liveness: true });
  const signup = /** @type {PolicyOptions} */ ({
    ...{ mode: 'search', groups: ['groupone'], register: 'groupone', liveness: true },
  });
  assert.deepEqual(await answered(login, 'N'), [true, '233', false]);
  assert.deepEqual(await answered(login, 'Y'), [false, '205', false]);
  assert.deepEqual(await answered(signup, 'N'), [true, '200', true]);
  assert.deepEqual(await answered(signup, 'Y'), [false, '205', false]);
});

test('registered already: also where another of the groups knows the own face', async () => {
  const faces = (/** @type {string[]} */ ...groups) =>
    JSON.stringify(groups.map((faceGroupCode) => ({ faceGroupCode, faceId: 'face-1', merchantUserId: 'anna' })));
  const plain = /** @type {PolicyOptions} */ ({
    ...{ mode: 'search', groups: ['groupone', 'grouptwo'], register: 'groupone' },
  });
  for (const [groups, passed] of /** @type {[string[], boolean][]} */ ([
    [['groupone'], true],
    [['grouptwo', 'groupone'], true],
    [['grouptwo'], false],
  ])) {
    const { verify } = startBackend({
      ...policed({ plain }),
      upstream: () =>
        Response.json({
          ...{ Code: 'Success', Result: { SubCode: '233', FacePassed: 'N', DuplicateFace: faces(...groups) } },
        }),
    });
    const { json } = await verify('plain', anna);
    assert.deepEqual([json.passed, json.registered, json.duplicate], [passed, passed, 'self'], groups.join());
  }
});

test('own, other or both: in words for the person, without an id', async () => {
  const policies = {
    plain: /** @type {PolicyOptions} */ ({ mode: 'search', groups: ['groupone'], register: 'groupone' }),
    other: /** @type {PolicyOptions} */ ({ mode: 'search', groups: ['grouptwo'], register: 'grouptwo' }),
    both: /** @type {PolicyOptions} */ ({ mode: 'search', groups: ['groupone', 'grouptwo'], returnFaces: 5 }),
  };
  const { verify } = startBackend(policed(policies));
  await verify('plain', anna);
  const self = await verify('both', anna);
  assert.deepEqual([self.json.passed, self.json.duplicate], [false, 'self']);
  assert.match(self.json.advice, /with this account/);
  const other = await verify('both', { ...anna, MerchantUserId: 'mallory' });
  assert.deepEqual([other.json.passed, other.json.duplicate], [false, 'other']);
  await verify('other', { ...anna, MerchantUserId: 'mallory' });
  const both = await verify('both', anna);
  assert.deepEqual([both.json.passed, both.json.duplicate], [false, 'both']);
  assert.match(both.json.advice, /another account too/);
  assert.equal(new Set([self, other, both].map(({ json }) => json.advice)).size, 3);
  for (const { text } of [self, other, both]) {
    assert.ok(!/mallory|anna|faceId|merchantUserId|duplicateFaces/i.test(text), text);
  }
});

test("a registering policy with somebody else's face beside the own one fails", async () => {
  const policies = {
    plain: /** @type {PolicyOptions} */ ({ mode: 'search', groups: ['groupone', 'grouptwo'], register: 'groupone' }),
    first: /** @type {PolicyOptions} */ ({ mode: 'search', groups: ['groupone'], register: 'groupone' }),
    other: /** @type {PolicyOptions} */ ({ mode: 'search', groups: ['grouptwo'], register: 'grouptwo' }),
  };
  const { verify } = startBackend({
    ...policed(policies),
    options: { authenticate: (request) => ({ userId: request.headers.get('x-user') ?? '' }) },
  });
  await verify('first', anna, { 'x-user': 'anna' });
  await verify('other', anna, { 'x-user': 'mallory' });
  const { json } = await verify('plain', anna, { 'x-user': 'anna' });
  assert.deepEqual([json.passed, json.registered, json.duplicate], [false, false, 'both']);
});

test('SceneCode of a policy reaches the service, and the page may not change it', async () => {
  const plain = /** @type {PolicyOptions} */ ({ ...SIGNUP, sceneCode: 'signup_01' });
  const { verify, upstreamRequests } = startBackend(policed({ plain }));
  assert.equal((await verify('plain', anna)).json.passed, true);
  assert.equal((await sentForm(/** @type {Request} */ (upstreamRequests[0]))).SceneCode, 'signup_01');
  assert.equal((await verify('plain', { ...anna, SceneCode: 'signup_01' })).json.kind, 'verdict');
  const other = await verify('plain', { ...anna, SceneCode: 'other' });
  assert.deepEqual([other.status, other.json.code, other.json.field], [403, 'policy_forbids', 'SceneCode']);
});

test("the policy's least quality: what is below does not pass, what is above does, none given is no pass", async () => {
  const quality = (/** @type {number} */ leastQuality) =>
    policed({ plain: { mode: 'search', groups: ['groupone'], quality: true, leastQuality } });
  const good = await startBackend(quality(50)).verify('plain', anna);
  assert.deepEqual([good.json.passed, good.json.belowPolicyQuality], [true, undefined], good.text);
  const poor = await startBackend(quality(99.9)).verify('plain', anna);
  assert.deepEqual([poor.json.passed, poor.json.subCode, poor.json.actor], [false, '200', 'photo']);
  assert.equal(poor.json.belowPolicyQuality, true);
  assert.match(poor.json.advice, /clearer photo/);
  const silent = await startBackend({
    ...quality(50),
    upstream: () => Response.json({ Code: 'Success', Result: { SubCode: '200', FacePassed: 'Y' } }),
  }).verify('plain', anna);
  assert.deepEqual([silent.status, silent.json.code], [502, 'upstream_not_understood']);
});

test('a receipt of every verdict, for the own user id, with the hash of what was sent', async () => {
  const { verify, upstreamRequests } = startBackend(
    policed({ plain: SIGNUP }, { FACE_RECEIPT_SECRET: RECEIPT_SECRET }),
  );
  const first = await verify('plain', anna, { 'idempotency-key': 'click-0001' });
  const receipt = await verifyReceipt(first.json.receipt, {
    secret: RECEIPT_SECRET,
    policy: 'plain',
    userId: 'anna',
  });
  const form = await sentForm(/** @type {Request} */ (upstreamRequests[0]));
  const sent = Buffer.from(form.SourceFacePicture ?? '', 'base64');
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', sent)).toString('base64url');
  assert.deepEqual(
    [receipt.id, receipt.passed, receipt.subCode, receipt.registered, receipt.requestId, receipt.pictures],
    [form.MerchantBizId, true, '200', true, first.json.requestId, { source: hash }],
  );
  assert.equal(receipt.transactionId, first.json.transactionId);
  assert.match(first.json.transactionId, /^\w{8,}$/);
  const again = await verify('plain', anna, { 'idempotency-key': 'click-0001' });
  const repeated = await verifyReceipt(again.json.receipt, { secret: RECEIPT_SECRET });
  assert.equal(repeated.id, receipt.id, 'a repetition has a receipt of the same verification');
  const failed = await verify('plain', { ...anna, MerchantUserId: 'mallory' });
  const failure = await verifyReceipt(failed.json.receipt, { secret: RECEIPT_SECRET, userId: 'mallory' });
  assert.deepEqual([failure.passed, failure.duplicate], [false, 'other']);

  const [head, body, signature] = first.json.receipt.split('.');
  const content = JSON.parse(Buffer.from(body, 'base64url').toString());
  const forged = Buffer.from(JSON.stringify({ ...content, sub: 'mallory' })).toString('base64url');
  const rejected = (/** @type {string} */ text, /** @type {string} */ code, more = {}) =>
    assert.rejects(
      verifyReceipt(text, { secret: RECEIPT_SECRET, ...more }),
      (error) => error instanceof ReceiptError && error.code === code,
    );
  await rejected([head, forged, signature].join('.'), 'invalid');
  await rejected(first.json.receipt, 'foreign', { userId: 'mallory' });
  const seen = new Set();
  const once = { seen: async (/** @type {string} */ id) => seen.has(id) || !seen.add(id) };
  await verifyReceipt(first.json.receipt, { secret: RECEIPT_SECRET, ...once });
  await rejected(again.json.receipt, 'replayed', once);
});

test('no receipt for somebody who was not authenticated, none without a verdict', async () => {
  const policies = {
    demo: /** @type {PolicyOptions} */ ({ mode: 'search', groups: ['groupone'], demo: true }),
    plain: SIGNUP,
  };
  const env = { FACE_RECEIPT_SECRET: RECEIPT_SECRET };
  const demo = await startBackend(policed(policies, env)).verify('demo', anna);
  assert.deepEqual([demo.json.kind, demo.json.receipt], ['verdict', undefined]);
  const upstream = () => Response.json({ Code: 'InvalidParameter' }, { status: 400 });
  const failed = await startBackend({ ...policed(policies, env), upstream }).verify('plain', anna);
  assert.deepEqual([failed.json.kind, failed.json.receipt], ['failed', undefined]);
});

test('onVerdict hears everything, before the browser does', async () => {
  /** @type {VerdictEvent[]} */
  const events = [];
  const more = { FaceAge: 31, FaceGender: 'F', FaceAttackScore: '1.5', FaceAttack: 'N' };
  /** @type {ReturnType<typeof startBackend>} */
  const backend = startBackend({
    ...policed({ plain: { ...SIGNUP, liveness: true, quality: true } }),
    upstream: async (request) => {
      const answer = await (await backend.emulator.fetch(request)).json();
      Object.assign(answer.Result, more);
      Object.assign(answer.Result.ExtFaceInfo, { FaceAttributeInfo: 'x', TargetSharpnessScore: '12.5' });
      return Response.json(answer);
    },
    options: { onVerdict: (event) => void events.push(event) },
  });
  const first = await backend.verify('plain', anna);
  const form = await sentForm(/** @type {Request} */ (backend.upstreamRequests[0]));
  const [event] = events;
  assert.deepEqual(
    [event?.id, event?.policy, event?.userId, event?.vendorUserId, event?.passed, event?.registered],
    [form.MerchantBizId, 'plain', 'anna', form.MerchantUserId, true, true],
  );
  assert.deepEqual(
    [event?.faceAge, event?.faceGender, event?.attack, event?.attackScore, event?.requestId, event?.transactionId],
    [31, 'F', false, 1.5, first.json.requestId, first.json.transactionId],
  );
  assert.match(event?.registrationId ?? '', /^\w{8,}$/);
  assert.deepEqual([event?.extFaceInfo?.faceAttributeInfo, event?.extFaceInfo?.targetSharpnessScore], ['x', 12.5]);
  assert.equal(Object.keys(event?.extFaceInfo ?? {}).length, 11);
  assert.ok(Math.abs(Date.parse(event?.at ?? '') - Date.now()) < 10_000);
  for (const hidden of ['faceAge', 'faceGender', 'extFaceInfo', 'duplicateFaces', 'registrationId', 'vendorUserId']) {
    assert.ok(!(hidden in first.json), hidden);
  }
  await backend.verify('plain', { ...anna, MerchantUserId: 'mallory' });
  assert.deepEqual(
    events[1]?.duplicateFaces?.map(({ groupCode, userId }) => [groupCode, userId]),
    [['groupone', form.MerchantUserId]],
  );
  const line = backend.lines[0] ?? {};
  assert.equal(line.transactionId, first.json.transactionId);
  assert.ok(
    !JSON.stringify(backend.lines).includes('anna') &&
      !JSON.stringify(backend.lines).includes(form.MerchantUserId ?? '-'),
  );
});

test('onVerdict that fails once is called again by a repetition with the same key, and nothing is called twice', async () => {
  /** @type {VerdictEvent[]} */
  const events = [];
  const { verify, upstreamRequests, lines } = startBackend({
    ...policed({ plain: SIGNUP }, { FACE_RECEIPT_SECRET: RECEIPT_SECRET }),
    options: {
      onVerdict: async (event) => {
        events.push(event);
        if (events.length === 1) {
          throw new Error('the database is away');
        }
      },
    },
  });
  const key = { 'idempotency-key': 'click-0001' };
  const first = await verify('plain', anna, key);
  assert.deepEqual(
    [first.status, first.json.kind, first.json.code, first.json.retryable, first.json.passed],
    [503, 'refused', 'verdict_not_recorded', true, false],
  );
  assert.ok(!('receipt' in first.json) && !('subCode' in first.json), 'the browser does not hear the verdict');
  assert.match(lines.find(({ event }) => event === 'verdict_not_recorded')?.error, /database is away/);
  const second = await verify('plain', anna, key);
  assert.deepEqual([second.status, second.json.passed, second.json.registered], [200, true, true]);
  assert.ok(second.json.receipt);
  assert.deepEqual(events[1], events[0]);
  await verify('plain', anna, key);
  assert.equal(events.length, 2, 'heard: not told again');
  assert.equal(upstreamRequests.length, 1);
});

test('onVerdict that fails without an idempotency key: nothing says that asking again would help', async () => {
  const { verify } = startBackend({
    ...policed({ plain: SIGNUP }),
    options: {
      onVerdict: () => {
        throw new Error('the database is away');
      },
    },
  });
  const { status, json, headers } = await verify('plain', anna);
  assert.deepEqual([status, json.code, json.retryable], [503, 'verdict_not_recorded', false]);
  assert.deepEqual([json.retryAfterMs, headers.get('retry-after')], [undefined, null]);
  assert.match(json.meaning, /without an idempotency key/);
});

test("onVerdict hears why, and the token's claims", async () => {
  /** @type {VerdictEvent[]} */
  const events = [];
  const policies = {
    plain: /** @type {PolicyOptions} */ ({ mode: 'search', groups: ['groupone'], quality: true, leastQuality: 99.9 }),
    other: SIGNUP,
  };
  const { send, verify } = startBackend({
    ...policed(policies),
    options: { onVerdict: (event) => void events.push(event) },
  });
  const claims = { order: 'order-7' };
  const token = await issueToken({ userId: 'anna', policy: 'plain', claims }, { secret: TOKEN_SECRET });
  await send('/api/verify', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ policy: 'plain', request: { SourceFacePicture: anna.SourceFacePicture } }),
  });
  await verify('other', anna);
  await verify('other', anna);
  assert.deepEqual([events[0]?.claims?.order, events[0]?.belowPolicyQuality], ['order-7', true]);
  assert.deepEqual([events[1]?.registeredEarlier, events[2]?.registeredEarlier], [undefined, true]);
});

test('what onVerdict was given is not kept', async () => {
  /** @type {any[]} */
  const settled = [];
  const { memoryStore } = await import('../../pkg/server.js');
  const store = memoryStore();
  const { verify } = startBackend({
    ...policed({ plain: SIGNUP }),
    options: {
      onVerdict: () => {},
      store: { ...store, settle: (key, settlement) => (settled.push(settlement), store.settle(key, settlement)) },
    },
  });
  await verify('plain', anna, { 'idempotency-key': 'click-0001' });
  assert.deepEqual([Boolean(settled[0].answer.event), settled.at(-1).answer.event], [true, undefined]);
});
