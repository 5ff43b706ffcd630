// The package's backend as an integrator mounts it, with real pictures: Node's http server in front, the emulator of the
// service and a store of pictures on ports of their own.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { preflight } from '../../pkg/node.js';
import * as product from '../../pkg/node.js';
import { createBackend, createClient, issueToken, tokenAuthenticator, verifyReceipt } from '../../pkg/server.js';
import { serve, toNodeHandler } from '../../pkg/server-node.js';
import { packageVision } from '../../pkg/emulator/pictures/package-vision.js';
import { startEmulator } from '../../pkg/emulator/start-emulator.js';
import { optionsFrom } from '../../www/server/environment.js';
import { documented, fetchDocumented } from './documented.js';
import { facePng } from './load/pictures.js';

/** @import { AddressInfo } from 'node:net' */
/** @import { BackendOptions } from '../../pkg/server.js' */

const SECRET = 'thirty-two bytes or more of a secret';
const pictures = await Promise.all([facePng(1), facePng(1, 1), facePng(2)].map((png) => jpegOf(png)));
const [anna, annaLater, bert] = /** @type {[Uint8Array, Uint8Array, Uint8Array]} */ (pictures);

/** Another encoding of the same photo. */
const annaAgain = await jpegOf(anna);
assert.notDeepEqual(annaAgain, anna);

/** @param {Uint8Array} photo @param {object} [options] */
async function jpegOf(photo, options = {}) {
  const { jpeg } = await preflight(photo, options);
  assert.ok(jpeg);
  return jpeg;
}

/** @type {Awaited<ReturnType<typeof startEmulator>>} */
let emulator;
/** @type {(() => unknown)[]} */
const closing = [];
/** Fields of the calls that the service was sent. @type {URLSearchParams[]} */
const forms = [];

before(async () => {
  emulator = await startEmulator({ port: 0, vision: packageVision(product, { faces: false }) });
  closing.push(() => emulator.server.close());
});
after(() => Promise.all(closing.map((close) => close())));

/** @param {Partial<BackendOptions> & Pick<BackendOptions, 'policies'>} options */
async function mount(options) {
  const backend = createBackend({
    endpoint: emulator.server.url,
    credentials: emulator.key,
    authenticate: tokenAuthenticator({ secret: SECRET }),
    clientPerMinute: 1_000,
    callsPerSecond: 1_000,
    log: () => {},
    fetch: (input, init) => {
      if (typeof init?.body === 'string') {
        forms.push(new URLSearchParams(init.body));
      }
      return fetch(input, init);
    },
    ...options,
  });
  const server = createServer(toNodeHandler(backend));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  closing.push(() => server.close());
  return `http://127.0.0.1:${/** @type {AddressInfo} */ (server.address()).port}`;
}

/**
 * @param {string} url
 * @param {{ policy: string, userId: string, source: Uint8Array, target?: Uint8Array }} call
 * @returns {Promise<any>}
 */
async function verify(url, { policy, userId, source, target }) {
  const token = await issueToken({ userId, policy }, { secret: SECRET });
  const base64 = (/** @type {Uint8Array} */ bytes) => Buffer.from(bytes).toString('base64');
  const request = { SourceFacePicture: base64(source), ...(target && { TargetFacePicture: base64(target) }) };
  const answer = await fetchDocumented(`${url}/api/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ policy, request }),
  });
  return answer.json();
}

/** @param {Record<string, (request: Request) => Response>} files */
async function startStore(files) {
  /** @type {string[]} */
  const asked = [];
  const store = await serve(
    async (request) => {
      const { pathname } = new URL(request.url);
      asked.push(`${pathname} ${request.headers.get('authorization') ?? ''}`.trim());
      return files[pathname]?.(request) ?? new Response('', { status: 404 });
    },
    { port: 0 },
  );
  closing.push(() => store.close());
  return { url: store.url, asked };
}

const jpeg = (/** @type {Uint8Array} */ bytes) => () => new Response(/** @type {any} */ (bytes));

test('logging in against the picture on file: the right person passes, another one does not', async () => {
  const url = await mount({
    policies: { login: { mode: 'compare' } },
    receipts: { secret: SECRET },
    reference: ({ userId }) => ({ anna, bert })[userId] ?? null,
  });
  const right = await verify(url, { policy: 'login', userId: 'anna', source: annaLater });
  assert.deepEqual([right.kind, right.passed, right.subCode], ['verdict', true, '200'], JSON.stringify(right));
  const { pictures: hashes } = await verifyReceipt(right.receipt, {
    secret: SECRET,
    userId: 'anna',
    policy: 'login',
  });
  assert.ok(hashes.source && hashes.target && hashes.source !== hashes.target);
  const wrong = await verify(url, { policy: 'login', userId: 'bert', source: annaLater });
  assert.deepEqual([wrong.passed, wrong.subCode], [false, '204']);
  const nobody = await verify(url, { policy: 'login', userId: 'carl', source: annaLater });
  assert.deepEqual([nobody.kind, nobody.code, nobody.actor], ['refused', 'reference_missing', 'policy']);
});

test('the page may not bring the picture on file, nor send it back', async () => {
  const url = await mount({ policies: { login: { mode: 'compare' } }, reference: () => anna });
  const brought = await verify(url, { policy: 'login', userId: 'anna', source: bert, target: bert });
  assert.deepEqual([brought.code, brought.field], ['field_invalid', 'TargetFacePicture']);
  for (const source of [anna, annaAgain]) {
    assert.equal((await verify(url, { policy: 'login', userId: 'anna', source })).code, 'same_picture');
  }
});

test('two pictures of the browser: the same photo twice is refused, in any encoding and size', async () => {
  const url = await mount({ policies: { document: { mode: 'compare', targetFrom: 'browser' } } });
  const before = forms.length;
  for (const target of [anna, annaAgain]) {
    const answer = await verify(url, { policy: 'document', userId: 'anna', source: anna, target });
    assert.deepEqual(
      [answer.kind, answer.code, answer.actor, answer.attempts],
      ['refused', 'same_picture', 'photo', 0],
    );
  }
  assert.equal(forms.length, before, 'nothing was billed');
  const other = await verify(url, { policy: 'document', userId: 'anna', source: anna, target: annaLater });
  assert.deepEqual([other.kind, other.passed], ['verdict', true], JSON.stringify(other));
});

test('a store at an address: with its authorization, through few redirects, that stays with its own origin', async () => {
  const elsewhere = await startStore({ '/there.jpg': jpeg(anna) });
  const store = await startStore({
    '/anna.jpg': jpeg(anna),
    '/moved.jpg': () => Response.redirect(`${store.url}/anna.jpg`),
    '/away.jpg': () => Response.redirect(`${elsewhere.url}/there.jpg`),
    '/circle.jpg': () => Response.redirect(`${store.url}/circle.jpg`),
    '/plain.jpg': () => Response.redirect('http://192.0.2.1/anna.jpg'),
    '/error.jpg': () => new Response('', { status: 500 }),
    '/text.jpg': () => new Response('no picture'),
    '/huge.jpg': () => new Response(new Uint8Array(2_000_000)),
  });
  const { reference } = optionsFrom({
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'id',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
    FACE_REFERENCE_URL: `${store.url}/{userId}.jpg`,
    FACE_REFERENCE_AUTHORIZATION: 'Bearer of-the-store',
  });
  /** @type {any[]} */
  const lines = [];
  const url = await mount({
    policies: { login: { mode: 'compare' } },
    ...(reference && { reference }),
    limits: { photoBytes: 1_000_000 },
    log: (line) => lines.push(line),
  });
  const of = async (/** @type {string} */ userId) => {
    const answer = await verify(url, { policy: 'login', userId, source: annaLater });
    return answer.kind === 'verdict' ? answer.passed : answer.code;
  };
  assert.deepEqual([await of('anna'), await of('moved'), await of('away')], [true, true, true]);
  assert.deepEqual(store.asked[0], '/anna.jpg Bearer of-the-store');
  assert.deepEqual(elsewhere.asked, ['/there.jpg']);
  assert.equal(await of('nobody'), 'reference_missing');
  assert.equal(await of('../secret'), 'reference_missing');
  assert.equal(store.asked.at(-1), '/..%2Fsecret.jpg Bearer of-the-store');
  for (const user of ['circle', 'plain', 'error', 'text', 'huge']) {
    assert.equal(await of(user), 'reference_unusable', user);
  }
  assert.equal(store.asked.filter((path) => path.startsWith('/circle')).length, 4, 'three redirects and no more');
  const told = lines.filter(({ event }) => event === 'reference_unusable').map(({ error }) => error);
  assert.match(
    told.join('\n'),
    /redirects more than 3[\s\S]*not https[\s\S]*HTTP 500[\s\S]*only JPEG and PNG[\s\S]*exceeds 1000000 bytes/,
  );
});

test('a reference hook that fails, gives an address without TLS, or gives a Response', async () => {
  for (const [given, code] of /** @type {[() => any, string | boolean][]} */ ([
    [() => Promise.reject(new Error('away')), 'reference_unusable'],
    [() => 'http://store.test/a.jpg', 'reference_unusable'],
    [() => 'no address', 'reference_unusable'],
    [() => new Response(null, { status: 404 }), 'reference_missing'],
    [() => undefined, 'reference_missing'],
    [() => new Response(/** @type {any} */ (anna)), true],
  ])) {
    const url = await mount({ policies: { login: { mode: 'compare' } }, reference: given });
    const answer = await verify(url, { policy: 'login', userId: 'anna', source: annaLater });
    assert.equal(answer.kind === 'verdict' ? answer.passed : answer.code, code);
  }
});

test('a picture sent ready leaves without EXIF, comments and what follows its end', async () => {
  const url = await mount({ policies: { check: { mode: 'search', groups: emulator.faceGroups } } });
  const secret = 'GPS 52.5200 N 13.4050 E';
  const exif = Buffer.concat([
    Buffer.from('Exif\0\0'),
    Buffer.from('II*\0\x08\0\0\0\0\0\0\0\0\0', 'latin1'),
    Buffer.from(secret),
  ]);
  const segment = (/** @type {number} */ marker, /** @type {Uint8Array} */ data) => {
    const length = data.length + 2;
    return Buffer.concat([Buffer.from([0xff, marker, length >> 8, length & 255]), data]);
  };
  const told = Buffer.concat([
    anna.subarray(0, 2),
    segment(0xe1, exif),
    segment(0xfe, Buffer.from(secret)),
    segment(0xed, Buffer.from(`Photoshop 3.0\0${secret}`)),
    anna.subarray(2),
    Buffer.from(`a second file: ${secret}`),
  ]);
  const answer = await verify(url, { policy: 'check', userId: 'anna', source: told });
  assert.equal(answer.kind, 'verdict', JSON.stringify(answer));
  const sent = Buffer.from(forms.at(-1)?.get('SourceFacePicture') ?? '', 'base64');
  assert.ok(!sent.includes('52.5200') && !sent.includes('Exif'));
  assert.deepEqual([...sent.subarray(-2)], [0xff, 0xd9]);
  const decoded = async (/** @type {Uint8Array} */ file) => Buffer.from(await product.fingerprint(file));
  assert.deepEqual(await decoded(sent), await decoded(anna), 'the picture is the same');
});

test('one photo in several sizes and qualities is the same picture, another photo is not', async () => {
  const { isSamePicture } = await import('../../pkg/server/verification/same-picture.js');
  const photo = await readFile(new URL('../fixtures/large.jpg', import.meta.url));
  const full = await jpegOf(photo);
  const small = await jpegOf(photo, { target: { shorterSidePx: 480 }, prefer: 'size' });
  const fingerprint = (/** @type {Uint8Array} */ picture) => product.fingerprint(picture);
  assert.ok(small.length < full.length / 1.5);
  assert.equal(await isSamePicture(full, small, fingerprint), true);
  assert.equal(await isSamePicture(photo, small, fingerprint), true);
  assert.equal(await isSamePicture(photo, bert, fingerprint), false);
  assert.equal(await isSamePicture(anna, annaLater, fingerprint), false);
});

test('a mirror image is the same picture', async () => {
  const { isSamePicture } = await import('../../pkg/server/verification/same-picture.js');
  const fingerprint = (/** @type {Uint8Array} */ picture) => product.fingerprint(picture);
  const [width, height] = [720, 960];
  // Squares without any symmetry.
  const mix = (/** @type {number} */ row, /** @type {number} */ column) => row * 7 + column * 5 + column ** 2 * 3;
  const data = Uint8Array.from({ length: 4 * width * height }, (_, at) => {
    const [row, column] = [Math.floor(at / (4 * width)), Math.floor(at / 4) % width];
    return at % 4 === 3 ? 255 : (mix(Math.floor(row / 60), Math.floor(column / 60)) % 11) * 25;
  });
  const mirror = data.map((_, at) => {
    const [row, column] = [Math.floor(at / (4 * width)), Math.floor(at / 4) % width];
    return data[4 * (row * width + width - 1 - column) + (at % 4)] ?? 0;
  });
  const [photo, mirrored] = await Promise.all(
    [data, mirror].map(async (pixels) => (await preflight({ data: pixels, width, height })).jpeg),
  );
  assert.ok(photo && mirrored);
  assert.notDeepEqual(await fingerprint(photo), await fingerprint(mirrored));
  assert.equal(await isSamePicture(photo, mirrored, fingerprint), true);
  assert.equal(await isSamePicture(mirrored, photo, fingerprint), true);
});

test('what each kind of file loses: still the same picture', async () => {
  const { stripMetadata } = await import('../../pkg/server/verification/strip-metadata.js');
  for (const name of [
    'metadata',
    'progressive',
    'progressive-restart',
    'restart',
    'trailing',
    'profile-p3',
    'cmyk',
    'grey',
  ]) {
    const file = await readFile(new URL(`../fixtures/${name}.jpg`, import.meta.url));
    const stripped = stripMetadata(file);
    assert.ok(stripped.length <= file.length, name);
    assert.ok(!Buffer.from(stripped).includes('Exif\0') && !Buffer.from(stripped).includes('ICC_PROFILE'), name);
    const { width, height } = await product.probe(stripped);
    const { width: w, height: h } = await product.probe(file);
    assert.deepEqual([width, height], [w, h], name);
    assert.deepEqual(
      Buffer.from(stripMetadata(stripped)),
      Buffer.from(stripped),
      `${name}: nothing is left to take out`,
    );
  }
  const png = await readFile(new URL('../fixtures/profile-p3.png', import.meta.url));
  const stripped = Buffer.from(stripMetadata(Buffer.concat([png, Buffer.from('tail')])));
  assert.ok(png.includes('iCCP') && !stripped.includes('iCCP') && !stripped.includes('tail'));
  assert.deepEqual([...stripped.subarray(-8, -4)], [...Buffer.from('IEND')]);
  await product.fingerprint(stripped);
});

test('a client of createClient lends the backend its endpoint and keys', async () => {
  const client = createClient({ endpoint: emulator.server.url, credentials: async () => emulator.sts });
  const backend = documented(
    createBackend({
      client,
      policies: { check: { mode: 'search', groups: emulator.faceGroups } },
      authenticate: () => ({ userId: 'anna' }),
      log: () => {},
    }),
  );
  const answer = await backend.fetch(
    new Request('https://backend.test/api/verify?policy=check', {
      method: 'POST',
      headers: { 'content-type': 'image/jpeg' },
      body: /** @type {any} */ (bert),
    }),
  );
  assert.equal((await answer.json()).kind, 'verdict');
});

test('under another path, and with options from a function', async () => {
  const options = (/** @type {any} */ env) => ({
    policies: { check: { mode: /** @type {const} */ ('search'), groups: emulator.faceGroups, demo: true } },
    credentials: env.keys,
    endpoint: emulator.server.url,
    basePath: '/face/v1',
    log: () => {},
  });
  const backend = documented(createBackend(options), '/face/v1');
  const ask = (/** @type {string} */ path, /** @type {any} */ env) =>
    backend.fetch(new Request(`https://a.test${path}`), env);
  assert.equal((await ask('/face/v1/config', {})).status, 503, 'without its keys');
  assert.equal((await ask('/face/v1/config', { keys: emulator.key })).status, 200);
  assert.equal((await ask('/api/config', { keys: emulator.key })).status, 404);
});

test('a page of elsewhere that hides its origin is refused', async () => {
  const url = await mount({ policies: { check: { mode: 'search', groups: emulator.faceGroups } } });
  const from = async (/** @type {Record<string, string>} */ headers) =>
    (await fetchDocumented(`${url}/api/config`, { headers })).status;
  // Node's fetch does not set such a header.
  assert.deepEqual(
    [await from({ 'sec-fetch-site': 'cross-site' }), await from({ 'sec-fetch-site': 'same-origin' }), await from({})],
    [403, 200, 200],
  );
  // A proxy that ends TLS: the page's origin is not the address that the backend sees.
  const origin = 'https://app.example';
  assert.deepEqual(
    [
      await from({ origin, 'sec-fetch-site': 'same-origin' }),
      await from({ origin, 'sec-fetch-site': 'same-site' }),
      await from({ origin }),
    ],
    [200, 403, 403],
  );
  const options = { method: 'OPTIONS', headers: { origin: url, 'access-control-request-headers': 'authorization' } };
  const { headers } = await fetchDocumented(`${url}/api/verify`, options);
  assert.match(headers.get('access-control-allow-headers') ?? '', /Authorization/);
});
