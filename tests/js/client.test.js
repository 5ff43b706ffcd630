// face-preflight/client without a page: what it sends, when it tries again, and what it makes of every answer.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { PreflightError, loadPolicies, submit } from '../../pkg-template/client.js';
import { contract } from '../../pkg-template/contract.js';
import { SUB_CODES } from '../../pkg-template/lib/client/answer.js';
import { wireFields } from '../../pkg-template/lib/client/fields.js';
import { buildRequest } from '../../pkg-template/lib/request.js';

/** @import { AddressInfo } from 'node:net' */
/** @import { TestContext } from 'node:test' */
/** @import { SubmitFields, SubmitOptions, SubmitProgress } from '../../pkg-template/client.js' */

const ENDPOINT = 'https://backend.example/api/verify';

const shared = { meaning: 'what happened', advice: 'what to do', key: 'answer.busy', requestId: 'r1', attempts: 1 };
const passed = {
  ...{ kind: 'verdict', ok: true, passed: true, code: 'Success', subCode: '200', score: null, registered: true },
  ...{ actor: null, transactionId: 't1', receipt: 'a.b.c', ...shared },
};
const failed = {
  ...{ kind: 'failed', ok: false, passed: false, code: 'InternalError', httpStatus: 500, actor: 'environment' },
  ...{ retryable: true, ...shared },
};
const refused = {
  ...{ kind: 'refused', ok: false, passed: false, code: 'service_busy', actor: 'environment', retryable: true },
  ...{ ...shared, requestId: null, attempts: 0 },
};

/** A JPEG that no other test has, so that no other test's key is its own. */
function newJpeg() {
  const bytes = crypto.getRandomValues(new Uint8Array(40));
  bytes.set([0xff, 0xd8, 0xff]);
  return bytes;
}

/** What preflight gives. @param {Record<string, unknown>} [more] */
function photoOf(more = {}) {
  const report = { checks: [{ id: 'portrait', status: more['ok'] === false ? 'fail' : 'pass' }] };
  return /** @type {any} */ ({ ok: true, jpeg: newJpeg(), report, ...more });
}

/**
 * A backend that gives these answers in turn, and then the last one again and again.
 *
 * @param {...(Record<string, unknown> | [number, unknown, Record<string, string>?] | Error | 'never')} answers the
 *   status is 200 unless given
 */
function backend(...answers) {
  /** @type {{ url: string, headers: Record<string, string>, body: any, signal: AbortSignal }[]} */
  const asked = [];
  /** @type {any} */
  const fetch = async (/** @type {string} */ url, /** @type {any} */ { headers, body, signal }) => {
    asked.push({ url, headers, body: JSON.parse(body), signal });
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    if (answer instanceof Error) {
      throw answer;
    }
    if (answer === 'never') {
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    }
    const [status, content, more = {}] = Array.isArray(answer) ? answer : [200, answer];
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    return new Response(text, { status, headers: more });
  };
  const keys = () => asked.map(({ headers }) => headers['idempotency-key']);
  return { fetch, asked, keys };
}

const realTimeout = setTimeout;

/**
 * Puts a clock of its own into the place of the platform's, whose pauses pass at once, and tells how long they were.
 *
 * @param {TestContext} t
 * @param {number} [random]
 */
function hurry(t, random = 1) {
  /** @type {Map<number, { atMs: number, ring: () => void }>} */
  const timers = new Map();
  let nowMs = 1_700_000_000_000;
  let last = 0;
  t.mock.method(Math, 'random', () => random);
  t.mock.method(Date, 'now', () => nowMs);
  t.mock.method(globalThis, 'clearTimeout', (/** @type {number} */ id) => timers.delete(id));
  t.mock.method(globalThis, 'setTimeout', (/** @type {() => void} */ ring, /** @type {number} */ ms) => {
    timers.set((last += 1), { atMs: nowMs + ms, ring });
    return last;
  });
  const ringNext = () => {
    const [[id, timer] = assert.fail('nothing is waited for')] = [...timers].sort(
      ([, one], [, other]) => one.atMs - other.atMs,
    );
    timers.delete(id);
    nowMs = timer.atMs;
    timer.ring();
  };
  /** @template T @param {Promise<T>} work @returns {Promise<{ result: T, ms: number }>} */
  return async (work) => {
    const startMs = nowMs;
    let running = true;
    const ended = () => (running = false);
    work.then(ended, ended);
    for (let idle = 0; running; idle += 1) {
      await new Promise((resolve) => {
        realTimeout(resolve, 1);
      });
      // The first timer is the deadline's; the second is a pause. Where nothing comes, the deadline has its turn.
      if (running && (timers.size > 1 || idle === 200)) {
        ringNext();
        idle = 0;
      }
    }
    return { result: await work, ms: nowMs - startMs };
  };
}

/**
 * @param {any} pictures
 * @param {any} options
 * @param {string} name
 * @param {RegExp} message
 */
async function misuses(pictures, options, name, message) {
  await assert.rejects(submit(pictures, options), (error) => {
    assert(error instanceof PreflightError);
    assert.deepEqual([error.code, error.actor, error.details['name']], ['invalid_option', 'caller', name]);
    assert.match(error.message, message);
    return true;
  });
}

suite('what is sent', () => {
  test('policy and picture, no default and no id', async () => {
    const { fetch, asked } = backend(passed);
    const photo = photoOf();
    await submit(photo, { endpoint: ENDPOINT, policy: 'signup', fetch });
    const [{ url, headers, body } = assert.fail()] = asked;
    assert.equal(url, ENDPOINT);
    assert.deepEqual(body, {
      policy: 'signup',
      request: { SourceFacePicture: Buffer.from(photo.jpeg).toString('base64') },
    });
    assert.deepEqual(Object.keys(headers).sort(), ['accept', 'content-type', 'idempotency-key']);
    assert.match(headers['idempotency-key'] ?? '', /^[\x21-\x7e]{8,128}$/);
  });

  test('both pictures, as photo, bytes, buffer or Blob', async () => {
    const jpeg = newJpeg();
    const base64 = Buffer.from(jpeg).toString('base64');
    const elsewhere = runInNewContext('new Uint8Array(bytes)', { bytes: [...jpeg] });
    const file = new File([jpeg], 'a.jpg');
    for (const picture of [photoOf({ jpeg }), jpeg, jpeg.buffer, new Blob([jpeg]), file, elsewhere]) {
      const { fetch, asked } = backend(passed);
      await submit({ source: picture, target: picture }, { endpoint: ENDPOINT, policy: 'login', fetch });
      assert.deepEqual(asked[0]?.body.request, { SourceFacePicture: base64, TargetFacePicture: base64 });
    }
  });

  test('the token, asked once also where it is tried again', async (t) => {
    const token = t.mock.fn(async () => 'abc.def');
    const { fetch, asked } = backend([503, refused], passed);
    await hurry(t)(submit(newJpeg(), { endpoint: ENDPOINT, policy: 'signup', token, fetch }));
    assert.deepEqual(
      asked.map(({ headers }) => headers['authorization']),
      ['Bearer abc.def', 'Bearer abc.def'],
    );
    assert.equal(token.mock.callCount(), 1);
  });

  test('no token where its function has none, and its failure as it is', async () => {
    const { fetch, asked } = backend(passed);
    const options = { endpoint: ENDPOINT, policy: 'demo', fetch };
    await submit(newJpeg(), { ...options, token: () => null });
    assert.equal(asked[0]?.headers['authorization'], undefined);
    const error = new Error('not signed in');
    await assert.rejects(
      submit(newJpeg(), {
        ...options,
        token() {
          throw error;
        },
      }),
      error,
    );
    await misuses(newJpeg(), { ...options, token: 'two words' }, 'token', /printable/);
  });

  test('fields by the words of buildRequest, for a demo policy', async () => {
    /** @type {SubmitFields} */
    const fields = {
      userId: 'u',
      mode: 'both',
      liveness: true,
      groups: ['g1', 'g2'],
      register: 'g1',
      update: false,
      returnFaces: 3,
      quality: true,
      sceneCode: 'signup',
    };
    const { fetch, asked } = backend(passed);
    await submit(newJpeg(), { endpoint: ENDPOINT, policy: 'demo', fields, fetch });
    const { SourceFacePicture, ...sent } = asked[0]?.body.request ?? {};
    assert.deepEqual(sent, {
      ...{ MerchantUserId: 'u', VerifyModel: '2', Liveness: '1', FaceGroupCodes: 'g1,g2', AutoRegistration: '0' },
      ...{ FaceRegisterGroupCode: 'g1', UpdateFaceIfUserExists: 'N', ReturnFaces: '3', FaceQualityCheck: 'Y' },
      SceneCode: 'signup',
    });
    const whole = { source: 'AAAA', target: 'AAAA', bizId: 'b', userId: 'v', mode: 'both', groups: ['g1'] };
    const payload = buildRequest(/** @type {any} */ ({ ...whole, ...fields }));
    assert.deepEqual({ ...payload, ...sent }, payload, 'as buildRequest sends them');
    assert.deepEqual(wireFields({ register: null }), { AutoRegistration: '1' });
    assert.deepEqual(wireFields({ register: undefined, liveness: undefined }), {});
  });
});

suite('misuse', () => {
  const options = { endpoint: ENDPOINT, policy: 'signup', fetch: backend(passed).fetch };

  test('a photo that failed is refused unless it is said that it may be sent', async () => {
    const photo = photoOf({ ok: false });
    await misuses(photo, options, 'source', /failed its checks \(portrait\).*allowFailed/);
    await misuses({ source: newJpeg(), target: photo }, options, 'target', /portrait/);
    assert.equal((await submit(photo, { ...options, allowFailed: true })).passed, true);
    await misuses(photoOf({ ok: false, jpeg: null }), { ...options, allowFailed: true }, 'source', /no picture/);
  });

  test('what is no picture is refused', async () => {
    for (const picture of [undefined, null, 'AAAA', 5, {}, { source: undefined }]) {
      await misuses(picture, options, 'source', /photo of preflight/);
    }
    await misuses(new Uint8Array([0x89, 0x50, 0x4e, 0x47]), options, 'source', /no JPEG/);
    await misuses(new Blob([]), options, 'source', /no JPEG/);
  });

  test('wrong options are named', async () => {
    const jpeg = newJpeg();
    await misuses(jpeg, undefined, 'options', /policy/);
    await misuses(jpeg, { endpoint: ENDPOINT }, 'policy', /name of a policy/);
    await misuses(jpeg, { ...options, polici: 'x' }, 'polici', /did you mean policy\?/);
    await misuses(jpeg, { ...options, idempotencyKey: 'short' }, 'idempotencyKey', /8 to 128/);
    await misuses(jpeg, { ...options, timeoutMs: 0 }, 'timeoutMs', /takes 1 to/);
    await misuses(jpeg, { ...options, signal: {} }, 'signal', /AbortSignal/);
    await misuses(jpeg, { ...options, onProgress: 5 }, 'onProgress', /function/);
    await misuses(jpeg, { ...options, fetch: 5 }, 'fetch', /function/);
    await misuses(jpeg, { ...options, token: 5 }, 'token', /string or a function/);
    await misuses(jpeg, { ...options, allowFailed: 1 }, 'allowFailed', /true or false/);
    await misuses(jpeg, { ...options, fields: { grups: ['a'] } }, 'fields.grups', /did you mean groups\?/);
    await misuses(jpeg, { ...options, fields: { groups: ['a,b'] } }, 'fields.groups', /cannot be sent/);
    await misuses(jpeg, { ...options, fields: { mode: 'toString' } }, 'fields.mode', /cannot be sent/);
  });

  test('outside of a page the address has to be whole', async () => {
    const jpeg = newJpeg();
    await misuses(jpeg, { policy: 'signup' }, 'endpoint', /"\/api\/verify" is no address here/);
    await misuses(jpeg, { ...options, endpoint: 'ftp://x/y' }, 'endpoint', /no http or https/);
    await misuses(jpeg, { ...options, endpoint: 'https://a:b@x/y' }, 'endpoint', /user name/);
  });
});

suite('answers', () => {
  /** @param {any} answer @param {number} [status] */
  const answerTo = (answer, status = 200) =>
    submit(newJpeg(), { endpoint: ENDPOINT, policy: 'signup', fetch: backend([status, answer]).fetch });

  test('a verdict', async () => {
    const answer = await answerTo(passed);
    assert.deepEqual(answer, passed);
    assert.equal(answer.passed && answer.receipt, 'a.b.c');
    const sent = await answerTo({ ...passed, passed: false, subCode: '233', duplicate: 'other' });
    assert.equal(sent.kind === 'verdict' && sent.duplicate, 'other');
  });

  test('what the vendor failed at', async () => {
    const answer = { ...failed, code: 'NoFaceDetected', actor: 'photo', retryable: false, httpStatus: 401 };
    assert.deepEqual(await answerTo(answer, 422), answer);
  });

  test('what the backend refused', async () => {
    const answer = { ...refused, code: 'picture_refused', actor: 'photo', retryable: false, report: { checks: [] } };
    assert.deepEqual(await answerTo(answer, 422), answer);
  });

  test('missing ids and counts are filled in, never undefined', async () => {
    const { requestId, attempts, transactionId, ...rest } = passed;
    assert.deepEqual(await answerTo(rest), { ...rest, requestId: null, transactionId: null, attempts: 0 });
  });

  const strange = {
    'a page': '<!doctype html>',
    nothing: '',
    null: 'null',
    'a text': '"passed"',
    'no kind': { ...passed, kind: undefined },
    'another kind': { ...passed, kind: 'maybe' },
    'an unknown SubCode': { ...passed, subCode: '299' },
    'a verdict that is not ok': { ...passed, ok: false },
    'passed as text': { ...passed, passed: 'true' },
    'passed without a verdict': { ...refused, passed: true, retryable: false },
    'no advice': { ...passed, advice: undefined },
    'no code': { ...refused, code: 5 },
    'without a word on trying again': { ...refused, retryable: undefined },
  };
  for (const [title, content] of Object.entries(strange)) {
    test(`not understood: ${title}`, async () => {
      const answer = await answerTo(content);
      assert.deepEqual(
        [answer.kind, answer.ok, answer.passed, answer.kind === 'unreachable' && answer.reason, answer.actor],
        ['unreachable', false, false, 'not_understood', 'environment'],
      );
      assert(answer.meaning && answer.advice);
    });
  }

  test('the client’s own tables are the contract’s', () => {
    assert.deepEqual(
      SUB_CODES,
      contract.subCodes.map(({ code }) => code),
    );
  });
});

suite('tries', () => {
  /** @param {ReturnType<typeof backend>} service @param {Partial<SubmitOptions>} [more] */
  const go = ({ fetch }, more = {}) => submit(newJpeg(), { endpoint: ENDPOINT, policy: 'signup', fetch, ...more });
  const lost = new TypeError('fetch failed');

  test('a lost answer is asked for again with the same key', async (t) => {
    const service = backend(lost, passed);
    const { result, ms } = await hurry(t)(go(service));
    assert.equal(result.passed, true);
    assert.equal(service.asked.length, 2);
    assert.equal(new Set(service.keys()).size, 1);
    assert.equal(ms, 500);
  });

  const again = {
    'body_too_slow, 408': [408, { ...refused, code: 'body_too_slow' }],
    'service_busy, 429': [429, refused],
    'Throttling, 429': [429, { ...failed, code: 'Throttling.Api' }],
    'InternalError, 502': [502, failed],
    'verdict_not_recorded, 503': [503, { ...refused, code: 'verdict_not_recorded' }],
    'upstream_timeout, 504': [504, { ...refused, code: 'upstream_timeout' }],
    'still_running, 409': [409, { ...refused, code: 'still_running' }],
    "a proxy's page, 503": [503, '<h1>Service Unavailable</h1>'],
  };
  for (const [title, answer] of Object.entries(again)) {
    test(`tried again: ${title}`, async (t) => {
      const service = backend(/** @type {any} */ (answer), passed);
      assert.equal((await hurry(t)(go(service))).result.passed, true);
      assert.equal(service.asked.length, 2);
    });
  }

  const once = {
    'a refused photo': [422, { ...refused, code: 'picture_refused', retryable: false }],
    'no face': [422, { ...failed, code: 'NoFaceDetected', retryable: false }],
    'not set up, 503': [503, { ...refused, code: 'not_configured', retryable: false }],
    'its own failure, 500': [500, { ...refused, code: 'internal' }],
    'an expired token': [401, { ...refused, code: 'token_expired', retryable: false }],
    'a page, 404': [404, '<h1>Not Found</h1>'],
    'a verdict that did not pass': [200, { ...passed, passed: false, subCode: '204' }],
  };
  for (const [title, answer] of Object.entries(once)) {
    test(`tried once: ${title}`, async () => {
      const service = backend(/** @type {any} */ (answer), passed);
      assert.equal((await go(service)).passed, false);
      assert.equal(service.asked.length, 1);
    });
  }

  test('four tries are all, with pauses that grow; the last answer counts', async (t) => {
    const run = hurry(t);
    const service = backend([503, refused]);
    const { result, ms } = await run(go(service));
    assert.equal(result.kind, 'refused');
    assert.equal(service.asked.length, 4);
    assert.equal(ms, 500 + 1_000 + 2_000);
    const none = backend(lost);
    const { result: silence } = await run(go(none));
    assert.equal(silence.kind === 'unreachable' && silence.reason, 'unreachable');
    assert.equal(none.asked.length, 4);
  });

  test('the pause is drawn from nothing to the most', async (t) => {
    const { ms } = await hurry(t, 0)(go(backend([503, refused])));
    assert.equal(ms, 0);
  });

  test('a pause that is asked for is kept, from the body or from the header', async (t) => {
    const run = hurry(t);
    const seconds = { 'retry-after': '5' };
    const cases = /** @type {const} */ ([
      [7_000, [429, { ...refused, retryAfterMs: 7_000 }, seconds]],
      [5_000, [429, refused, seconds]],
      [5_000, [503, 'busy', seconds]],
      [20_000, [503, 'busy', { 'retry-after': 'Tue, 14 Nov 2023 22:13:57 GMT' }]],
      [500, [503, 'busy', { 'retry-after': 'soon' }]],
    ]);
    for (const [expected, answer] of cases) {
      const { ms } = await run(go(backend(/** @type {any} */ (answer), passed)));
      assert.equal(ms, expected);
    }
  });

  test('a pause beyond the deadline is not begun', async (t) => {
    const service = backend([429, { ...refused, code: 'too_many_requests', retryAfterMs: 61_000 }]);
    const { result, ms } = await hurry(t)(go(service));
    assert.equal(result.kind === 'refused' && result.retryAfterMs, 61_000);
    assert.equal(service.asked.length, 1);
    assert.equal(ms, 0);
  });

  test('the deadline ends a try that hangs', async (t) => {
    const run = hurry(t);
    for (const timeoutMs of [undefined, 5_000]) {
      const service = backend('never');
      const { result, ms } = await run(go(service, { timeoutMs }));
      assert.equal(result.kind === 'unreachable' && result.reason, 'timeout');
      assert.equal(ms, timeoutMs ?? 60_000);
      assert.equal(service.asked[0]?.signal.aborted, true);
    }
  });

  test('without a connection it says so', async (t) => {
    const { navigator } = globalThis;
    t.after(() => Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true }));
    Object.defineProperty(globalThis, 'navigator', { value: { onLine: false }, configurable: true });
    const { result } = await hurry(t)(go(backend(lost)));
    assert.equal(result.kind === 'unreachable' && result.reason, 'offline');
  });
});

suite('the end', () => {
  /** @param {any} more */
  const go = (more) => submit(newJpeg(), { endpoint: ENDPOINT, policy: 'signup', ...more });
  const reason = new Error('the person went back');

  test('a signal that is aborted already', async () => {
    const service = backend(passed);
    await assert.rejects(go({ fetch: service.fetch, signal: AbortSignal.abort(reason) }), reason);
    assert.equal(service.asked.length, 0);
  });

  test('at once, whatever is being waited for', async () => {
    const never = () => new Promise(() => {});
    const silent = { endpoint: ENDPOINT, fetch: never };
    const waits = {
      token: { fetch: backend(passed).fetch, token: never },
      answer: { fetch: backend('never').fetch },
      'a fetch that knows no signal': silent,
      pause: { fetch: backend([429, { ...refused, retryAfterMs: 30_000 }]).fetch },
    };
    for (const [title, more] of Object.entries(waits)) {
      const controller = new AbortController();
      const work = go({ ...more, signal: controller.signal });
      const startMs = performance.now();
      setTimeout(() => controller.abort(reason), 30);
      await assert.rejects(work, reason, title);
      assert(performance.now() - startMs < 1_000, title);
    }
  });

  test('the request itself is aborted, and nothing is sent afterwards', async () => {
    const controller = new AbortController();
    const service = backend('never', passed);
    const work = go({ fetch: service.fetch, signal: controller.signal });
    while (service.asked.length === 0) {
      await new Promise(setImmediate);
    }
    controller.abort(reason);
    await assert.rejects(work, reason);
    assert.equal(service.asked[0]?.signal.aborted, true);
    assert.equal(service.asked.length, 1);
  });

  test('what onProgress throws rejects it', async () => {
    const onProgress = () => {
      throw reason;
    };
    await assert.rejects(go({ fetch: backend(passed).fetch, onProgress }), reason);
  });

  test('no listener and no timer remain', async (t) => {
    const { signal } = new AbortController();
    const add = t.mock.method(signal, 'addEventListener');
    const remove = t.mock.method(signal, 'removeEventListener');
    await go({ fetch: backend(passed).fetch, signal });
    assert.equal(add.mock.callCount(), 1);
    assert.deepEqual(remove.mock.calls[0]?.arguments[1], add.mock.calls[0]?.arguments[1]);
  });
});

test('progress: the upload, then the wait, and from the start where it is tried again', async (t) => {
  /** @type {SubmitProgress[]} */
  const seen = [];
  const onProgress = (/** @type {SubmitProgress} */ progress) => seen.push(progress);
  const { fetch } = backend([503, refused], passed);
  await hurry(t)(submit(newJpeg(), { endpoint: ENDPOINT, policy: 'signup', fetch, onProgress }));
  const once = [
    { stage: 'upload', fraction: 0 },
    { stage: 'upload', fraction: 1 },
    { stage: 'wait', fraction: null },
  ];
  assert.deepEqual(seen, [...once, ...once]);
});

suite('the idempotency key', () => {
  /** @param {any} pictures @param {ReturnType<typeof backend>} service @param {any} [more] */
  const go = (pictures, { fetch }, more) =>
    submit(pictures, { endpoint: ENDPOINT, policy: 'signup', fetch, ...more });
  /** No verdict, and not tried again. @type {[number, Record<string, unknown>]} */
  const none = [500, { ...refused, code: 'internal' }];

  test('is one for one photo until there is a verdict, then another', async () => {
    const jpeg = newJpeg();
    const service = backend(none, [422, { ...refused, code: 'field_invalid', retryable: false }], passed);
    assert.equal((await go(jpeg, service)).kind, 'refused');
    assert.equal((await go(jpeg, service)).kind, 'refused');
    assert.equal((await go(jpeg, service)).kind, 'verdict');
    assert.equal((await go(jpeg, service)).kind, 'verdict');
    const [first, second, third, fourth] = service.keys();
    assert.deepEqual([second, third], [first, first]);
    assert.notEqual(fourth, first);
  });

  test('is another for another photo, target, policy, field or address', async () => {
    const jpeg = newJpeg();
    const service = backend(none);
    await Promise.all([
      go(jpeg, service),
      go(newJpeg(), service),
      go({ source: jpeg, target: newJpeg() }, service),
      go(jpeg, service, { policy: 'login' }),
      go(jpeg, service, { fields: { userId: 'u' } }),
      go(jpeg, service, { endpoint: `${ENDPOINT}2` }),
    ]);
    assert.equal(new Set(service.keys()).size, 6);
  });

  test('is the same for a double click', async () => {
    const jpeg = newJpeg();
    const service = backend(passed);
    const fetch = async (/** @type {[string, object]} */ ...request) => {
      const answer = await service.fetch(...request);
      while (service.asked.length < 2) {
        await new Promise(setImmediate);
      }
      return answer;
    };
    const [one, other] = await Promise.all([go(jpeg, service, { fetch }), go(jpeg, service, { fetch })]);
    assert.deepEqual([one.passed, other.passed], [true, true]);
    assert.equal(new Set(service.keys()).size, 1);
  });

  test('that belongs to another request by now is given up', async () => {
    const jpeg = newJpeg();
    const service = backend([422, { ...refused, code: 'idempotency_key_reused', retryable: false }], passed);
    await go(jpeg, service);
    await go(jpeg, service);
    assert.equal(new Set(service.keys()).size, 2);
  });

  test('that was given is sent as it is', async () => {
    const service = backend(passed);
    await go(newJpeg(), service, { idempotencyKey: 'order-4711' });
    assert.deepEqual(service.keys(), ['order-4711']);
  });

  test('is found again after a reload, and gone after the verdict', async (t) => {
    const storage = fakeStorage();
    inPage(t, { sessionStorage: storage });
    const jpeg = newJpeg();
    const service = backend(none, passed);
    assert.equal((await go(jpeg, service)).kind, 'refused');
    assert.equal(storage.size, 1);
    const reloaded = await freshClient(t);
    await reloaded.submit(jpeg, { endpoint: ENDPOINT, policy: 'signup', fetch: service.fetch });
    const [before, after] = service.keys();
    assert.equal(after, before);
    assert.equal(storage.size, 0);
  });

  test('of a storage that anybody may write to is not trusted', async (t) => {
    const storage = fakeStorage(() => 'a b');
    inPage(t, { sessionStorage: storage });
    const service = backend(passed);
    await go(newJpeg(), service);
    assert.match(service.keys()[0] ?? '', /^[0-9a-f]{32}$/);
  });

  test('does without a storage that is full or forbidden', async (t) => {
    const full = fakeStorage(undefined, () => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    inPage(t, { sessionStorage: full });
    const jpeg = newJpeg();
    const service = backend(none, passed);
    await go(jpeg, service);
    assert.equal((await go(jpeg, service)).passed, true);
    assert.equal(new Set(service.keys()).size, 1);
    Object.defineProperty(globalThis, 'sessionStorage', {
      get() {
        throw new DOMException('forbidden', 'SecurityError');
      },
      configurable: true,
    });
    assert.equal((await go(newJpeg(), service)).passed, true);
  });

  test('is made anew where a page is not secure and has no digests', async (t) => {
    inPage(t, { crypto: { getRandomValues: (/** @type {any} */ bytes) => bytes.fill(7) } });
    const service = backend(passed);
    assert.equal((await go(new Uint8Array([0xff, 0xd8, 0xff]), service)).passed, true);
    assert.deepEqual(service.keys(), ['07'.repeat(16)]);
  });
});

/**
 * @param {(name: string) => string | null} [get]
 * @param {(name: string, value: string) => void} [set]
 */
function fakeStorage(get, set) {
  const items = new Map();
  return {
    getItem: get ?? ((/** @type {string} */ name) => items.get(name) ?? null),
    setItem: set ?? ((/** @type {string} */ name, /** @type {string} */ value) => items.set(name, value)),
    removeItem: (/** @type {string} */ name) => items.delete(name),
    get size() {
      return items.size;
    },
  };
}

/**
 * Replaces globals for one test.
 *
 * @param {TestContext} t
 * @param {Record<string, unknown>} globals
 */
function inPage(t, globals) {
  for (const [name, value] of Object.entries(globals)) {
    const before = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    t.after(() => {
      if (before) {
        Object.defineProperty(globalThis, name, before);
      } else {
        Reflect.deleteProperty(globalThis, name);
      }
    });
  }
}

/**
 * The client as a page has it that was just loaded: it remembers nothing.
 *
 * @param {TestContext} t
 * @returns {Promise<typeof import('../../pkg-template/client.js')>}
 */
async function freshClient(t) {
  const folder = await mkdtemp(join(tmpdir(), 'face-preflight-'));
  t.after(() => rm(folder, { recursive: true }));
  const template = fileURLToPath(new URL('../../pkg-template', import.meta.url));
  for (const part of ['client.js', 'lib', 'package.json']) {
    await cp(join(template, part), join(folder, part), { recursive: true });
  }
  return import(pathToFileURL(join(folder, 'client.js')).href);
}

test('without anything given it is the platform’s own fetch, over a real connection', async (t) => {
  /** @type {any[]} */
  const bodies = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const piece of request) {
      text += piece;
    }
    bodies.push([request.method, request.url, request.headers['content-type'], JSON.parse(text).policy]);
    if (bodies.length === 1) {
      request.socket.destroy();
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(passed));
  });
  t.after(() => server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {AddressInfo} */ (server.address());
  const answer = await submit(newJpeg(), { endpoint: `http://127.0.0.1:${port}/api/verify`, policy: 'signup' });
  assert.equal(answer.passed, true);
  const sent = ['POST', '/api/verify', 'application/json', 'signup'];
  assert.deepEqual(bodies, [sent, sent]);
});

suite('policies', () => {
  const signup = { name: 'signup', label: 'Sign up', mode: 'search', picture: { landscape: 'crop' }, face: true };
  const config = { region: 'ap-southeast-1', live: false, policies: [signup, { ...signup, name: 'other' }] };
  const endpoint = 'https://backend.example/api/config';
  const answering = (/** @type {unknown} */ body, status = 200) =>
    /** @type {typeof fetch} */ (async () => Response.json(body, { status }));

  test('come by name, with what preflight needs', async () => {
    const answer = await loadPolicies({ endpoint, fetch: answering(config) });
    assert.deepEqual(answer, {
      ...{ kind: 'policies', ok: true, region: 'ap-southeast-1', live: false },
      policies: { signup, other: { ...signup, name: 'other' } },
    });
  });

  test('are not understood where something else answers', async () => {
    const strange = [null, [], { policies: [{}] }, { policies: [{ ...signup, picture: null }] }, 'page'];
    for (const body of strange) {
      const answer = await loadPolicies({ endpoint, fetch: answering(body) });
      assert.equal(answer.kind === 'unreachable' && answer.reason, 'not_understood');
    }
    const answer = await loadPolicies({ endpoint, fetch: answering(config, 503) });
    assert.equal(answer.kind === 'unreachable' && answer.reason, 'not_understood');
  });

  test('are out of reach, late or no longer wanted', async () => {
    const lost = /** @type {typeof fetch} */ (
      async () => {
        throw new TypeError('fetch failed');
      }
    );
    const never = /** @type {typeof fetch} */ (() => new Promise(() => {}));
    const answer = await loadPolicies({ endpoint, fetch: lost });
    assert.equal(answer.kind === 'unreachable' && answer.reason, 'unreachable');
    const late = await loadPolicies({ endpoint, fetch: never, timeoutMs: 20 });
    assert.equal(late.kind === 'unreachable' && late.reason, 'timeout');
    const controller = new AbortController();
    const work = loadPolicies({ endpoint, fetch: never, signal: controller.signal });
    const reason = new Error('went back');
    controller.abort(reason);
    await assert.rejects(work, reason);
    await assert.rejects(loadPolicies(/** @type {any} */ ({ endpoint, policy: 'x' })), { code: 'invalid_option' });
  });
});
