// Tokens say who the user is: what is issued is taken, and nothing else.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { SignJWT, exportJWK, exportSPKI, generateKeyPair } from 'jose';
import { issueReceipt, issueToken, tokenAuthenticator } from '../../pkg/server.js';
import { verdict } from './identity.js';

const SECRET = 'a secret of at least thirty-two bytes';
const NOW_MS = Date.UTC(2026, 10, 30, 12);
const now = () => NOW_MS;
const content = { userId: 'user-1', policy: 'signup' };

/** @param {string | undefined} token @param {string} [scheme] */
function request(token, scheme = 'Bearer') {
  const headers = new Headers(token === undefined ? {} : [['authorization', `${scheme} ${token}`]]);
  return new Request('https://backend.test/api/verify', { method: 'POST', headers });
}

/** @param {Record<string, unknown>} claims @param {Record<string, unknown>} [header] */
function handMade(claims, header = {}) {
  const all = {
    sub: 'user-1',
    policy: 'signup',
    aud: 'face-preflight',
    jti: 'id',
    uses: 1,
    exp: NOW_MS / 1000 + 60,
    ...claims,
  };
  return new SignJWT(JSON.parse(JSON.stringify(all)))
    .setProtectedHeader({ alg: 'HS256', typ: 'face-preflight+jwt', ...header })
    .sign(new TextEncoder().encode(SECRET));
}

/** @param {Promise<unknown>} answer @param {string} code @param {RegExp} [message] */
const refused = (answer, code, message = /./) =>
  assert.rejects(answer, (/** @type {any} */ error) => {
    assert.equal(error.code, code);
    assert.match(error.message, message);
    return true;
  });

const authenticate = tokenAuthenticator({ secret: SECRET, now });

test('what is issued is taken', async () => {
  const token = await issueToken({ ...content, claims: { plan: 'gold' } }, { secret: SECRET, now });
  const { claims, tokenId, ...identity } =
    (await authenticate(request(token), { policy: 'signup' })) ?? assert.fail();
  assert.deepEqual(identity, { userId: 'user-1', policy: 'signup', uses: 1, expiresAtMs: NOW_MS + 600_000 });
  assert.match(tokenId ?? '', /^[0-9a-f-]{36}$/);
  assert.equal(claims?.['plan'], 'gold');
});

test('life, uses, issuer, audience and a list of policies are written and read', async () => {
  const how = {
    secret: new TextEncoder().encode(SECRET),
    issuer: 'https://shop.test',
    audience: 'verify.shop.test',
    now,
  };
  const given = { userId: 'ü', policy: ['signup', 'login'], expiresInS: 30, uses: 3 };
  const identity = await tokenAuthenticator(how)(request(await issueToken(given, how)), { policy: 'login' });
  assert.deepEqual(
    [identity?.userId, identity?.policy, identity?.uses, identity?.expiresAtMs],
    ['ü', ['signup', 'login'], 3, NOW_MS + 30_000],
  );
});

test('every token has an id of its own', async () => {
  const ids = await Promise.all(
    [1, 2].map(
      async () => (await authenticate(request(await issueToken(content, { secret: SECRET, now }))))?.tokenId,
    ),
  );
  assert.notEqual(ids[0], ids[1]);
});

test('a request without a token is nobody, whatever else it carries', async () => {
  assert.equal(await authenticate(request(undefined)), null);
  assert.equal(await authenticate(request('dXNlcjpwYXNz', 'Basic')), null);
  assert.equal(await authenticate(request('')), null);
});

test('a token ends when it says, give or take five seconds', async () => {
  const token = await issueToken({ ...content, expiresInS: 60 }, { secret: SECRET, now });
  const at = (/** @type {number} */ seconds) =>
    tokenAuthenticator({ secret: SECRET, now: () => NOW_MS + seconds * 1000 })(request(token));
  assert.equal((await at(64))?.userId, 'user-1');
  await refused(at(65), 'token_expired');
  await refused(
    tokenAuthenticator({ secret: SECRET, clockToleranceS: 0, now: () => NOW_MS + 60_000 })(request(token)),
    'token_expired',
  );
});

test('a token that is not valid yet', async () => {
  await refused(authenticate(request(await handMade({ nbf: NOW_MS / 1000 + 60 }))), 'token_invalid', /nbf/);
  assert.ok(await authenticate(request(await handMade({ nbf: NOW_MS / 1000 + 4 }))));
});

test('a token for another policy, audience, issuer or purpose', async () => {
  const token = await issueToken(content, { secret: SECRET, issuer: 'https://shop.test', now });
  await refused(authenticate(request(token), { policy: 'login' }), 'token_policy');
  await refused(
    tokenAuthenticator({ secret: SECRET, audience: 'other', now })(request(token)),
    'token_invalid',
    /aud/,
  );
  await refused(
    tokenAuthenticator({ secret: SECRET, issuer: 'https://a.test', now })(request(token)),
    'token_invalid',
    /iss/,
  );
  const receipt = await issueReceipt(verdict(), { secret: SECRET, now });
  await refused(authenticate(request(receipt)), 'token_invalid', /typ|aud/);
  await refused(authenticate(request(await handMade({}, { typ: 'JWT' }))), 'token_invalid', /typ/);
});

test('a token that lacks a claim, or has a wrong one', async () => {
  for (const name of ['sub', 'exp', 'jti', 'policy', 'uses', 'aud']) {
    await refused(authenticate(request(await handMade({ [name]: undefined }))), 'token_invalid', new RegExp(name));
  }
  for (const claims of [
    { sub: '' },
    { policy: [] },
    { policy: 7 },
    { uses: 0 },
    { uses: '1' },
    { uses: 1.5 },
    { jti: '' },
  ]) {
    const name = Object.keys(claims)[0] ?? '';
    await refused(authenticate(request(await handMade(claims))), 'token_invalid', new RegExp(name));
  }
});

test('an altered token', async () => {
  const token = await issueToken(content, { secret: SECRET, now });
  const [header = '', payload = '', signature = ''] = token.split('.');
  const other = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('user-1', 'user-2')).toString(
    'base64url',
  );
  for (const forged of [
    `${header}.${other}.${signature}`,
    `${header}.${payload}.`,
    `${header}.${payload}.${signature.slice(0, -2)}`,
    `${header}.${payload}`,
    'not.a.token',
    'x'.repeat(9_000),
  ]) {
    await refused(authenticate(request(forged)), 'token_invalid');
  }
  await refused(tokenAuthenticator({ secret: `${SECRET}!`, now })(request(token)), 'token_invalid');
});

test('the header of a token does not choose its algorithm', async () => {
  const payload = Buffer.from(
    JSON.stringify({
      sub: 'user-1',
      policy: 'signup',
      aud: 'face-preflight',
      jti: 'id',
      uses: 1,
      exp: NOW_MS / 1000 + 60,
    }),
  ).toString('base64url');
  for (const alg of ['none', 'None', 'HS512']) {
    const header = Buffer.from(JSON.stringify({ alg, typ: 'face-preflight+jwt' })).toString('base64url');
    await refused(authenticate(request(`${header}.${payload}.`)), 'token_invalid');
  }
  const hs512 = await new SignJWT({ policy: 'signup', uses: 1 })
    .setProtectedHeader({ alg: 'HS512', typ: 'face-preflight+jwt' })
    .setSubject('user-1')
    .setAudience('face-preflight')
    .setJti('id')
    .setExpirationTime(NOW_MS / 1000 + 60)
    .sign(new TextEncoder().encode(SECRET.repeat(2)));
  await refused(tokenAuthenticator({ secret: SECRET.repeat(2), now })(request(hs512)), 'token_invalid');
});

test('a public key is not taken for a shared secret', async () => {
  const { publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'a', alg: 'RS256' };
  const byKeySet = tokenAuthenticator({ jwks: { keys: [jwk] }, now });
  for (const known of [await exportSPKI(publicKey), JSON.stringify(jwk), jwk.n ?? '']) {
    const token = await new SignJWT({ policy: 'signup', uses: 1 })
      .setProtectedHeader({ alg: 'HS256', kid: 'a', typ: 'face-preflight+jwt' })
      .setSubject('user-1')
      .setAudience('face-preflight')
      .setJti('id')
      .setExpirationTime(NOW_MS / 1000 + 60)
      .sign(new TextEncoder().encode(known));
    await refused(byKeySet(request(token)), 'token_invalid');
  }
  assert.throws(() => tokenAuthenticator({ jwks: /** @type {any} */ ({ keys: 'none' }) }), {
    code: 'invalid_option',
  });
});

for (const algorithm of ['RS256', 'ES256', 'EdDSA']) {
  test(`${algorithm} by a key set and by a CryptoKey`, async () => {
    const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
    const privateJwk = { ...(await exportJWK(privateKey)), kid: 'two' };
    const other = await generateKeyPair(algorithm, { extractable: true });
    const keys = [
      { ...(await exportJWK(other.publicKey)), kid: 'one' },
      { ...(await exportJWK(publicKey)), kid: 'two' },
    ];
    const byKeySet = tokenAuthenticator({ jwks: { keys }, now });
    assert.equal(
      (await byKeySet(request(await issueToken(content, { privateKey: privateJwk, now }))))?.userId,
      'user-1',
    );
    const stranger = { ...(await exportJWK(other.privateKey)), kid: 'two' };
    await refused(byKeySet(request(await issueToken(content, { privateKey: stranger, now }))), 'token_invalid');
    const unknown = { ...privateJwk, kid: 'three' };
    await refused(byKeySet(request(await issueToken(content, { privateKey: unknown, now }))), 'token_invalid');

    const byOne = tokenAuthenticator({ jwks: { keys: [await exportJWK(publicKey)] }, now });
    assert.equal((await byOne(request(await issueToken(content, { privateKey, now }))))?.userId, 'user-1');
  });
}

test('an Ed25519 key is the same under both names of its algorithm', async () => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const [privateJwk, publicJwk] = [await exportJWK(privateKey), await exportJWK(publicKey)];
  for (const issuing of [privateKey, { ...privateJwk, alg: 'EdDSA' }, { ...privateJwk, alg: 'Ed25519' }]) {
    const token = await issueToken(content, { privateKey: issuing, now });
    for (const alg of [undefined, 'EdDSA', 'Ed25519']) {
      const authenticateByKey = tokenAuthenticator({ jwks: { keys: [{ ...publicJwk, ...(alg && { alg }) }] }, now });
      assert.equal((await authenticateByKey(request(token)))?.userId, 'user-1', alg);
    }
  }
});

test("an identity provider's token needs neither policy nor uses", async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const token = await new SignJWT({ scope: 'openid' })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
    .setIssuer('https://login.shop.test')
    .setAudience('verify')
    .setSubject('user-1')
    .setExpirationTime(NOW_MS / 1000 + 60)
    .sign(privateKey);
  const how = {
    jwks: { keys: [await exportJWK(publicKey)] },
    issuer: 'https://login.shop.test',
    audience: 'verify',
    now,
  };
  const identity = await tokenAuthenticator({ ...how, type: 'at+jwt' })(request(token), { policy: 'signup' });
  assert.deepEqual(
    [identity?.userId, identity?.policy, identity?.uses, identity?.tokenId, identity?.claims?.['scope']],
    ['user-1', undefined, undefined, undefined, 'openid'],
  );
  await refused(tokenAuthenticator(how)(request(token)), 'token_invalid', /typ/);
});

test('a key set is loaded once, and again when it lacks a key and the cooldown is over', async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'a' };
  const signingKey = { ...(await exportJWK(privateKey)), kid: 'a' };
  let loads = 0;
  let status = 200;
  const server = createServer((_, answer) => {
    loads += 1;
    answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [jwk] }));
  });
  after(() => server.close());
  await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const at = (/** @type {string} */ path) =>
    tokenAuthenticator({ jwksUrl: `http://127.0.0.1:${address.port}/${path}`, now });
  const token = await issueToken(content, { privateKey: signingKey, now });

  const authenticators = [at('keys'), at('keys')];
  for (const each of [...authenticators, ...authenticators]) {
    assert.equal((await each(request(token)))?.userId, 'user-1');
  }
  assert.equal(loads, 1);
  const unknown = await issueToken(content, { privateKey: { ...signingKey, kid: 'b' }, now });
  await refused(at('keys')(request(unknown)), 'token_invalid');
  assert.equal(loads, 1, 'a made-up kid must not make the backend ask the issuer');

  status = 500;
  await refused(at('failing')(request(token)), 'token_issuer_unreachable');
  status = 200;
  assert.equal((await at('failing')(request(token)))?.userId, 'user-1', 'a failure is not kept');
});

test('misuse throws at once', async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const [jwk, publicJwk] = [await exportJWK(privateKey), await exportJWK(publicKey)];
  const es384 = await generateKeyPair('ES384', { extractable: true });
  /** @type {[any, RegExp][]} */
  const wrong = [
    [{ secret: 'short' }, /5 bytes; HS256 needs at least 32/],
    [{ secret: 7 }, /neither a string nor bytes/],
    [{}, /one of them is needed/],
    [{ secret: SECRET, jwksUrl: 'https://a.test' }, /excludes secret/],
    [{ jwksUrl: 'http://a.test/keys' }, /https/],
    [{ jwksUrl: 'keys' }, /https/],
    [{ secret: SECRET, audience: '' }, /string/],
    [{ secret: SECRET, issuer: undefined }, /issuer/],
    [{ secret: SECRET, clockToleranceS: 301 }, /0 to 300/],
    [{ secret: SECRET, isuer: 'https://a.test' }, /isuer: does not exist; did you mean issuer/],
  ];
  for (const [how, message] of wrong) {
    assert.throws(() => tokenAuthenticator(how), { code: 'invalid_option', message });
  }
  /** @type {[any, any, RegExp][]} */
  const wrongIssues = [
    [content, { secret: 'short' }, /secret.*32/],
    [content, {}, /needed/],
    [content, { privateKey: publicJwk }, /privateKey: is a public key/],
    [content, { privateKey: { kty: 'oct', k: 'AAAA' } }, /shared secret/],
    [content, { privateKey: es384.privateKey }, /RS256.*ES256.*EdDSA/],
    [content, { privateKey: await exportJWK(es384.privateKey) }, /RS256.*ES256.*EdDSA/],
    [content, { privateKey: { ...jwk, alg: 'PS256' } }, /RS256/],
    [{ ...content, userId: '' }, { secret: SECRET }, /userId/],
    [{ ...content, policy: [] }, { secret: SECRET }, /policy/],
    [{ ...content, expiresInS: 0 }, { secret: SECRET }, /expiresInS.*1 to 86400/],
    [{ ...content, uses: 1.5 }, { secret: SECRET }, /uses/],
    [{ ...content, claims: { sub: 'x' } }, { secret: SECRET }, /claims\.sub/],
    [{ ...content, use: 1 }, { secret: SECRET }, /use: does not exist; did you mean uses/],
    [content, { secret: SECRET, expiresInS: 60 }, /expiresInS: does not exist/],
  ];
  for (const [given, how, message] of wrongIssues) {
    await assert.rejects(issueToken(given, how), { code: 'invalid_option', message });
  }
});
