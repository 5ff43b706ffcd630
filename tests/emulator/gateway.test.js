// What the emulator's gateway lets through and what it refuses, with which status and envelope.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signatureV2, stringToSignV2 } from '../../pkg/emulator/gateway/signature-v2-check.js';
import * as sign from '../../pkg/server/signature/sign.js';
import { percentEncode } from '../../pkg/server/signature/sign.js';
import { KEY, STS, callEmulator, form, searchFields, startEmulator } from './client.js';
import { base64, fakePicture } from '../support/fake-picture.js';

const picture = { SourceFacePicture: base64(fakePicture()) };

test("a signed call is answered in the contract's envelope", async () => {
  const answer = await callEmulator({ ...startEmulator(), fields: searchFields(picture) });
  assert.equal(answer.status, 200);
  assert.equal(answer.json.Code, 'Success');
  assert.match(answer.json.RequestId, /^[0-9A-F-]{36}$/);
  assert.equal(answer.headers.get('x-acs-request-id'), answer.json.RequestId);
});

/** @type {[string, number, string, Partial<Parameters<typeof callEmulator>[0]>][]} */
const refusals = [
  ['wrong secret', 400, 'SignatureDoesNotMatch', { credentials: { ...KEY, accessKeySecret: 'wrong' } }],
  ['unknown key', 404, 'InvalidAccessKeyId.NotFound', { credentials: { ...KEY, accessKeyId: 'LTAI-none' } }],
  ['inactive key', 400, 'InvalidAccessKeyId.Inactive', { credentials: { ...KEY, accessKeyId: 'LTAI-inactive' } }],
  [
    'RAM user without permission',
    403,
    'Forbidden.RAMUserAccessDenied',
    { credentials: { ...KEY, accessKeyId: 'LTAI-ram' } },
  ],
  [
    'account without the service',
    403,
    'Forbidden.AccountAccessDenied',
    { credentials: { ...KEY, accessKeyId: 'LTAI-account' } },
  ],
  [
    'temporary key without its token',
    400,
    'MissingSecurityToken',
    { credentials: { ...KEY, accessKeyId: STS.accessKeyId, accessKeySecret: STS.accessKeySecret } },
  ],
  [
    'temporary key with another token',
    400,
    'InvalidSecurityToken.Malformed',
    { credentials: { ...STS, securityToken: 'other' } },
  ],
  [
    'temporary key after its end',
    400,
    'InvalidSecurityToken.Expired',
    { credentials: { ...STS, accessKeyId: 'STS.expired' } },
  ],
  [
    'token with a lasting key',
    400,
    'InvalidSecurityToken.MismatchWithAccessKey',
    { credentials: { ...KEY, securityToken: 'token' } },
  ],
  ['16 minutes late', 400, 'InvalidTimeStamp.Expired', { nowMs: Date.now() - 16 * 60_000 }],
  ['16 minutes early', 400, 'InvalidTimeStamp.Expired', { nowMs: Date.now() + 16 * 60_000 }],
  ['unknown action', 404, 'InvalidApi.NotFound', { action: 'NoSuchAction' }],
  ['inherited property as action', 404, 'InvalidApi.NotFound', { action: 'constructor' }],
  ['unknown version', 400, 'NoSuchVersion', { version: '2020-01-01' }],
  [
    'body changed after signing',
    400,
    'SignatureDoesNotMatch',
    {
      tamper: (request) => {
        request.body += '&Liveness=0';
      },
    },
  ],
  [
    'query changed after signing',
    400,
    'SignatureDoesNotMatch',
    {
      tamper: (request) => {
        request.url += '&a=b';
      },
    },
  ],
  [
    'signed header changed',
    400,
    'SignatureDoesNotMatch',
    {
      tamper: ({ headers }) => {
        headers['x-acs-version'] = '2022-08-08';
      },
    },
  ],
  [
    'date of another form',
    400,
    'InvalidTimeStamp.Format',
    {
      tamper: ({ headers }) => {
        headers['x-acs-date'] = new Date().toUTCString();
      },
    },
  ],
  [
    'Authorization without signature',
    400,
    'IncompleteSignature',
    {
      tamper: ({ headers }) => {
        headers.authorization = 'ACS3-HMAC-SHA256 Credential=a';
      },
    },
  ],
  [
    'no Authorization',
    400,
    'IncompleteSignature',
    {
      tamper: ({ headers }) => {
        delete headers.authorization;
      },
    },
  ],
  [
    'a mandatory header not signed',
    400,
    'IncompleteSignature',
    {
      tamper: ({ headers }) => {
        headers.authorization = headers.authorization?.replace('x-acs-version', 'x-acs-wersion') ?? '';
      },
    },
  ],
  [
    'an unsigned security token added',
    400,
    'IncompleteSignature',
    {
      tamper: ({ headers }) => {
        headers['x-acs-security-token'] = 'token';
      },
    },
  ],
  [
    'path other than /',
    404,
    'InvalidApi.NotFound',
    {
      tamper: (request) => {
        request.url = request.url.replace('/?', '/x?');
      },
    },
  ],
  ['body beyond the limit', 413, 'RequestEntityTooLarge', { fields: { SourceFacePicture: 'A'.repeat(4_000_001) } }],
];
for (const [name, status, code, call] of refusals) {
  test(`${name}: ${status} ${code}`, async () => {
    const answer = await callEmulator({ ...startEmulator(), fields: searchFields(picture), ...call });
    assert.deepEqual([answer.status, answer.json.Code], [status, code]);
    assert.equal(answer.json.HostId, 'emulator.test');
    assert.match(answer.json.Recommend, new RegExp(`^https://api\\.aliyun\\.com/troubleshoot\\?q=${code}&product=`));
  });
}

test('a nonce is accepted once, and again for another key', async () => {
  const emulator = startEmulator();
  const call = { ...emulator, fields: searchFields(picture), nonce: 'same' };
  assert.equal((await callEmulator(call)).status, 200);
  const again = await callEmulator(call);
  assert.deepEqual([again.status, again.json.Code], [400, 'SignatureNonceUsed']);
  assert.equal((await callEmulator({ ...call, credentials: STS })).status, 200);
});

test('a failed signature does not use up the nonce', async () => {
  const emulator = startEmulator();
  const call = { ...emulator, fields: searchFields(picture), nonce: 'same' };
  await callEmulator({ ...call, credentials: { ...KEY, accessKeySecret: 'wrong' } });
  assert.equal((await callEmulator(call)).status, 200);
});

test('what is signed must also be there and true, however well it is signed', async () => {
  const emulator = startEmulator();
  const body = form(searchFields(picture));
  /** @param {(headers: Record<string, string>) => void} change what a dishonest client signs */
  const codeOf = async (change) => {
    const headers = await sign.signRpc({
      host: 'emulator.test',
      action: 'FaceDuplicationCheckIntl',
      version: '2022-08-09',
      query: [['ProductCode', 'FACE_IDU_MIN']],
      body,
      credentials: KEY,
      nowMs: Date.now(),
      nonce: crypto.randomUUID(),
    });
    const signedNames = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? [];
    change(headers);
    const canonical = await sign.canonicalRequest({
      method: 'POST',
      path: '/',
      query: 'ProductCode=FACE_IDU_MIN',
      signedNames,
      payloadHash: await sign.sha256Hex(body),
      headers: await sign.canonicalHeaders([...Object.entries(headers), ['host', 'emulator.test']], signedNames),
    });
    const value = await sign.signature(KEY.accessKeySecret, await sign.stringToSign(canonical));
    const authorization = await sign.authorization(KEY.accessKeyId, signedNames, value);
    const answer = await emulator.fetch(
      new Request('http://emulator.test/?ProductCode=FACE_IDU_MIN', {
        method: 'POST',
        headers: { ...headers, authorization },
        body,
      }),
    );
    return (await answer.json()).Code;
  };
  assert.equal(await codeOf(() => {}), 'Success');
  assert.equal(
    await codeOf((headers) => {
      headers['x-acs-content-sha256'] = 'a'.repeat(64);
    }),
    'SignatureDoesNotMatch',
  );
  assert.equal(
    await codeOf((headers) => {
      delete headers['x-acs-content-sha256'];
    }),
    'IncompleteSignature',
  );
});

test('the wire may encode query and form differently from the signed form', async () => {
  const fields = searchFields({ ...picture, MerchantUserId: 'a b*~' });
  const answer = await callEmulator({
    ...startEmulator(),
    query: { ProductCode: 'FACE_IDU_MIN', Note: 'a b*' },
    fields,
    tamper: (request) => {
      request.url = request.url.replace('a%20b%2A', 'a+b*');
    },
  });
  assert.equal(answer.status, 200);
});

test('a parameter of the query may travel in the form, but not in both', async () => {
  const inForm = { ProductCode: 'FACE_IDU_MIN', ...searchFields(picture) };
  assert.equal((await callEmulator({ ...startEmulator(), query: {}, fields: inForm })).status, 200);
  const twice = await callEmulator({ ...startEmulator(), fields: inForm });
  assert.deepEqual([twice.status, twice.json.Code], [400, 'InvalidParameter']);
});

test('V2: query and form signed together with HMAC-SHA1', async () => {
  const emulator = startEmulator();
  const fields = searchFields(picture);
  const call = async (/** @type {Record<string, string>} */ more, secret = KEY.accessKeySecret) => {
    const query = {
      Action: 'FaceDuplicationCheckIntl',
      Format: 'json',
      Version: '2022-08-09',
      ProductCode: 'FACE_IDU_MIN',
      Timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
      SignatureNonce: crypto.randomUUID(),
      SignatureMethod: 'HMAC-SHA1',
      SignatureVersion: '1.0',
      AccessKeyId: KEY.accessKeyId,
      ...more,
    };
    const text = stringToSignV2('POST', new Map(Object.entries({ ...query, ...fields })));
    const url = `http://emulator.test/?${form(query)}&Signature=${percentEncode(await signatureV2(secret, text))}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await emulator.fetch(new Request(url, { method: 'POST', headers, body: form(fields) }));
    return [answer.status, (await answer.json()).Code];
  };
  assert.deepEqual(await call({}), [200, 'Success']);
  assert.deepEqual(await call({ Timestamp: `${new Date(Date.now() - 30 * 60_000).toISOString().slice(0, 19)}Z` }), [
    200,
    'Success',
  ]);
  assert.deepEqual(await call({ Timestamp: `${new Date(Date.now() - 32 * 60_000).toISOString().slice(0, 19)}Z` }), [
    400,
    'InvalidTimeStamp.Expired',
  ]);
  assert.deepEqual(await call({}, 'wrong'), [400, 'SignatureDoesNotMatch']);
  assert.deepEqual(await call({ SignatureMethod: 'HMAC-SHA256' }), [400, 'IncompleteSignature']);
  assert.deepEqual(
    await call({ AccessKeyId: STS.accessKeyId, SecurityToken: STS.securityToken }, STS.accessKeySecret),
    [200, 'Success'],
  );
});

test('V2: the published example of the percent-encoding and key form', async () => {
  const parameters = new Map(
    Object.entries({
      Timestamp: '2016-02-23T12:46:24Z',
      Format: 'XML',
      AccessKeyId: 'testid',
      Action: 'DescribeRegions',
      SignatureMethod: 'HMAC-SHA1',
      SignatureNonce: '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf',
      Version: '2014-05-26',
      SignatureVersion: '1.0',
    }),
  );
  const text = stringToSignV2('GET', parameters);
  assert.equal(await signatureV2('testsecret', text), 'OLeaidS1JvxuMvnyHOwuJ+uX5qY=');
});
