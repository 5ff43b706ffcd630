// A receipt is the verdict, signed: nobody on the way can change, invent, reuse or borrow one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportJWK, generateKeyPair } from 'jose';
import { ReceiptError, issueReceipt, issueToken, verifyReceipt } from '../../pkg/server.js';
import { verdict } from './identity.js';

const SECRET = 'a secret of at least thirty-two bytes';
const NOW_MS = Date.UTC(2026, 10, 30, 12);
const now = () => NOW_MS;
const issue = (/** @type {object} */ more = {}) => issueReceipt(verdict(), { secret: SECRET, now, ...more });

/** @param {Promise<unknown>} answer @param {string} code @param {RegExp} [message] */
const refused = (answer, code, message = /./) =>
  assert.rejects(answer, (/** @type {any} */ error) => {
    assert.ok(error instanceof ReceiptError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  });

test('what is issued is verified', async () => {
  const receipt = await issue({ issuer: 'verify.shop.test' });
  const how = { secret: SECRET, issuer: 'verify.shop.test', policy: 'signup', userId: 'user-1', now };
  assert.deepEqual(await verifyReceipt(receipt, how), {
    ...verdict(),
    issuer: 'verify.shop.test',
    issuedAtMs: NOW_MS,
    expiresAtMs: NOW_MS + 600_000,
  });
});

test('a failed verdict has a valid receipt: whether it passed is data', async () => {
  const failed = verdict({ passed: false, subCode: '233', score: null, registered: false, duplicate: 'other' });
  const receipt = await issueReceipt(failed, { secret: SECRET, now });
  const { passed, subCode, score, duplicate, issuer } = await verifyReceipt(receipt, { secret: SECRET, now });
  assert.deepEqual([passed, subCode, score, duplicate, issuer], [false, '233', null, 'other', null]);
});

test('a receipt says no more than a receipt says', async () => {
  const event = { ...verdict(), vendorUserId: 'hash', duplicateFaces: [{ userId: 'somebody else' }], faceAge: 33 };
  const receipt = await issueReceipt(event, { secret: SECRET, now });
  const payload = JSON.parse(Buffer.from(receipt.split('.')[1] ?? '', 'base64url').toString());
  assert.deepEqual(Object.keys(payload).sort(), [
    'duplicate',
    'exp',
    'iat',
    'jti',
    'passed',
    'pictures',
    'policy',
    'registered',
    'requestId',
    'score',
    'sub',
    'subCode',
    'transactionId',
  ]);
});

test('an altered receipt, one of another key, and what is no receipt', async () => {
  const receipt = await issueReceipt(verdict({ passed: false }), { secret: SECRET, now });
  const [header = '', payload = '', signature = ''] = receipt.split('.');
  const passed = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('"passed":false', '"passed":true'));
  const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'face-preflight-receipt+jwt' })).toString('base64url');
  const token = await issueToken({ userId: 'user-1', policy: 'signup' }, { secret: SECRET, now });
  for (const forged of [
    `${header}.${passed.toString('base64url')}.${signature}`,
    `${none}.${passed.toString('base64url')}.`,
    `${header}.${payload}.${signature.slice(1)}`,
    await issueReceipt(verdict(), { secret: `${SECRET}!`, now }),
    token,
    '',
    'a receipt',
    'x'.repeat(9_000),
    /** @type {any} */ (undefined),
  ]) {
    await refused(verifyReceipt(forged, { secret: SECRET, now }), 'invalid');
  }
});

test('an expired receipt', async () => {
  const receipt = await issue({ expiresInS: 60 });
  const at = (/** @type {number} */ seconds) =>
    verifyReceipt(receipt, { secret: SECRET, now: () => NOW_MS + seconds * 1000 });
  assert.equal((await at(64)).id, 'verification-1');
  await refused(at(65), 'expired');
});

test('a receipt of another user, policy or issuer', async () => {
  const receipt = await issue({ issuer: 'one' });
  for (const [name, value] of Object.entries({ userId: 'user-2', policy: 'login', issuer: 'two' })) {
    await refused(verifyReceipt(receipt, { secret: SECRET, now, [name]: value }), 'foreign', new RegExp(name));
  }
  await refused(verifyReceipt(await issue(), { secret: SECRET, now, issuer: 'one' }), 'foreign');
});

test('an expectation without a value is a mistake, not a wildcard', async () => {
  const session = /** @type {{ userId: any }} */ ({ userId: undefined });
  await assert.rejects(verifyReceipt(await issue(), { secret: SECRET, now, userId: session.userId }), {
    code: 'invalid_option',
    message: /userId/,
  });
});

test('a receipt that comes twice', async () => {
  /** @type {Map<string, number>} */
  const ids = new Map();
  const seen = (/** @type {string} */ id, /** @type {number} */ expiresAtMs) => {
    const before = ids.has(id);
    ids.set(id, expiresAtMs);
    return before;
  };
  const how = { secret: SECRET, now, seen };
  await refused(verifyReceipt(await issue(), { ...how, userId: 'user-2' }), 'foreign');
  assert.equal(ids.size, 0, 'a refused receipt uses nothing up');
  assert.equal((await verifyReceipt(await issue(), how)).id, 'verification-1');
  assert.deepEqual([...ids], [['verification-1', NOW_MS + 600_000]]);
  await refused(verifyReceipt(await issue(), how), 'replayed');
  await assert.rejects(
    verifyReceipt(await issue(), { secret: SECRET, now, seen: async () => /** @type {any} */ (1) }),
    {
      code: 'invalid_option',
      message: /seen/,
    },
  );
});

for (const algorithm of ['RS256', 'ES256', 'EdDSA']) {
  test(`${algorithm}: the backend signs, a public key verifies`, async () => {
    const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
    const [privateJwk, publicJwk] = [await exportJWK(privateKey), await exportJWK(publicKey)];
    for (const signer of [privateKey, { ...privateJwk, kid: 'a' }]) {
      const receipt = await issueReceipt(verdict(), { privateKey: signer, now });
      for (const how of [{ publicKey }, { publicKey: publicJwk }, { jwks: { keys: [{ ...publicJwk, kid: 'a' }] } }]) {
        assert.equal((await verifyReceipt(receipt, { ...how, now })).userId, 'user-1');
      }
      await refused(verifyReceipt(receipt, { secret: SECRET, now }), 'invalid');
    }
    await assert.rejects(verifyReceipt(await issue(), { publicKey: privateJwk, now }), {
      message: /is a private key/,
    });
    await refused(verifyReceipt(await issue(), { publicKey, now }), 'invalid');
  });
}

test('misuse', async () => {
  await assert.rejects(issueReceipt(verdict(), { secret: 'short' }), { code: 'invalid_option', message: /32/ });
  await assert.rejects(issueReceipt(verdict({ userId: '' }), { secret: SECRET }), { message: /userId/ });
  await assert.rejects(issueReceipt(verdict({ id: '' }), { secret: SECRET }), { message: /option id/ });
  await assert.rejects(issue({ expiresInS: 0 }), { message: /expiresInS/ });
  await assert.rejects(issue({ expiresIn: 60 }), { message: /expiresIn: does not exist; did you mean expiresInS/ });
  const misspelt = /** @type {any} */ ({ secret: SECRET, now, userID: 'user-2' });
  await assert.rejects(verifyReceipt(await issue(), misspelt), { code: 'invalid_option', message: /userID.*userId/ });
  await assert.rejects(verifyReceipt(await issue(), { secret: SECRET, publicKey: /** @type {any} */ ({}) }), {
    message: /excludes/,
  });
});
