// The backend's way of one verification: what it decides, checks, sends and tells.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { person, sentForm, startBackend } from './backend-client.js';
import { base64, fakePicture } from '../support/fake-picture.js';

test('signing up registers, a second person passes, the same face again is a duplicate', async () => {
  const { verify, upstreamRequests } = startBackend();
  const first = await verify('signup', { MerchantUserId: 'anna', SourceFacePicture: person(1) });
  assert.equal(first.status, 200);
  assert.deepEqual(
    [
      first.json.ok,
      first.json.code,
      first.json.subCode,
      first.json.passed,
      first.json.registered,
      first.json.attempts,
      first.json.attack,
    ],
    [true, 'Success', '200', true, true, 1, false],
  );
  assert.match(first.json.requestId, /^[0-9A-F-]{36}$/);
  assert.equal((await verify('signup', { MerchantUserId: 'bert', SourceFacePicture: person(2) })).json.passed, true);
  const again = await verify('signup', { MerchantUserId: 'carl', SourceFacePicture: person(1, { noise: 2 }) });
  assert.deepEqual(
    [again.status, again.json.subCode, again.json.passed, again.json.actor],
    [200, '233', false, 'policy'],
  );
  assert.ok(
    !again.text.includes('DuplicateFace') && !/faceId|merchantUserId/i.test(again.text),
    'no other user is named',
  );

  const [form] = await Promise.all(upstreamRequests.slice(0, 1).map(sentForm));
  assert.equal(new URL(upstreamRequests[0]?.url ?? '').search, '?ProductCode=FACE_IDU_MIN');
  assert.match(form?.MerchantUserId ?? '', /^[0-9a-f]{32}$/, 'the user id leaves hashed');
  assert.match(form?.MerchantBizId ?? '', /^[0-9a-f]{32}$/);
  assert.deepEqual(
    [
      form?.VerifyModel,
      form?.Liveness,
      form?.AutoRegistration,
      form?.FaceRegisterGroupCode,
      form?.FaceGroupCodes,
      form?.ReturnFaces,
      form?.UpdateFaceIfUserExists,
    ],
    ['0', '1', '0', 'groupone', 'groupone', '5', 'N'],
  );
});

test("logging in compares, with the policy's own threshold on top", async () => {
  const { verify } = startBackend();
  const same = await verify('login', {
    MerchantUserId: 'anna',
    SourceFacePicture: person(1),
    TargetFacePicture: person(1, { noise: 12 }),
  });
  assert.deepEqual([same.json.subCode, same.json.passed, same.json.score > 90], ['200', true, true], same.text);
  const other = await verify('login', {
    MerchantUserId: 'anna',
    SourceFacePicture: person(1),
    TargetFacePicture: person(2),
  });
  assert.deepEqual([other.json.subCode, other.json.passed], ['204', false]);
  const strict = startBackend({
    env: { FACE_POLICIES: JSON.stringify({ login: { mode: 'compare', minScore: 100, targetFrom: 'browser' } }) },
  });
  const close = await strict.verify('login', {
    MerchantUserId: 'anna',
    SourceFacePicture: person(1),
    TargetFacePicture: person(1, { noise: 20 }),
  });
  assert.deepEqual([close.json.subCode, close.json.passed, close.json.belowPolicyScore], ['200', false, true]);
});

test("without a score the policy's threshold lets nobody through", async () => {
  for (const FaceComparisonScore of [undefined, null, '', 'high']) {
    const { verify } = startBackend({
      upstream: () =>
        Response.json({
          Code: 'Success',
          RequestId: 'R1',
          Result: { SubCode: '200', FacePassed: 'Y', FaceComparisonScore },
        }),
    });
    const pictures = { SourceFacePicture: person(1), TargetFacePicture: person(2) };
    const { status, json } = await verify('login', { MerchantUserId: 'anna', ...pictures });
    assert.deepEqual([status, json.code, json.passed], [502, 'upstream_not_understood', false]);
  }
});

test('a demo policy lets the page choose modes, liveness, groups and registration', async () => {
  const { verify } = startBackend();
  const chosen = (/** @type {object} */ more) =>
    verify('demo', {
      ProductCode: 'FACE_IDU_MIN',
      MerchantBizId: 'abc',
      MerchantUserId: 'anna',
      SourceFacePicture: person(1),
      ...more,
    });
  const registered = await chosen({
    VerifyModel: '0',
    FaceGroupCodes: 'groupone,grouptwo',
    AutoRegistration: '0',
    FaceRegisterGroupCode: 'grouptwo',
  });
  assert.deepEqual([registered.json.passed, registered.json.registered], [true, true]);
  assert.equal(
    (await chosen({ VerifyModel: '0', FaceGroupCodes: 'grouptwo', AutoRegistration: '1' })).json.subCode,
    '233',
  );
  const both = await chosen({
    VerifyModel: '2',
    Liveness: '1',
    FaceGroupCodes: 'groupone',
    TargetFacePicture: person(1, { noise: 12 }),
  });
  assert.deepEqual([both.json.passed, both.json.score > 90, both.json.attack], [true, true, false]);
  const attack = await chosen({ VerifyModel: '0', Liveness: '1', SceneCode: 'attack' });
  assert.deepEqual([attack.json.subCode, attack.json.attack, attack.json.actor], ['205', true, 'photo']);
  assert.equal((await chosen({ VerifyModel: '1', TargetFacePicture: person(2) })).json.subCode, '204');
});

/** @type {[string, number, string, string | undefined, string, Record<string, unknown>][]} */
const refused = [
  ['an unknown policy', 404, 'policy_unknown', undefined, 'none', {}],
  ['an inherited property as policy', 404, 'policy_unknown', undefined, '__proto__', {}],
  ["another mode than the policy's", 403, 'policy_forbids', 'VerifyModel', 'signup', { VerifyModel: '1' }],
  [
    "another group than the policy's",
    403,
    'policy_forbids',
    'FaceGroupCodes',
    'signup',
    { FaceGroupCodes: 'grouptwo' },
  ],
  [
    'registration where the policy has none',
    403,
    'policy_forbids',
    'AutoRegistration',
    'urls',
    { AutoRegistration: '0' },
  ],
  [
    "a group outside of the demo's",
    403,
    'policy_forbids',
    'FaceGroupCodes',
    'demo',
    { FaceGroupCodes: 'groupone,secret' },
  ],
  [
    "a register group outside of the demo's",
    403,
    'policy_forbids',
    'FaceRegisterGroupCode',
    'demo',
    { AutoRegistration: '0', FaceRegisterGroupCode: 'secret' },
  ],
  ['an unknown field', 400, 'field_unknown', 'Nonsense', 'signup', { Nonsense: '1' }],
  ['a reserved field', 400, 'field_unknown', 'FaceVerifyThreshold', 'demo', { FaceVerifyThreshold: '0.1' }],
  ['another product', 403, 'policy_forbids', 'ProductCode', 'signup', { ProductCode: 'FACE_VERIFY_MIN' }],
  ['a mode that does not exist', 400, 'field_invalid', 'VerifyModel', 'demo', { VerifyModel: '3' }],
  ['a number for a string', 400, 'field_invalid', 'VerifyModel', 'demo', { VerifyModel: 0 }],
  ['nobody', 401, 'unauthenticated', undefined, 'signup', { MerchantUserId: '' }],
  ['no user of a demo', 400, 'field_invalid', 'MerchantUserId', 'demo', { MerchantUserId: '' }],
  ['a user with a line break', 400, 'field_invalid', 'MerchantUserId', 'demo', { MerchantUserId: 'a\r\nb' }],
  ['a token of a user with a line break', 401, 'token_invalid', undefined, 'plain', { MerchantUserId: 'a\r\nb' }],
  ['no picture', 400, 'field_invalid', 'SourceFacePicture', 'signup', { SourceFacePicture: '' }],
  ['no second picture', 400, 'field_invalid', 'TargetFacePicture', 'login', {}],
  [
    'a picture URL where the policy has none',
    403,
    'policy_forbids',
    'SourceFacePictureUrl',
    'signup',
    { SourceFacePicture: '', SourceFacePictureUrl: 'https://example.com/a.jpg' },
  ],
  [
    'a file URL',
    400,
    'field_invalid',
    'SourceFacePictureUrl',
    'urls',
    { SourceFacePicture: '', SourceFacePictureUrl: 'file:///etc/passwd' },
  ],
  [
    'a picture in two ways',
    400,
    'field_invalid',
    'SourceFacePicture',
    'urls',
    { SourceFacePictureUrl: 'https://example.com/a.jpg' },
  ],
  ['a picture that is no Base64', 400, 'field_invalid', 'SourceFacePicture', 'signup', { SourceFacePicture: '****' }],
  [
    'something that is not a picture',
    422,
    'picture_unreadable',
    'SourceFacePicture',
    'signup',
    { SourceFacePicture: base64(new TextEncoder().encode('no picture at all')) },
  ],
  [
    'a landscape picture',
    422,
    'picture_refused',
    'SourceFacePicture',
    'signup',
    { SourceFacePicture: person(1, { width: 960, height: 720 }) },
  ],
  [
    'a picture that is too small',
    422,
    'picture_refused',
    'SourceFacePicture',
    'signup',
    { SourceFacePicture: person(1, { width: 300, height: 400 }) },
  ],
  [
    'a picture that was not prepared',
    422,
    'picture_not_prepared',
    'SourceFacePicture',
    'signup',
    { SourceFacePicture: person(1, { width: 3000, height: 4000 }) },
  ],
  [
    'a picture that is not upright',
    422,
    'picture_not_prepared',
    'SourceFacePicture',
    'signup',
    { SourceFacePicture: person(1, { orientation: 6 }) },
  ],
  [
    'a picture over 0.6 MB',
    422,
    'picture_not_prepared',
    'SourceFacePicture',
    'signup',
    { SourceFacePicture: person(1, { padding: 600_000 }) },
  ],
];
for (const [name, status, code, field, policy, request] of refused) {
  test(`refused before anything is billed: ${name}`, async () => {
    const { verify, upstreamRequests } = startBackend();
    const answer = await verify(policy, { MerchantUserId: 'anna', SourceFacePicture: person(1), ...request });
    assert.deepEqual([answer.status, answer.json.code, answer.json.field], [status, code, field]);
    assert.deepEqual(
      [answer.json.ok, answer.json.passed, answer.json.requestId, answer.json.attempts],
      [false, false, null, 0],
    );
    assert.equal(upstreamRequests.length, 0);
    if (code === 'picture_refused') {
      assert.ok(answer.json.report.checks.some((/** @type {any} */ check) => check.status === 'fail'));
    }
  });
}

test('the raw photo: image/jpeg with the fields in the query, prepared here', async () => {
  const { send, upstreamRequests, lines } = startBackend();
  const answer = await send('/api/verify?policy=plain&MerchantUserId=anna', {
    method: 'POST',
    headers: { 'content-type': 'image/jpeg' },
    body: fakePicture({ width: 3000, height: 4000 }),
  });
  assert.deepEqual([answer.status, answer.json.passed, answer.json.registered], [200, true, true]);
  assert.equal(lines[0]?.bytesIn, fakePicture().length, 'as read, whatever was announced');
  const form = await sentForm(/** @type {Request} */ (upstreamRequests[0]));
  assert.equal(
    form.SourceFacePicture,
    base64(fakePicture({ width: 720, height: 960 })),
    'the prepared picture was sent',
  );
  const landscape = await send('/api/verify?policy=plain&MerchantUserId=anna', {
    method: 'POST',
    headers: { 'content-type': 'image/jpeg' },
    body: fakePicture({ width: 4000, height: 3000 }),
  });
  assert.deepEqual([landscape.status, landscape.json.code], [422, 'picture_refused']);
});

test('the raw photo: multipart with two pictures, and an answer as a page', async () => {
  const { send } = startBackend();
  const form = new FormData();
  form.set('policy', 'login');
  form.set('MerchantUserId', 'anna');
  form.set('source', new Blob([fakePicture()]), 'a.jpg');
  form.set('target', new Blob([fakePicture({ noise: 12 })]), 'b.jpg');
  const data = await send('/api/verify', { method: 'POST', body: form });
  assert.deepEqual([data.status, data.json.passed, data.json.score > 90], [200, true, true]);
  const page = await send('/api/verify', { method: 'POST', body: form, headers: { accept: 'text/html,*/*' } });
  assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
  assert.match(page.text, /<h1>Passed<\/h1>/);
  form.set('other', new Blob([fakePicture()]), 'c.jpg');
  assert.equal((await send('/api/verify', { method: 'POST', body: form })).json.code, 'field_unknown');
});

test('one line a call, without pictures, users and keys', async () => {
  const { verify, lines } = startBackend();
  const answer = await verify('plain', { MerchantUserId: 'anna-the-user', SourceFacePicture: person(1) });
  assert.equal(lines.length, 1);
  const line = lines[0] ?? {};
  assert.deepEqual(
    [line.event, line.policy, line.status, line.code, line.subCode, line.requestId, line.attempts],
    ['verify', 'plain', 200, 'Success', '200', answer.json.requestId, 1],
  );
  assert.ok(line.bytesIn > 0 && line.bytesSource > 0);
  for (const secret of ['anna-the-user', person(1).slice(0, 20), 'test secret', 'LTAI-test', 'ACS3']) {
    assert.ok(!JSON.stringify(lines).includes(secret), secret);
  }
});
