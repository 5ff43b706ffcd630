// The call of the service when things go wrong: what is retried, what is not, and what the browser gets.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KEY, STS } from '../emulator/client.js';
import { person, sentForm, startBackend } from './backend-client.js';

const anna = { MerchantUserId: 'anna', SourceFacePicture: person(1) };
const json = (/** @type {number} */ status, /** @type {object} */ body, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers });
const first =
  (/** @type {() => Response | Promise<Response>} */ answer) =>
  (/** @type {Request} */ _, /** @type {number} */ count) =>
    count === 1 ? answer() : undefined;
const error = (/** @type {number} */ status, /** @type {string} */ code, headers = {}) =>
  json(status, { RequestId: 'ABC-1', Code: code, Message: 'secret text' }, headers);

/** @type {[string, () => Response | Promise<Response>][]} */
const retried = [
  [
    'a connection that cannot be made',
    () => {
      throw new TypeError('fetch failed');
    },
  ],
  ['500', () => error(500, 'InternalError')],
  ['503', () => error(503, 'ServiceUnavailable')],
  ['an HTML 502', () => new Response('<html>502</html>', { status: 502 })],
  ['an empty 500', () => new Response(null, { status: 500 })],
  ['throttling', () => error(403, 'Throttling.Api')],
  ['another throttling', () => error(400, 'Throttling.User')],
  [
    'half a body',
    () =>
      new Response(
        new ReadableStream({
          start: (controller) => controller.enqueue(new TextEncoder().encode('{"Code":"Succ')),
          pull: (controller) => controller.error(new Error('cut')),
        }),
      ),
  ],
];
for (const [name, answer] of retried) {
  test(`retried, newly signed, with the same MerchantBizId: ${name}`, async () => {
    const { verify, upstreamRequests, sleeps, lines } = startBackend({ upstream: first(answer) });
    const done = await verify('plain', anna);
    assert.deepEqual([done.status, done.json.passed, done.json.attempts], [200, true, 2]);
    const [one, two] = upstreamRequests;
    assert.ok(one && two);
    assert.notEqual(one.headers.get('x-acs-signature-nonce'), two.headers.get('x-acs-signature-nonce'));
    assert.notEqual(one.headers.get('authorization'), two.headers.get('authorization'));
    assert.equal((await sentForm(one)).MerchantBizId, (await sentForm(two)).MerchantBizId);
    assert.ok(sleeps.length === 1 && Number(sleeps[0]) <= 500, 'one pause within the first jitter');
    assert.equal(lines[0]?.attempts, 2);
  });
}

/** @type {[string, () => Response | Promise<Response>, number, string, string | null][]} */
const final = [
  ['a code the service refuses with', () => error(400, 'InvalidParameter'), 502, 'InvalidParameter', 'ABC-1'],
  [
    'a missing permission',
    () => error(403, 'Forbidden.RAMUserAccessDenied'),
    502,
    'Forbidden.RAMUserAccessDenied',
    'ABC-1',
  ],
  ['no face', () => error(401, 'NoFaceDetected'), 422, 'NoFaceDetected', 'ABC-1'],
  ['a code nobody knows', () => error(418, 'Teapot.Found'), 502, 'Teapot.Found', 'ABC-1'],
  [
    'HTTP 200 with another code',
    () => json(200, { RequestId: 'ABC-1', Code: 'UnqualifiedPhoto' }),
    422,
    'UnqualifiedPhoto',
    'ABC-1',
  ],
  ['a numeric code', () => json(200, { RequestId: 'ABC-1', Code: 401 }), 502, 'upstream_not_understood', 'ABC-1'],
  [
    'success without a verdict',
    () => json(200, { RequestId: 'ABC-1', Code: 'Success' }),
    502,
    'upstream_not_understood',
    'ABC-1',
  ],
  [
    'a verdict that contradicts itself',
    () => json(200, { RequestId: 'ABC-1', Code: 'Success', Result: { FacePassed: 'Y', SubCode: '233' } }),
    502,
    'upstream_not_understood',
    'ABC-1',
  ],
  [
    'HTML with 200',
    () => new Response('<html>', { headers: { 'x-acs-request-id': 'HEAD-1' } }),
    502,
    'upstream_not_understood',
    'HEAD-1',
  ],
  ['an empty 200', () => new Response(null), 502, 'upstream_not_understood', null],
  ['a JSON list', () => json(200, []), 502, 'upstream_not_understood', null],
  [
    'a redirect',
    () => new Response(null, { status: 302, headers: { location: 'http://elsewhere.test/' } }),
    502,
    'upstream_not_understood',
    null,
  ],
  ['an endless answer', () => new Response('x'.repeat(1_000_001)), 502, 'upstream_not_understood', null],
  [
    'a RequestId that is no id',
    () => json(400, { RequestId: '<script>', Code: 'InvalidParameter' }),
    502,
    'InvalidParameter',
    null,
  ],
  [
    'a success under HTTP 400',
    () => json(400, { RequestId: 'ABC-1', Code: 'Success', Result: { Passed: 'T', SubCode: '200' } }),
    502,
    'upstream_not_understood',
    'ABC-1',
  ],
  [
    'a code that is no code',
    () => json(400, { RequestId: 'ABC-1', Code: 'a\nb' }),
    502,
    'upstream_not_understood',
    'ABC-1',
  ],
];
for (const [name, answer, status, code, requestId] of final) {
  test(`not retried and typed: ${name}`, async () => {
    const { verify, upstreamRequests } = startBackend({ upstream: answer });
    const done = await verify('plain', anna);
    assert.deepEqual(
      [done.status, done.json.code, done.json.requestId, done.json.attempts, done.json.passed],
      [status, code, requestId, 1, false],
    );
    assert.equal(upstreamRequests.length, 1);
    assert.ok(!done.text.includes('secret text'), "the service's text is not passed on");
    assert.ok(done.json.meaning && done.json.advice);
  });
}

test('at most three attempts, then a typed answer with what the service said', async () => {
  const { verify, upstreamRequests } = startBackend({ upstream: () => error(500, 'InternalError') });
  const done = await verify('plain', anna);
  assert.deepEqual(
    [done.status, done.json.code, done.json.attempts, done.json.httpStatus],
    [502, 'InternalError', 3, 500],
  );
  assert.equal(upstreamRequests.length, 3);
});

test('x-acs-retry-after is honoured, and passed on when the throttling stays', async () => {
  const { verify, sleeps } = startBackend({
    upstream: () => error(403, 'Throttling.Api', { 'x-acs-retry-after': '1234' }),
  });
  const done = await verify('plain', anna);
  assert.deepEqual([done.status, done.json.code, done.json.retryAfterMs], [429, 'Throttling.Api', 1234]);
  assert.equal(done.headers.get('retry-after'), '2');
  assert.deepEqual(sleeps, [1234, 1234]);
});

test('a pause that would pass the deadline is not begun', async () => {
  const { verify, sleeps } = startBackend({
    upstream: () => error(403, 'Throttling.Api', { 'x-acs-retry-after': '60000' }),
  });
  const done = await verify('plain', anna);
  assert.deepEqual([done.json.code, done.json.attempts, sleeps.length], ['Throttling.Api', 1, 0]);
});

test('an attempt that is not answered ends, and the next one is made', async () => {
  const hang = (/** @type {Request} */ request) =>
    new Promise((/** @type {(response: Response) => void} */ _, reject) => {
      request.signal.addEventListener('abort', () => reject(request.signal.reason));
    });
  const { verify } = startBackend({
    limits: { attemptMs: 30 },
    upstream: (request, count) => (count === 1 ? hang(request) : undefined),
  });
  assert.equal((await verify('plain', anna)).json.attempts, 2);
  const silent = startBackend({ limits: { attemptMs: 20 }, upstream: hang });
  const done = await silent.verify('plain', anna);
  assert.deepEqual([done.status, done.json.code, done.json.attempts], [504, 'upstream_timeout', 3]);
});

test('a wrong clock is learned from the Date header and signed for once more', async () => {
  const hour = 3_600_000;
  const { verify, lines, upstreamRequests } = startBackend({
    options: { now: () => Date.now() - hour },
    upstream: async (request) =>
      Math.abs(Date.parse(request.headers.get('x-acs-date') ?? '') - Date.now()) > 900_000
        ? error(400, 'InvalidTimeStamp.Expired', { date: new Date().toUTCString() })
        : undefined,
  });
  const done = await verify('plain', anna);
  assert.deepEqual([done.json.passed, done.json.attempts], [true, 2]);
  assert.ok(Math.abs(lines[0]?.clockOffsetMs - hour) < 5_000, 'a large offset is logged');
  assert.equal(
    (await verify('plain', { ...anna, MerchantUserId: 'bert', SourceFacePicture: person(2) })).json.attempts,
    1,
    'the offset is kept',
  );
  assert.equal(upstreamRequests.length, 3);
});

test('a clock that cannot be learned is tried twice and no more', async () => {
  const { verify, upstreamRequests } = startBackend({
    upstream: () => error(400, 'InvalidTimeStamp.Expired', { date: new Date().toUTCString() }),
  });
  assert.equal((await verify('plain', anna)).json.code, 'InvalidTimeStamp.Expired');
  assert.equal(upstreamRequests.length, 2);
});

test('temporary credentials: the token is sent and signed', async () => {
  const { verify, upstreamRequests } = startBackend({
    env: {
      ALIBABA_CLOUD_ACCESS_KEY_ID: STS.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: STS.accessKeySecret,
      ALIBABA_CLOUD_SECURITY_TOKEN: STS.securityToken,
    },
  });
  assert.equal((await verify('plain', anna)).json.passed, true);
  assert.equal(upstreamRequests[0]?.headers.get('x-acs-security-token'), STS.securityToken);
});

test('the body is a string with its exact content type, and no header that a platform may rewrite is signed', async () => {
  const { verify, upstreamRequests } = startBackend();
  await verify('plain', anna);
  assert.equal(upstreamRequests[0]?.headers.get('content-type'), 'application/x-www-form-urlencoded');
  const signed = /SignedHeaders=([^,]+)/.exec(upstreamRequests[0]?.headers.get('authorization') ?? '')?.[1];
  assert.equal(
    signed,
    'content-type;host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version',
  );
});

/** The emulator carries the call out, but its answer is lost. */
const lostAnswer =
  (/** @type {ReturnType<typeof startBackend>} */ backend) =>
  async (/** @type {Request} */ request, /** @type {number} */ count) => {
    if (count !== 1) {
      return undefined;
    }
    await backend.emulator.fetch(request);
    throw new TypeError('connection reset');
  };

test('a registration whose answer was lost is reported as registered, not as a duplicate', async () => {
  /** @type {any} */
  const holder = {};
  holder.backend = startBackend({ upstream: (request, count) => lostAnswer(holder.backend)(request, count) });
  const done = await holder.backend.verify('plain', anna);
  assert.deepEqual(
    [done.json.passed, done.json.subCode, done.json.registered, done.json.registeredEarlier, done.json.attempts],
    [true, '200', true, true, 2],
  );
  assert.equal(holder.backend.emulator.store.faces(['groupone']).length, 1);
  const other = await holder.backend.verify('plain', { ...anna, MerchantUserId: 'mallory' });
  assert.deepEqual([other.json.subCode, other.json.passed], ['233', false]);
});

test('a duplicate of another user stays one after a retry', async () => {
  const { verify } = startBackend({
    upstream: (_, count) => (count === 2 ? error(500, 'InternalError') : undefined),
  });
  await verify('plain', { ...anna, MerchantUserId: 'bert' });
  const done = await verify('plain', anna);
  assert.deepEqual([done.json.subCode, done.json.passed, done.json.attempts], ['233', false, 2]);
});

test('a second sign-up of the same person is "registered already", never somebody else', async () => {
  const { verify } = startBackend();
  assert.equal((await verify('plain', anna)).json.registeredEarlier, undefined);
  const { json } = await verify('plain', anna);
  assert.deepEqual(
    [json.subCode, json.passed, json.registered, json.registeredEarlier, json.duplicate, json.advice],
    ['200', true, true, true, 'self', 'You’re already registered.'],
  );
});

test('an own face in another group than the one of the registration is no registration', async () => {
  const policies = {
    plain: { mode: 'search', groups: ['groupone', 'grouptwo'], register: 'groupone' },
    other: { mode: 'search', groups: ['grouptwo'], register: 'grouptwo' },
  };
  const { verify } = startBackend({ env: { FACE_POLICIES: JSON.stringify(policies) } });
  await verify('other', anna);
  const { json } = await verify('plain', anna);
  assert.deepEqual([json.subCode, json.passed, json.duplicate], ['233', false, 'self']);
  assert.match(json.advice, /with this account/);
});

test('with a comparison, an own face is registered already only after an attempt of the same call', async () => {
  const policies = { both: { mode: 'both', groups: ['groupone'], register: 'groupone', targetFrom: 'browser' } };
  const env = { FACE_POLICIES: JSON.stringify(policies) };
  const request = { ...anna, TargetFacePicture: person(1, { noise: 12 }) };
  const { verify } = startBackend({ env });
  assert.equal((await verify('both', request)).json.registered, true);
  assert.deepEqual((await verify('both', request)).json.passed, false);
  /** @type {ReturnType<typeof startBackend>} */
  const lossy = startBackend({
    env,
    upstream: async (sent, count) => {
      if (count > 1) {
        return undefined;
      }
      await lossy.emulator.fetch(sent);
      throw new TypeError('lost');
    },
  });
  assert.equal((await lossy.verify('both', request)).json.registeredEarlier, true);
});

test('a registration that failed because the user exists is reported', async () => {
  const { verify } = startBackend();
  await verify('plain', anna);
  const done = await verify('plain', { ...anna, SourceFacePicture: person(2) });
  assert.deepEqual([done.json.passed, done.json.registered, done.json.registrationFailed], [true, false, true]);
  assert.match(done.json.advice, /couldn’t save it/);
});

test('no secret of the account is in any answer or line', async () => {
  const { verify, lines } = startBackend({
    upstream: async (request) =>
      json(400, {
        RequestId: 'ABC-1',
        Code: 'SignatureDoesNotMatch',
        Message: `echo ${request.headers.get('authorization')} ${await request.text()}`,
      }),
  });
  const done = await verify('plain', anna);
  for (const secret of [KEY.accessKeySecret, KEY.accessKeyId, 'ACS3', 'anna']) {
    assert.ok(!(done.text + JSON.stringify(lines)).includes(secret), secret);
  }
});
