// The backend's options, out of environment variables: which endpoint is called, and what is refused at the start.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { issueToken } from '../../pkg/server.js';
import { readBackendOptions } from '../../pkg/server/backend-options.js';
import { contract } from '../../pkg/server/contract.js';
import { optionsFrom } from '../../www/server/environment.js';

const key = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
  FACE_TOKEN_SECRET: 'a secret of thirty-two bytes or more',
  FACE_REFERENCE_URL: 'https://store.test/{userId}.jpg',
};
const SAME_SECRET = 'one secret of thirty-two bytes or more';
const FORGET = '{ "forget": { "type": "admin" } }';
const readConfig = (/** @type {Record<string, string>} */ env) => readBackendOptions(optionsFrom(env));

for (const { region, public: host, vpc, queriesPerSecond } of contract.endpoints) {
  test(`${region}: its endpoints and calls per second`, () => {
    const chosen = { ...key, ALIBABA_CLOUD_REGION_ID: region };
    const config = readConfig(chosen);
    assert.deepEqual([config.endpoint.href, config.live], [`https://${host}/`, true]);
    assert.equal(config.callsPerSecond, queriesPerSecond);
    assert.equal(readConfig({ ...chosen, FACE_NETWORK: 'vpc' }).endpoint.href, `https://${vpc}/`);
    assert.match(host, new RegExp(`^cloudauth-intl\\.${region}\\.aliyuncs\\.com$`));
    assert.match(vpc, new RegExp(`^cloudauth-intl-vpc\\.${region}\\.aliyuncs\\.com$`));
  });
}

test('secrets that were copied with what is around them are refused, and not repeated', () => {
  const all = {
    ...key,
    ALIBABA_CLOUD_SECURITY_TOKEN: 'token',
    FACE_RECEIPT_SECRET: 'another secret of thirty-two bytes or more',
    FACE_USER_ID_KEY: 'hash key',
    FACE_METRICS_TOKEN: 'watching',
    FACE_REFERENCE_AUTHORIZATION: 'Bearer r',
  };
  readConfig(all);
  for (const name of Object.keys(all).filter((one) => one !== 'FACE_REFERENCE_URL')) {
    const value = Reflect.get(all, name);
    for (const wrong of [
      `${value}\n`,
      ` ${value}`,
      `"${value}"`,
      `'${value}'`,
      `${value}\u00a0`,
      `\u201c${value}\u201d`,
    ]) {
      assert.throws(
        () => readConfig({ ...all, [name]: wrong }),
        ({ message }) => message.startsWith(`${name} begins or ends with`) && !message.includes(value),
        JSON.stringify([name, wrong]),
      );
    }
  }
  const options = /** @type {any} */ (optionsFrom(all));
  for (const [more, named] of /** @type {[object, RegExp][]} */ ([
    [{ userIdKey: 'k ' }, /userIdKey.*begins or ends/],
    [{ metricsToken: '"watching"' }, /metricsToken.*begins or ends/],
    [{ receipts: { secret: `${all.FACE_RECEIPT_SECRET}\n` } }, /secret.*begins or ends/],
    [{ credentials: { accessKeyId: '"id"', accessKeySecret: 's' } }, /accessKeyId.*begins or ends/],
  ])) {
    assert.throws(() => readBackendOptions({ ...options, ...more }), named);
  }
});

test('10 calls a second in Singapore and Hong Kong, 3 in Malaysia and Indonesia', () => {
  const rates = Object.fromEntries(contract.endpoints.map((one) => [one.region, one.queriesPerSecond]));
  assert.deepEqual(rates, { 'ap-southeast-1': 10, 'ap-southeast-5': 3, 'cn-hongkong': 10, 'ap-southeast-3': 3 });
});

test('an explicit endpoint is on this machine, or https when told so', () => {
  const at = (/** @type {string} */ address, more = {}) => readConfig({ ...key, FACE_ENDPOINT: address, ...more });
  for (const address of [
    'http://127.0.0.1:8721',
    'http://localhost:8721',
    'http://[::1]:8721',
    'https://127.0.0.1',
  ]) {
    assert.deepEqual([at(address).endpoint.origin, at(address).live], [address, false]);
  }
  const told = { FACE_ALLOW_ENDPOINT: 'yes' };
  assert.equal(at('https://proxy.test', told).endpoint.href, 'https://proxy.test/');
  for (const [address, more] of /** @type {[string, object?][]} */ ([
    ['https://proxy.test'],
    ['https://proxy.test', { FACE_ALLOW_ENDPOINT: 'true' }],
    ['http://proxy.test', told],
    ['http://127.0.0.1.proxy.test'],
    ['http://127.0.0.1@proxy.test'],
    ['ftp://proxy.test', told],
    ['http://127.0.0.1/path'],
    ['http://127.0.0.1/?a=b'],
    ['http://user@127.0.0.1'],
    ['nonsense'],
  ])) {
    assert.throws(() => at(address, more), Error, address);
  }
});

/** @type {[string, Record<string, string>, RegExp][]} */
const refused = [
  ['no key', { ALIBABA_CLOUD_ACCESS_KEY_ID: '' }, /ALIBABA_CLOUD_ACCESS_KEY_ID is not set/],
  ['no secret', { ALIBABA_CLOUD_ACCESS_KEY_SECRET: '' }, /ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set/],
  ['deleting without a secret', { FACE_POLICIES: FORGET }, /FACE_ADMIN_TOKEN_SECRET is not set.*forget/],
  [
    'deleting with the secret of the others',
    { FACE_POLICIES: FORGET, FACE_ADMIN_TOKEN_SECRET: SAME_SECRET, FACE_TOKEN_SECRET: SAME_SECRET },
    /another secret than FACE_TOKEN_SECRET/,
  ],
  ['a region without endpoints', { ALIBABA_CLOUD_REGION_ID: 'eu-central-1' }, /region: "eu-central-1" is not one of/],
  ['a network of its own', { FACE_NETWORK: 'private' }, /FACE_NETWORK/],
  ['no number', { FACE_CALLS_PER_SECOND: 'ten' }, /FACE_CALLS_PER_SECOND/],
  ['a negative number', { FACE_DEADLINE_MS: '-1' }, /FACE_DEADLINE_MS/],
  ['endless calls per second', { FACE_CALLS_PER_SECOND: 'Infinity' }, /FACE_CALLS_PER_SECOND/],
  ['more time than timers take', { FACE_ATTEMPT_MS: '1e10' }, /FACE_ATTEMPT_MS/],
  ['half a request', { FACE_CLIENT_PER_MINUTE: '2.5' }, /FACE_CLIENT_PER_MINUTE must be a whole number/],
  ['half a millisecond', { FACE_QUEUE_MS: '0.5' }, /FACE_QUEUE_MS must be a whole number/],
  ['an origin with a path', { FACE_ORIGINS: 'https://one.test/' }, /FACE_ORIGINS/],
  ['every origin', { FACE_ORIGINS: '*' }, /FACE_ORIGINS/],
  ['policies that are no JSON', { FACE_POLICIES: 'signup' }, /FACE_POLICIES/],
  ['policies that are a list', { FACE_POLICIES: '[]' }, /policies/],
  [
    'no token secret for a policy without demo',
    { FACE_TOKEN_SECRET: '', FACE_POLICIES: '{"a":{"mode":"search","groups":["g"]}}' },
    /FACE_TOKEN_SECRET/,
  ],
  ['a short secret', { FACE_TOKEN_SECRET: 'short' }, /at least 32/],
  ['two kinds of tokens', { FACE_TOKEN_JWKS_URL: 'https://issuer.test/jwks' }, /exclude each other/],
  ['a key set without TLS', { FACE_TOKEN_SECRET: '', FACE_TOKEN_JWKS_URL: 'http://issuer.test/jwks' }, /jwksUrl/],
  [
    'no pictures on file',
    { FACE_REFERENCE_URL: '', FACE_POLICIES: '{"a":{"mode":"compare"}}' },
    /FACE_REFERENCE_URL/,
  ],
  ['one picture on file for all', { FACE_REFERENCE_URL: 'https://store.test/one.jpg' }, /\{userId\}/],
  ['a short receipt secret', { FACE_RECEIPT_SECRET: 'short' }, /at least 32/],
  ['a hash without its key', { FACE_POLICIES: '{"a":{"mode":"compare","hashUserId":true}}' }, /FACE_USER_ID_KEY/],
];
test('an account may have less than one call a second', () => {
  assert.equal(readConfig({ ...key, FACE_CALLS_PER_SECOND: '0.5' }).callsPerSecond, 0.5);
});

for (const [name, env, message] of refused) {
  test(`refused at the start: ${name}`, () => assert.throws(() => readConfig({ ...key, ...env }), message));
}

/** @type {[string, unknown][]} */
const wrongPolicies = [
  ['nothing', null],
  ['a word', 'compare'],
  ['no mode', {}],
  ['an unknown mode', { mode: 'find' }],
  ['an inherited property as mode', { mode: 'constructor' }],
  ['a search without groups', { mode: 'search' }],
  ['eleven groups', { mode: 'search', groups: Array.from({ length: 11 }, (_, index) => `g${index}`) }],
  ['a group with a comma', { mode: 'search', groups: ['a,b'] }],
  ['registration without a search', { mode: 'compare', register: 'g' }],
  ['six hits', { mode: 'search', groups: ['g'], returnFaces: 6 }],
  ['a word for a flag', { mode: 'compare', liveness: 'yes' }],
  ['a score over 100', { mode: 'compare', minScore: 101 }],
  ['a score where nothing is compared', { mode: 'search', groups: ['g'], minScore: 90 }],
  [
    'liveness of a picture that is cut to the face',
    { mode: 'search', groups: ['g'], liveness: true, face: true, picture: { crop: 'face' } },
  ],
  ['a score with registration', { mode: 'both', groups: ['g'], register: 'g', minScore: 90 }],
  ['a score that is no number', { mode: 'compare', minScore: '90' }],
  ['recognising without groups', { mode: 'recognize' }],
  ['recognising that registers', { mode: 'recognize', groups: ['g'], register: 'g' }],
  ['a least quality that nothing measures', { mode: 'compare', leastQuality: 50 }],
  [
    'a least quality with registration',
    { mode: 'search', groups: ['g'], register: 'g', quality: true, leastQuality: 50 },
  ],
  ['a scene code with a blank', { mode: 'compare', sceneCode: 'a b' }],
  ['a target from elsewhere', { mode: 'compare', targetFrom: 'anywhere' }],
  ['another name than its own', { mode: 'compare', name: 'yours' }],
  ['an unknown member', { mode: 'compare', liveliness: true }],
  ['an update without a registration', { mode: 'search', groups: ['g'], update: true }],
];
for (const [name, policy] of wrongPolicies) {
  test(`a policy is refused at the start: ${name}`, () =>
    assert.throws(() => readConfig({ ...key, FACE_POLICIES: JSON.stringify({ mine: policy }) }), /policy mine: /));
}

test('a policy that deletes takes tokens of its own secret', async () => {
  const FACE_ADMIN_TOKEN_SECRET = 'another secret of thirty-two bytes or more';
  const { admin, policies } = readConfig({ ...key, FACE_POLICIES: FORGET, FACE_ADMIN_TOKEN_SECRET });
  assert.deepEqual([admin?.name, policies.size], ['forget', 0]);
  const token = await issueToken({ userId: 'anna', policy: 'forget' }, { secret: FACE_ADMIN_TOKEN_SECRET });
  const headers = { authorization: `Bearer ${token}` };
  const identity = await admin?.authenticate(new Request('https://a.test/', { headers }), {});
  assert.equal(identity?.userId, 'anna');
});
