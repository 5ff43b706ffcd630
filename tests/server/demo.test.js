// The demo as `cargo xtask demo` starts it: one line of JSON, then page, backend and emulator with the real package.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as product from '../../pkg/node.js';
import { callEmulator, searchFields } from '../emulator/client.js';
import { asFile, drawPerson } from '../page/help/portrait.js';

/** @import { ChildProcess } from 'node:child_process' */

const root = fileURLToPath(new URL('../../', import.meta.url));
/** The pictures are drawings. */
const FINGERPRINTS = ['--options', '{"engine":"fingerprint"}'];
/** @type {ChildProcess[]} */
const children = [];
/** @type {any} */
let demo;

/** @param {string[]} words @param {Record<string, string>} [env] */
function start(words, env = {}) {
  const child = spawn(process.execPath, words, {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const first = new Promise((/** @type {(line: string) => void} */ done, fail) => {
    createInterface({ input: child.stdout }).once('line', done);
    child.once('close', (code) => fail(new Error(`ended with ${code}`)));
  });
  first.catch(() => {});
  return { child, first };
}

before(async () => {
  const { first } = start(['www/server/demo.js', '--port', '0', '--emulator-port', '0', '--json', ...FINGERPRINTS]);
  demo = JSON.parse(await first);
});
after(() => children.forEach((child) => child.kill()));

/** @param {string} path @param {RequestInit} [init] @returns {Promise<any>} */
const ask = async (path, init) => (await fetch(`${demo.page}${path}`, init)).json();

/** @param {'ada' | 'bob' | 'eve'} name @returns {Uint8Array<ArrayBuffer>} */
const portrait = (name) => new Uint8Array(asFile(drawPerson(name)).buffer);

const toEmulator = (/** @type {Request} */ request) =>
  fetch(new Request(request.url.replace('http://emulator.test', demo.emulator), request));

/** @param {{ accessKeyId: string, accessKeySecret: string }} credentials */
const listGroups = (credentials) =>
  callEmulator({
    fetch: toEmulator,
    host: new URL(demo.emulator).host,
    credentials,
    action: 'QueryFaceGroup',
    query: { CurrentPage: '1', PageSize: '10' },
  });

test('the line has all that a tester needs', () => {
  assert.deepEqual(Object.keys(demo), [
    'page',
    'emulator',
    'accessKeyId',
    'accessKeySecret',
    'sts',
    'faceGroups',
    'token',
    'engine',
    'engineNote',
  ]);
  assert.deepEqual([demo.engine, demo.engineNote], ['fingerprint', 'fingerprints of pictures, as the option says']);
  assert.deepEqual(Object.keys(demo.sts), ['accessKeyId', 'accessKeySecret', 'securityToken']);
  assert.equal(new Set(demo.faceGroups).size, 2);
  for (const url of [demo.page, demo.emulator]) {
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
  }
});

test('the emulator takes the printed keys, the groups are empty', async () => {
  for (const credentials of [{ accessKeyId: demo.accessKeyId, accessKeySecret: demo.accessKeySecret }, demo.sts]) {
    const answer = await listGroups(credentials);
    assert.deepEqual(
      answer.json.Items?.map((/** @type {any} */ group) => group.Code),
      demo.faceGroups,
      JSON.stringify(answer.json),
    );
  }
  const { SourceFacePicture, ...fields } = {
    SourceFacePicture: Buffer.from(/** @type {any} */ ((await product.preflight(portrait('ada'))).jpeg)).toString(
      'base64',
    ),
    ...searchFields({ FaceGroupCodes: demo.faceGroups.join(',') }),
  };
  const answer = await callEmulator({
    fetch: toEmulator,
    host: new URL(demo.emulator).host,
    credentials: demo.sts,
    fields: { SourceFacePicture, ...fields },
  });
  assert.equal(answer.json.Result?.SubCode, '200', JSON.stringify(answer.json));
});

test('the payload of buildRequest goes through, and another encoding of a face is the same face', async () => {
  const { preflight, buildRequest } = product;
  const [group] = demo.faceGroups;
  const send = async (/** @type {object} */ options) =>
    ask('/api/verify', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        policy: 'demo',
        request: buildRequest(
          /** @type {any} */ ({ bizId: 'demo1', userId: 'anna', groups: [group], mode: 'search', ...options }),
        ),
      }),
    });
  const source = await preflight(portrait('ada'));
  const other = await preflight(/** @type {any} */ (source.jpeg));
  const registered = await send({ source, register: group });
  assert.deepEqual([registered.passed, registered.registered], [true, true], JSON.stringify(registered));
  assert.equal((await send({ source: other, userId: 'bert' })).subCode, '233');
  assert.equal((await send({ source: await preflight(portrait('bob')) })).subCode, '200');
  const same = await send({ source, target: other, mode: 'compare', groups: undefined });
  assert.deepEqual([same.subCode, same.passed], ['200', true], JSON.stringify(same));
  assert.ok(same.score > 95);
  const different = await send({
    source,
    target: await preflight(portrait('eve')),
    mode: 'compare',
    groups: undefined,
  });
  assert.deepEqual([different.subCode, different.passed], ['204', false]);
});

test('faults by name and the rate of a region are chosen from the page; unknown names are refused with a list', async () => {
  const choose = (/** @type {object} */ plan) =>
    fetch(`${demo.page}/demo/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(plan),
    });
  const codeOf = async () => {
    const headers = { 'content-type': 'image/png', authorization: `Bearer ${demo.token}` };
    const body = /** @type {any} */ (portrait('bob'));
    const answer = await ask('/api/verify?policy=login', { method: 'POST', headers, body });
    return answer.subCode ?? answer.code;
  };
  try {
    for (const [plan, code] of /** @type {[object, string][]} */ ([
      [{ rates: { 'code=Forbidden.AccountAccessDenied': 1 } }, 'Forbidden.AccountAccessDenied'],
      [{ rates: { 'code=SignatureDoesNotMatch': 1 } }, 'SignatureDoesNotMatch'],
      [{ rates: { 'subCode=206': 1 } }, '206'],
    ])) {
      assert.equal((await choose(plan)).status, 200);
      assert.equal(await codeOf(), code);
    }
    const unknown = await choose({ rates: { 'code=Forbiden': 1 } });
    assert.equal(unknown.status, 400);
    assert.match(
      (await unknown.json()).error,
      /there is no fault code=Forbiden \(did you mean code=Forbidden\?\); there are latency, .*subCode=200/,
    );
    assert.equal((await choose({ callsPerSecond: 3 })).status, 200);
    // The backend would wait and try again: the emulator is asked itself.
    const codes = await Promise.all(Array.from({ length: 4 }, async () => (await listGroups(demo.sts)).json.Code));
    assert.ok(codes.includes('Throttling.Api'), codes.join(' '));
  } finally {
    await choose({});
  }
});

test('the raw photo as a mobile app sends it, with the printed token, as often as it likes', async () => {
  const send = (/** @type {string} */ policy, more = {}) =>
    ask(`/api/verify?policy=${policy}`, {
      method: 'POST',
      headers: { 'content-type': 'image/png', authorization: `Bearer ${demo.token}`, ...more },
      body: /** @type {any} */ (portrait('eve')),
    });
  assert.equal((await send('signup', { authorization: '' })).code, 'unauthenticated');
  assert.equal((await send('signup')).registered, true);
  const login = await send('login');
  assert.deepEqual([login.passed, login.duplicate], [true, 'self'], JSON.stringify(login));
  assert.equal((await send('signup')).registeredEarlier, true);
  assert.match(login.receipt, /^[\w-]+\.[\w-]+\.[\w-]+$/);
});

test('the page gets the same token with its configuration', async () => {
  const config = await ask('/api/config');
  assert.equal(config.token, demo.token);
  assert.deepEqual(
    config.policies.map((/** @type {any} */ { name, mode, needsToken, needsTarget }) => [
      name,
      mode,
      needsToken,
      needsTarget,
    ]),
    [
      ['demo', 'search', false, false],
      ['signup', 'search', true, false],
      ['login', 'recognize', true, false],
      ['document', 'compare', true, true],
    ],
  );
});

test('page files are served with their policy and nothing beside them is', async () => {
  const file = await fetch(`${demo.page}/main.js`);
  assert.deepEqual([file.status, file.headers.get('content-type')], [200, 'text/javascript; charset=utf-8']);
  assert.match(
    file.headers.get('content-security-policy') ?? '',
    /^default-src 'self'; script-src 'self' 'wasm-unsafe-eval'/,
  );
  await file.text();
  for (const beside of ['main.js.br', 'session.js', '../server/demo.js', 'face-preflight/browser.js']) {
    const other = await fetch(`${demo.page}/${beside}`);
    assert.equal(other.status, 404, beside);
    await other.text();
  }
});

test('page files come compressed as the client takes them, and say the same', async () => {
  /** @param {string} coding @param {string} path */
  async function fetchAs(coding, path) {
    const response = await fetch(`${demo.page}/${path}`, { headers: { 'accept-encoding': coding } });
    const { headers } = response;
    const text = await response.text();
    return {
      coding: headers.get('content-encoding'),
      length: Number(headers.get('content-length')),
      vary: headers.get('vary'),
      text,
    };
  }
  for (const path of ['', 'main.js', 'style.css', 'wasm/face_preflight.wasm']) {
    const plain = await fetchAs('identity', path);
    assert.deepEqual([plain.coding, plain.vary], [null, 'accept-encoding'], path);
    for (const [accepted, coding] of /** @type {const} */ ([
      ['gzip, deflate, br, zstd', 'br'],
      ['br;q=0, GZIP;q=0.5', 'gzip'],
    ])) {
      const packed = await fetchAs(accepted, path);
      assert.equal(packed.coding, coding, path);
      assert.ok(packed.length < 0.5 * plain.length, `${path}: ${packed.length} of ${plain.length} bytes`);
      assert.equal(packed.text, plain.text, path);
    }
  }
});

test("with the vendor's variables the real service is named, and no emulator is started", async () => {
  const { first } = start(['www/server/demo.js', '--port', '0', '--emulator-port', '0', '--json'], {
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI-none',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'none',
    ALIBABA_CLOUD_REGION_ID: 'cn-hongkong',
  });
  const live = JSON.parse(await first);
  assert.equal(live.emulator, null);
  const config = await (await fetch(`${live.page}/api/config`)).json();
  assert.deepEqual([config.live, config.region], [true, 'cn-hongkong']);
});

test('a wrong argument or variable ends at once with its name', async () => {
  for (const [words, env, message] of /** @type {[string[], Record<string, string>, RegExp][]} */ ([
    [['www/server/demo.js', '--prot', '1'], {}, /--prot/],
    [['www/server/node.js'], {}, /ALIBABA_CLOUD_ACCESS_KEY_ID/],
    [
      ['www/server/demo.js', '--port', '0', ...FINGERPRINTS],
      { ALIBABA_CLOUD_ACCESS_KEY_ID: 'a', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'b' },
      /--options are the emulator's/,
    ],
    [
      ['www/server/node.js'],
      {
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'a',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'b',
        FACE_ENDPOINT: 'http://elsewhere.test',
      },
      /FACE_ENDPOINT/,
    ],
    [
      ['www/server/node.js'],
      {
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'a',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'b',
        ALIBABA_CLOUD_REGION_ID: 'eu-central-1',
      },
      /eu-central-1/,
    ],
    [
      ['www/server/node.js'],
      {
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'a',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'b',
        FACE_TOKEN_SECRET: 'a secret of thirty-two bytes or more',
        FACE_POLICIES: '{"a":{"mode":"search"}}',
      },
      /policy a: a search needs groups/,
    ],
    [
      ['www/server/node.js'],
      {
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'a',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'b',
        FACE_POLICIES: '{"a":{"mode":"compare","hashUserId":true}}',
      },
      /FACE_USER_ID_KEY/,
    ],
    [
      ['www/server/node.js'],
      {
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'a',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'b',
        FACE_POLICIES: '{"a":{"mode":"search","groups":["g"]}}',
      },
      /neither FACE_TOKEN_SECRET nor FACE_TOKEN_JWKS_URL is set/,
    ],
  ])) {
    const { child } = start(words, env);
    let text = '';
    child.stderr?.on('data', (chunk) => {
      text += chunk;
    });
    const code = await new Promise((done) => child.once('close', done));
    assert.equal(code, 2);
    assert.match(text, message);
  }
});

test('the emulator takes options: throttled at the rate that was asked for', async () => {
  const { first } = start([
    ...['www/server/demo.js', '--port', '0', '--emulator-port', '0', '--json'],
    ...['--options', '{"callsPerSecond":1}'],
  ]);
  const { emulator, accessKeyId, accessKeySecret, faceGroups } = JSON.parse(await first);
  const call = async () => {
    const fields = searchFields({ FaceGroupCodes: faceGroups[0], SourceFacePicture: 'AAAA' });
    const answer = await callEmulator({
      ...{ credentials: { accessKeyId, accessKeySecret }, host: new URL(emulator).host, fields },
      fetch: (request) => fetch(new URL(new URL(request.url).search, emulator), request),
    });
    return answer.json.Code;
  };
  const codes = [await call(), await call()];
  assert.deepEqual(codes, ['UnqualifiedPhoto', 'Throttling.Api']);
  const wrong = start(['www/server/demo.js', '--port', '0', '--emulator-port', '0', '--options', '{"rate":1}']);
  await assert.rejects(wrong.first, /ended with 2/);
});
