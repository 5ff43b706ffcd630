// createClient and the service: every verdict typed, every failure an ApiError that says who must act.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { buildRequest } from '../../pkg/node.js';
import { ApiError, createClient } from '../../pkg/server.js';
import { answeredBy, client, comparison, search, startService } from './client-emulator.js';
import { KEY, STS, person } from '../emulator/client.js';
import { base64, fakePicture } from '../support/fake-picture.js';

/** @import { AddressInfo } from 'node:net' */

const service = await startService();

/** @param {Promise<unknown>} answer @param {Record<string, unknown>} expected @returns {Promise<ApiError>} */
async function failed(answer, expected) {
  const error = await answer.then(
    () => assert.fail('there is an answer'),
    (reason) => reason,
  );
  assert.ok(error instanceof ApiError, String(error));
  const fields = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (error));
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((name) => [name, fields[name]])), expected);
  return error;
}

test('a search that finds nobody passes and registers, and then finds the face', async () => {
  const { faceDuplicationCheckIntl: check } = client(service.url);
  const first = await check(search(1, { register: 'groupone' }));
  const { registration, requestId, transactionId, ...rest } = first;
  assert.deepEqual(rest, {
    passed: true,
    subCode: '200',
    score: null,
    duplicateFaces: [],
    attack: null,
    attackScore: null,
    faceAge: null,
    faceGender: null,
    extFaceInfo: null,
    notes: [],
  });
  assert.match(requestId ?? '', /^[0-9A-F-]{36}$/);
  assert.match(transactionId ?? '', /^[0-9a-f]{32}$/);
  assert.equal(registration?.registered, true);

  const found = await check(search(1, { userId: 'user2', register: 'groupone' }));
  assert.deepEqual([found.passed, found.subCode, found.registration], [false, '233', null]);
  const faceId = registration?.faceId ?? '';
  assert.deepEqual(found.duplicateFaces, [{ groupCode: 'groupone', faceId, userId: 'user1' }]);

  const again = await check(search(9, { userId: 'user1', register: 'groupone' }));
  assert.deepEqual([again.passed, again.registration], [true, { registered: false, faceId: null }]);
});

test('a comparison has a score, with liveness whether it is an attack, with quality eleven fields', async () => {
  const { faceDuplicationCheckIntl: check } = client(service.url);
  const same = await check(comparison(1, 1, { liveness: true, quality: true }));
  assert.deepEqual([same.passed, same.subCode, same.score, same.attack], [true, '200', 100, false]);
  assert.equal(typeof same.attackScore, 'number');
  const { faceAttributeInfo, ...scores } = same.extFaceInfo ?? assert.fail();
  assert.equal(typeof faceAttributeInfo, 'string');
  assert.deepEqual(Object.keys(scores).sort(), [
    'faceQualityScore',
    'illuminationScore',
    'kaOcclusionScore',
    'occlusionScore',
    'sharpnessScore',
    'targetFaceQualityScore',
    'targetIlluminationScore',
    'targetKaOcclusionScore',
    'targetOcclusionScore',
    'targetSharpnessScore',
  ]);
  assert.ok(Object.values(scores).every((score) => typeof score === 'number' && score >= 0 && score <= 100));
  const other = await check(comparison(1, 2));
  assert.deepEqual([other.passed, other.subCode, (other.score ?? 100) < 80], [false, '204', true]);
});

test('an attack, and a refusal by policy', async () => {
  const { faceDuplicationCheckIntl: check } = client(service.url);
  const attack = await check(search(3, { liveness: true, sceneCode: 'attack' }));
  assert.deepEqual([attack.passed, attack.subCode, attack.attack], [false, '205', true]);
  const policy = await check(search(3, { sceneCode: 'policy' }));
  assert.deepEqual([policy.passed, policy.subCode], [false, '206']);
});

test('a payload of buildRequest is taken, also after a journey through JSON', async () => {
  const payload = JSON.parse(JSON.stringify(buildRequest(comparison(4, 4))));
  assert.equal((await client(service.url).faceDuplicationCheckIntl(payload)).subCode, '200');
});

test('temporary credentials are sent and signed', async () => {
  assert.equal(
    (await client(service.url, { credentials: STS }).faceDuplicationCheckIntl(comparison(1, 1))).passed,
    true,
  );
});

test('what the service would refuse is not sent', async () => {
  const { faceDuplicationCheckIntl: check, calls } = client(service.url);
  const payload = buildRequest(search());
  /** @type {[any, object][]} */
  const wrong = [
    [search(1, { groups: undefined }), { code: 'invalid_parameter', message: /FaceGroupCodes/ }],
    [search(1, { face_groups: 'x' }), { code: 'invalid_option' }],
    [
      { ...payload, FaceGroupCodes: '' },
      { code: 'invalid_parameter', message: /FaceGroupCodes/ },
    ],
    [
      { ...payload, SourceFacePictureUrl: 'https://a.test/a.jpg' },
      { code: 'invalid_parameter', message: /Source/ },
    ],
    [
      { ...payload, Extra: '1' },
      { code: 'invalid_option', message: /Extra: is no parameter/ },
    ],
    [null, { code: 'invalid_option' }],
  ];
  for (const [request, error] of wrong) {
    await assert.rejects(check(request), error);
  }
  assert.equal(calls.length, 0);
});

test('the query holds what belongs there, the body the rest, the content type nothing else', async () => {
  /** @type {[URL, RequestInit][]} */
  const sent = [];
  const { faceDuplicationCheckIntl: check } = createClient({
    region: 'cn-hongkong',
    credentials: KEY,
    fetch: async (url, init) => {
      sent.push([new URL(String(url)), init ?? {}]);
      return new Response('{"Code":"Success","Result":{"FacePassed":"Y","SubCode":"200"}}');
    },
  });
  await check(search(1, { userId: "ü +*~'()" }));
  const [[url, { method, headers, body, redirect }] = assert.fail()] = sent;
  assert.equal(url.href, 'https://cloudauth-intl.cn-hongkong.aliyuncs.com/?ProductCode=FACE_IDU_MIN');
  assert.deepEqual([method, redirect, typeof body], ['POST', 'manual', 'string']);
  assert.equal(new Headers(headers).get('content-type'), 'application/x-www-form-urlencoded');
  assert.match(String(body), /MerchantUserId=%C3%BC%20%2B%2A~%27%28%29&/);
  assert.equal(new URLSearchParams(String(body)).has('ProductCode'), false);
});

/** @type {[what: string, code: string, httpStatus: number, actor: string, retryable: boolean, options: object, request: () => any][]} */
const CODES = [
  ['no face', 'NoFaceDetected', 401, 'photo', false, {}, () => search(0)],
  [
    'a picture that cannot be used',
    'UnqualifiedPhoto',
    401,
    'photo',
    false,
    {},
    () => search(1, { source: base64(fakePicture({ width: 300, height: 400 })) }),
  ],
  [
    'a group that does not exist',
    'InvalidParameter',
    400,
    'caller',
    false,
    {},
    () => search(1, { groups: ['nowhere'] }),
  ],
  [
    'a user without the permission',
    'Forbidden.RAMUserAccessDenied',
    403,
    'environment',
    false,
    { credentials: { ...KEY, accessKeyId: 'LTAI-ram' } },
    search,
  ],
  [
    'a service that is not activated',
    'Forbidden.AccountAccessDenied',
    403,
    'environment',
    false,
    { credentials: { ...KEY, accessKeyId: 'LTAI-account' } },
    search,
  ],
  [
    'a wrong secret',
    'SignatureDoesNotMatch',
    400,
    'environment',
    false,
    { credentials: { ...KEY, accessKeySecret: 'wrong' } },
    search,
  ],
  [
    'an unknown key',
    'InvalidAccessKeyId.NotFound',
    404,
    'environment',
    false,
    { credentials: { ...KEY, accessKeyId: 'LTAI-none' } },
    search,
  ],
  [
    'an inactive key',
    'InvalidAccessKeyId.Inactive',
    400,
    'environment',
    false,
    { credentials: { ...KEY, accessKeyId: 'LTAI-inactive' } },
    search,
  ],
  [
    'a malformed token',
    'InvalidSecurityToken.Malformed',
    400,
    'environment',
    false,
    { credentials: { ...STS, securityToken: 'other' } },
    search,
  ],
  [
    'an expired token',
    'InvalidSecurityToken.Expired',
    400,
    'environment',
    false,
    { credentials: { ...STS, accessKeyId: 'STS.expired' } },
    search,
  ],
  ['throttling', 'Throttling.Api', 403, 'environment', true, { faults: ['throttle=1234'] }, search],
  ['a failure of the service', 'InternalError', 500, 'environment', true, { faults: ['error500'] }, search],
];

for (const [what, code, httpStatus, actor, retryable, options, request] of CODES) {
  test(`${what}: ${code}`, async () => {
    const answer = client(service.url, options).faceDuplicationCheckIntl(request());
    const error = await failed(answer, {
      code,
      httpStatus,
      actor,
      retryable,
      attempts: 1,
      mayHaveRun: httpStatus >= 500,
    });
    assert.match(error.requestId ?? '', /^[0-9A-F-]{36}$/);
    assert.equal(error.retryAfterMs, code === 'Throttling.Api' ? 1234 : 0);
    assert.doesNotMatch(error.message, /StringToSign|CanonicalRequest/);
  });
}

test('pictures that are too large, given as a URL, or not delivered in time', async () => {
  const slow = createServer((request, answer) => {
    if (request.url === '/large.jpg') {
      answer.end(Buffer.from(fakePicture({ person: 1, padding: 1_100_000 })));
    }
  });
  after(() => slow.close().closeAllConnections());
  await new Promise((ready) => slow.listen(0, '127.0.0.1', () => ready(undefined)));
  const { port } = /** @type {AddressInfo} */ (slow.address());
  const { url } = await startService({ options: { downloadTimeoutMs: 100 } });
  const ask = (/** @type {string} */ name) =>
    client(url).faceDuplicationCheckIntl(search(1, { source: { url: `http://127.0.0.1:${port}/${name}` } }));
  await failed(ask('large.jpg'), { code: 'ToolargeImage', httpStatus: 401, actor: 'caller' });
  await failed(ask('slow.jpg'), { code: 'DownloadTimeout', httpStatus: 401 });
});

for (const [code, httpStatus] of /** @type {const} */ ([
  ['MissingParameter', 400],
  ['DataDuplication', 401],
])) {
  test(`${code}, which this package does not let happen`, async () => {
    const body = { Code: code, Message: 'm', RequestId: 'R-1', Result: { TransactionId: 't-1' } };
    const answer = answeredBy(body, { status: httpStatus }).faceDuplicationCheckIntl(search());
    await failed(answer, {
      code,
      httpStatus,
      actor: 'caller',
      requestId: 'R-1',
      transactionId: 't-1',
      retryable: false,
    });
  });
}

test('HTTP 200 with another code is a failure, "200" is a success', async () => {
  const result = { FacePassed: 'Y', SubCode: '200', TransactionId: 't-1' };
  const failing = answeredBy({ Code: '401', RequestId: 'R-1', Result: result }).faceDuplicationCheckIntl(search());
  await failed(failing, { code: '401', httpStatus: 200, requestId: 'R-1', transactionId: 't-1', retryable: false });
  assert.equal((await answeredBy({ Code: '200', Result: result }).faceDuplicationCheckIntl(search())).passed, true);
  const contradiction = answeredBy({ Code: 'Success', Result: result }, { status: 500 }).faceDuplicationCheckIntl(
    search(),
  );
  await failed(contradiction, { code: 'upstream_not_understood', httpStatus: 500 });
});

for (const [what, result] of Object.entries({
  'no result': undefined,
  'no verdict': { SubCode: '200' },
  'no reason': { FacePassed: 'Y' },
  'a contradiction': { FacePassed: 'Y', SubCode: '233' },
  'a reason of another kind': { FacePassed: 'N', SubCode: 'nope' },
})) {
  test(`a success with ${what} is not taken for a verdict`, async () => {
    const answer = answeredBy({ Code: 'Success', RequestId: 'R-1', Result: result }).faceDuplicationCheckIntl(
      search(),
    );
    await failed(answer, { code: 'upstream_not_understood', httpStatus: 200, requestId: 'R-1', mayHaveRun: true });
  });
}

test('numbers that come as strings, strings that come as numbers, and a quality report as text', async () => {
  const info = {
    FaceAttributeInfo: '{"glasses":"N"}',
    FaceQualityScore: '39.04',
    IlluminationScore: 0.02,
    SharpnessScore: 'n/a',
  };
  const answer = await answeredBy({
    Code: 'Success',
    RequestId: 'R-1',
    Result: {
      FacePassed: 'Y',
      SubCode: 200,
      FaceRegistrationResult: '1',
      FaceRegistrationId: 'f-1',
      FaceAge: '31',
      FaceGender: 'F',
      FaceComparisonScore: '',
      ExtFaceInfo: JSON.stringify(info),
    },
  }).faceDuplicationCheckIntl(search());
  assert.deepEqual(
    [answer.subCode, answer.registration, answer.faceAge, answer.faceGender, answer.score],
    ['200', { registered: true, faceId: 'f-1' }, 31, 'F', null],
  );
  const { faceAttributeInfo, faceQualityScore, illuminationScore, sharpnessScore, targetSharpnessScore } =
    answer.extFaceInfo ?? assert.fail();
  assert.deepEqual(
    [faceAttributeInfo, faceQualityScore, illuminationScore, sharpnessScore, targetSharpnessScore],
    ['{"glasses":"N"}', 39.04, 0.02, null, null],
  );
});

for (const [what, value, expected] of /** @type {[string, unknown, unknown][]} */ ([
  [
    'a list as it should be',
    '[{"faceGroupCode":"g","faceId":"f","merchantUserId":"u"}]',
    [{ groupCode: 'g', faceId: 'f', userId: 'u' }],
  ],
  [
    'one without users, as older versions give it',
    '[{"faceGroupCode":"g","faceId":"f"}]',
    [{ groupCode: 'g', faceId: 'f', userId: null }],
  ],
  ['a list that is no string', [{ faceGroupCode: 'g', faceId: 7 }], [{ groupCode: 'g', faceId: '7', userId: null }]],
  ['an empty string', '', []],
  ['half of a list', '[{"faceGroupCode":"g"', null],
  ['something else', '"none"', null],
  ['a face without an id', '[{"faceGroupCode":"g"}]', null],
])) {
  test(`DuplicateFace: ${what}`, async () => {
    const Result = { FacePassed: 'N', SubCode: '233', DuplicateFace: value };
    const { duplicateFaces, notes } = await answeredBy({ Code: 'Success', Result }).faceDuplicationCheckIntl(
      search(),
    );
    assert.deepEqual(duplicateFaces, expected);
    assert.deepEqual(notes, expected === null ? ['DuplicateFace cannot be read'] : []);
  });
}

test('HTML, an empty body and a closed connection', async () => {
  const ask = (/** @type {string} */ fault) =>
    client(service.url, { faults: [fault] }).faceDuplicationCheckIntl(search());
  await failed(ask('html502'), {
    code: 'upstream_not_understood',
    httpStatus: 502,
    retryable: true,
    actor: 'environment',
    mayHaveRun: true,
  });
  await failed(ask('empty'), { code: 'upstream_not_understood', httpStatus: 200, retryable: false });
  const dropped = await failed(ask('drop'), {
    code: 'upstream_unreachable',
    httpStatus: null,
    retryable: true,
    requestId: null,
  });
  assert.ok(dropped.cause instanceof Error);
  await failed(answeredBy('<html>', { status: 404 }).faceDuplicationCheckIntl(search()), {
    code: 'upstream_not_understood',
    httpStatus: 404,
    retryable: false,
  });
});

test('half an answer: its header names the request all the same', async () => {
  const server = createServer((_, answer) => {
    answer.writeHead(200, { 'x-acs-request-id': 'R-1', 'content-length': '100' });
    answer.write('{"Code":"Success"');
    setTimeout(() => answer.destroy(), 20);
  });
  after(() => server.close().closeAllConnections());
  await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(undefined)));
  const { port } = /** @type {AddressInfo} */ (server.address());
  const answer = client(`http://127.0.0.1:${port}`).faceDuplicationCheckIntl(search());
  await failed(answer, { code: 'upstream_unreachable', requestId: 'R-1', retryable: true, mayHaveRun: true });
});

test('a service that does not answer in time', async () => {
  const { faceDuplicationCheckIntl: check } = client(service.url, { faults: ['late=2000'], timeoutMs: 100 });
  await failed(check(search()), {
    code: 'upstream_timeout',
    httpStatus: null,
    retryable: true,
    mayHaveRun: true,
    attempts: 1,
  });
});

test('an abort ends the call with its reason: before it, in it, and while credentials are waited for', async () => {
  const reason = new Error('the user left');
  const { faceDuplicationCheckIntl: check, calls } = client(service.url, { faults: ['late=5000'] });
  await assert.rejects(check(search(), { signal: AbortSignal.abort(reason) }), reason);
  assert.equal(calls.length, 0);
  const leaving = new AbortController();
  setTimeout(() => leaving.abort(reason), 50);
  await assert.rejects(check(search(), { signal: leaving.signal }), reason);
  const hanging = client(service.url, { credentials: () => new Promise(() => {}) });
  await assert.rejects(hanging.faceDuplicationCheckIntl(search(), { signal: AbortSignal.timeout(50) }), {
    name: 'TimeoutError',
  });
});

test('nothing is repeated unless asked for', async () => {
  const { faceDuplicationCheckIntl: check, calls } = client(service.url, { faults: ['throttle'] });
  await failed(check(search()), { code: 'Throttling.Api', attempts: 1 });
  assert.equal(calls.length, 1);
});

test('a search is repeated after every failure that passes, each time with a signature of its own', async () => {
  const { faceDuplicationCheckIntl: check, calls } = client(service.url, {
    attempts: 4,
    faults: ['error500', 'drop', 'throttle=1'],
  });
  assert.equal((await check(search(5))).passed, true);
  assert.equal(new Set(calls.map((headers) => headers.get('x-acs-signature-nonce'))).size, 4);
  assert.equal(new Set(calls.map((headers) => headers.get('authorization'))).size, 4);
});

test('a call that registers is repeated after throttling alone', async () => {
  const request = () => search(6, { register: 'groupone' });
  const throttled = client(service.url, { attempts: 3, faults: ['throttle=1'] });
  assert.equal((await throttled.faceDuplicationCheckIntl(request())).registration?.registered, true);
  for (const [fault, code] of /** @type {const} */ ([
    ['error500', 'InternalError'],
    ['drop', 'upstream_unreachable'],
  ])) {
    const { faceDuplicationCheckIntl: check, calls } = client(service.url, { attempts: 3, faults: [fault] });
    await failed(check(request()), { code, attempts: 1, mayHaveRun: true });
    assert.equal(calls.length, 1);
  }
});

test('a wrong clock is put right once, from the date of the refusal', async () => {
  const { faceDuplicationCheckIntl: check, calls } = client(service.url, { now: () => Date.now() - 3_600_000 });
  assert.equal((await check(comparison(1, 1))).passed, true);
  assert.equal(calls.length, 2);
  assert.equal((await check(comparison(1, 1))).passed, true);
  assert.equal(calls.length, 3, 'the client remembers');
});

test('regions, networks and endpoints', async () => {
  const hosts = async (/** @type {object} */ where) => {
    let host = '';
    const { faceDuplicationCheckIntl: check } = createClient({
      credentials: KEY,
      ...where,
      fetch: async (url) => {
        host = new URL(String(url)).origin;
        return new Response('{"Code":"Success","Result":{"FacePassed":"Y","SubCode":"200"}}');
      },
    });
    await check(search());
    return host;
  };
  for (const region of ['ap-southeast-1', 'cn-hongkong', 'ap-southeast-3', 'ap-southeast-5']) {
    assert.equal(await hosts({ region }), `https://cloudauth-intl.${region}.aliyuncs.com`);
    assert.equal(await hosts({ region, network: 'vpc' }), `https://cloudauth-intl-vpc.${region}.aliyuncs.com`);
  }
  assert.equal(await hosts({}), 'https://cloudauth-intl.ap-southeast-1.aliyuncs.com');
  assert.equal(
    await hosts({ region: 'eu-central-1', endpoint: 'cloudauth-intl.eu-central-1.aliyuncs.com' }),
    'https://cloudauth-intl.eu-central-1.aliyuncs.com',
  );
  assert.equal(await hosts({ endpoint: new URL('http://localhost:8721') }), 'http://localhost:8721');
});

test('misuse throws at once', () => {
  /** @type {[any, RegExp][]} */
  const wrong = [
    [{ region: 'eu-central-1' }, /region.*ap-southeast-1, cn-hongkong.*endpoint/],
    [{ network: 'private' }, /network/],
    [{ endpoint: 'http://example.com' }, /endpoint/],
    [{ endpoint: 'https://example.com/path' }, /endpoint/],
    [{ endpoint: 'not a host' }, /endpoint/],
    [{ credentials: undefined }, /credentials.accessKeyId/],
    [{ credentials: { accessKeyId: 'id ' } }, /credentials.accessKeyId/],
    [{ credentials: { accessKeyId: 'id', accessKeySecret: 'secret\n' } }, /credentials.accessKeySecret/],
    [{ credentials: { ...KEY, securityToken: 'a b' } }, /credentials.securityToken/],
    [{ timeoutMs: 10 }, /timeoutMs.*100 to 120000/],
    [{ attempts: 6 }, /attempts.*1 to 5/],
    [{ timeout: 5_000 }, /timeout: does not exist; did you mean timeoutMs/],
  ];
  for (const [options, message] of wrong) {
    assert.throws(() => createClient({ credentials: KEY, ...options }), { code: 'invalid_option', message });
  }
  assert.ok(createClient({ credentials: { ...KEY, securityToken: '' }, region: undefined, attempts: undefined }));
});

test('an error can be put into words and does not show the keys', async () => {
  const error = await failed(
    client(service.url, { credentials: { ...KEY, accessKeyId: 'LTAI-none' } }).faceDuplicationCheckIntl(search()),
    {},
  );
  const shown = `${error.stack} ${JSON.stringify(error)}`;
  assert.ok(error.name === 'ApiError' && !shown.includes(KEY.accessKeySecret) && !shown.includes(person(1)));
});
