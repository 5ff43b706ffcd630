// Keys from a function: asked in time, once for all who wait, and not in vain.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { client, comparison, startService } from './client-emulator.js';
import { KEY, STS } from '../emulator/client.js';

/** @import { ExpiringCredentials } from '../../pkg/server.js' */

const MINUTE_MS = 60_000;

const { url } = await startService();

/**
 * @param {(asked: number) => ExpiringCredentials | Promise<ExpiringCredentials>} give
 * @param {object} [options]
 */
function start(give, options = {}) {
  // The service judges the dates of calls by its own clock, so that only the end of the keys is moved here.
  const state = { asked: 0 };
  const { faceDuplicationCheckIntl, calls } = client(url, {
    credentials: () => give((state.asked += 1)),
    ...options,
  });
  return { state, calls, check: () => faceDuplicationCheckIntl(comparison(1, 1)) };
}

const inMinutes = (/** @type {number} */ minutes) => Date.now() + minutes * MINUTE_MS;

test('keys are kept until five minutes before they expire, however their end is written', async () => {
  for (const write of [
    (/** @type {number} */ ms) => ms,
    (/** @type {number} */ ms) => new Date(ms),
    (/** @type {number} */ ms) => new Date(ms).toISOString(),
  ]) {
    const { state, check } = start(() => ({ ...STS, expiration: write(inMinutes(6)) }));
    await check();
    await check();
    assert.equal(state.asked, 1);
    const soon = start(() => ({ ...STS, expiration: write(inMinutes(4.9)) }));
    await soon.check();
    await soon.check();
    assert.equal(soon.state.asked, 2);
  }
});

test('keys without an end are asked for before every call', async () => {
  const { state, check } = start(() => KEY);
  await check();
  await check();
  assert.equal(state.asked, 2);
});

test('new keys are used', async () => {
  const { calls, check } = start((asked) => (asked === 1 ? { ...STS, expiration: inMinutes(1) } : KEY));
  await check();
  await check();
  assert.deepEqual(
    calls.map((headers) => headers.get('x-acs-security-token')),
    [STS.securityToken, null],
  );
});

test('calls that wait at the same time share one question', async () => {
  const { state, check } = start(async () => {
    await new Promise((done) => setTimeout(done, 20));
    return { ...STS, expiration: inMinutes(60) };
  });
  const answers = await Promise.all([check(), check(), check()]);
  assert.ok(answers.every(({ passed }) => passed));
  assert.equal(state.asked, 1);
});

test('keys that cannot be renewed are used to their end, and a failure is not kept', async () => {
  const { state, check } = start((asked) => {
    if (asked === 2) {
      throw new Error('the metadata service is away');
    }
    return { ...STS, expiration: inMinutes(4) };
  });
  for (const expected of [1, 2, 3]) {
    assert.equal((await check()).passed, true);
    assert.equal(state.asked, expected);
  }
});

test('a function that fails, or gives no keys', async () => {
  const cause = new Error('no role');
  const failing = start(async () => Promise.reject(cause));
  await assert.rejects(failing.check(), {
    name: 'ApiError',
    code: 'credentials_unavailable',
    actor: 'environment',
    retryable: true,
    cause,
    attempts: 0,
  });
  await assert.rejects(failing.check(), { code: 'credentials_unavailable' });
  assert.deepEqual([failing.state.asked, failing.calls.length], [2, 0]);
  for (const wrong of [undefined, {}, { accessKeyId: 'a' }, { ...KEY, expiration: 'soon' }]) {
    await assert.rejects(start(() => /** @type {any} */ (wrong)).check(), { code: 'credentials_unavailable' });
  }
});

test('a function that never answers is given up in time, and asked anew', async () => {
  const hangs = () => /** @type {Promise<ExpiringCredentials>} */ (new Promise(() => {}));
  const { state, check } = start((asked) => (asked === 1 ? hangs() : KEY), { timeoutMs: 200 });
  const both = await Promise.allSettled([check(), check()]);
  for (const { reason } of /** @type {PromiseRejectedResult[]} */ (both)) {
    assert.deepEqual([reason.code, reason.cause.name], ['credentials_unavailable', 'TimeoutError']);
  }
  assert.equal(state.asked, 1);
  assert.equal((await check()).passed, true);
  const renewing = start((asked) => (asked === 1 ? { ...STS, expiration: inMinutes(4) } : hangs()), {
    timeoutMs: 200,
  });
  assert.equal((await renewing.check()).passed, true);
  assert.equal((await renewing.check()).passed, true, 'with the keys that are still good');
  assert.equal(renewing.state.asked, 2);
});

test('keys that the service takes no longer are not kept', async () => {
  const { state, check } = start((asked) => {
    const revoked = asked === 1 ? { ...STS, accessKeyId: 'STS.expired' } : STS;
    return { ...revoked, expiration: inMinutes(60) };
  });
  await assert.rejects(check(), { code: 'InvalidSecurityToken.Expired' });
  assert.equal((await check()).passed, true);
  assert.equal((await check()).passed, true);
  assert.equal(state.asked, 2);
});
