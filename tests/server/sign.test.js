// Every stage of the V3 signature against requests captured from the official SDK and published by the vendor.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as sign from '../../pkg/server/signature/sign.js';
import { stagesOf } from './check-vectors.js';

/** @type {any[]} */
const vectors = JSON.parse(readFileSync(new URL('../golden/signatures.json', import.meta.url), 'utf8'));

test('there are fifteen vectors', () => assert.equal(vectors.length, 15));

for (const vector of vectors) {
  test(vector.name, async () => {
    for (const [stage, [actual, expected]] of Object.entries(await stagesOf(vector))) {
      assert.equal(actual, expected, stage);
    }
  });
}

test('signRpc gives what its stages give, with and without a security token', async () => {
  const call = {
    host: '127.0.0.1:8721',
    action: 'FaceDuplicationCheckIntl',
    version: '2022-08-09',
    query: /** @type {[string, string][]} */ ([['ProductCode', 'FACE_IDU_MIN']]),
    body: 'VerifyModel=0',
    nowMs: Date.UTC(2026, 10, 23, 3, 38, 45, 999),
    nonce: 'a nonce',
  };
  for (const securityToken of [undefined, 'a+token/with=signs']) {
    const credentials = { accessKeyId: 'id', accessKeySecret: 'secret', ...(securityToken && { securityToken }) };
    const headers = await sign.signRpc({ ...call, credentials });
    assert.equal(headers['x-acs-date'], '2026-11-23T03:38:45Z');
    assert.equal(headers['x-acs-security-token'], securityToken);
    assert.equal(headers['x-acs-accesskey-id'], securityToken && 'id');
    const signedNames = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? [];
    const expected = [
      'content-type',
      'host',
      'x-acs-action',
      'x-acs-content-sha256',
      'x-acs-date',
      'x-acs-signature-nonce',
      'x-acs-version',
      ...(securityToken ? ['x-acs-accesskey-id', 'x-acs-security-token'] : []),
    ];
    assert.deepEqual(signedNames, expected.sort());
    const all = [...Object.entries(headers), /** @type {[string, string]} */ (['Host', call.host])];
    const canonical = await sign.canonicalRequest({
      method: 'POST',
      path: '/',
      query: 'ProductCode=FACE_IDU_MIN',
      headers: await sign.canonicalHeaders(all, signedNames),
      signedNames,
      payloadHash: await sign.sha256Hex(call.body),
    });
    const value = await sign.signature('secret', await sign.stringToSign(canonical));
    assert.equal(headers.authorization, await sign.authorization('id', signedNames, value));
  }
});

test('names sort by their UTF-8 bytes, upper case first', async () => {
  const names = ['b', 'B', 'é', '\u{1F600}', '\uFFFD', 'a', 'ab'];
  const sorted = await sign.canonicalQuery(names.map((name) => /** @type {[string, string]} */ ([name, ''])));
  assert.equal(sorted, 'B=&a=&ab=&b=&%C3%A9=&%EF%BF%BD=&%F0%9F%98%80=');
});

test('percentEncode escapes all but the unreserved and survives a lone surrogate', () => {
  assert.equal(sign.percentEncode("aZ09-_.~ !'()*+/=&%"), 'aZ09-_.~%20%21%27%28%29%2A%2B%2F%3D%26%25');
  assert.equal(sign.percentEncode('\uD800'), '%EF%BF%BD');
});
