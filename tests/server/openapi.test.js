// `openapi.json` itself, and the check that all tests of the backend make with it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { POLICIES, startBackend } from './backend-client.js';
import { assertDocumented } from './documented.js';

const load = createRequire(import.meta.url);

test('the document is valid OpenAPI 3.1', async () => {
  const text = readFileSync(new URL('../../pkg/openapi.json', import.meta.url), 'utf8');
  const validator = new Validator();
  const { valid, errors } = await validator.validate(text);
  assert.ok(valid, JSON.stringify(errors));
  assert.equal(validator.version, '3.1');
});

test('the package has the document under its own version', () => {
  const { info } = load('../../pkg/openapi.json');
  assert.equal(info.version, load('../../pkg/package.json').version);
});

test('every address is documented with every method that it takes, and no other', async () => {
  const admin = { type: /** @type {const} */ ('admin'), authenticate: () => null };
  const { send } = startBackend({ options: { policies: { ...POLICIES, forget: admin } } });
  const { paths } = load('../../pkg/openapi.json');
  for (const [path, operations] of Object.entries(paths)) {
    const { headers } = await send(path, { method: 'PATCH' }, null);
    const allowed = headers.get('allow')?.toLowerCase().split(', ');
    assert.deepEqual(Object.keys(operations), allowed, path);
  }
});

const refused = {
  kind: 'refused',
  ok: false,
  passed: false,
  code: 'field_invalid',
  actor: 'caller',
  retryable: false,
  meaning: 'A field is wrong.',
  advice: 'Correct it.',
  key: 'answer.our_side',
  requestId: null,
  attempts: 0,
};

/** @param {Record<string, unknown>} body @param {number} [status] @param {Record<string, string>} [more] */
function check(body, status = 400, more = {}) {
  const headers = new Headers({
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...more,
  });
  assertDocumented({ method: 'POST', path: '/api/verify', status, headers, text: JSON.stringify(body) });
}

test('an answer as documented passes', () => check(refused));

for (const [name, told] of Object.entries({
  'a member that is not documented': () => check({ ...refused, userId: 'anna' }),
  'a member that is missing': () => check({ ...refused, advice: undefined }),
  'a code of another status': () => check({ ...refused, code: 'policy_unknown' }),
  'a status that is not documented': () => check(refused, 418),
  'a content type that is not documented': () => check(refused, 400, { 'content-type': 'text/plain' }),
  'a header that is missing': () => check({ ...refused, code: 'token_expired' }, 401),
  'a pause where none is documented': () => check(refused, 400, { 'retry-after': '1' }),
})) {
  test(`${name} fails`, () => assert.throws(told, assert.AssertionError));
}
