// multipart/form-data as it arrives: the reader alone, then the backend over it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MultipartMalformed, joined, multipartParts } from '../../pkg/server/http/multipart.js';
import { startBackend } from './backend-client.js';
import { fakePicture, fakePreflight } from '../support/fake-picture.js';

const TYPE = 'multipart/form-data; boundary=----edge';
/** @param {...(string | Uint8Array)} pieces */
const bytesOf = (...pieces) => new Uint8Array(Buffer.concat(pieces.map((piece) => Buffer.from(piece))));

/** @param {Uint8Array} bytes @param {number} size of the pieces in which they arrive */
function arriving(bytes, size) {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) {
        return controller.close();
      }
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
}

/** @param {Uint8Array} bytes @param {{ size?: number, type?: string }} [how] */
async function partsOf(bytes, { size = bytes.length, type = TYPE } = {}) {
  const found = [];
  for await (const { name, isFile, body } of multipartParts(arriving(bytes, size), type)) {
    found.push([name, isFile, Buffer.from(await joined(body, 1e6)).toString('latin1')]);
  }
  return found;
}

/** What nearly ends a part, close to each other and far, and every byte. */
const tricky = bytesOf(
  ...[0, 1, 29, 30, 31, 32, 33, 34, 35, 200].flatMap((gap) => ['-'.repeat(gap), '\r\n----ed', '\r', '\r\r\n']),
  '\r\n----edge\r\n--\r\n----',
  '\r\n-----edg',
  '\r',
  Uint8Array.from({ length: 256 }, (_, i) => i),
);
const form = bytesOf(
  'a preamble that nobody reads\r\n------edge\r\nContent-Disposition: form-data; name="policy"\r\n\r\nlogin\r\n------edge\r\n',
  'content-type: image/jpeg\r\nCONTENT-DISPOSITION: form-data; filename="a %22b%22.jpg"; name="so%22urce"\r\n\r\n',
  tricky,
  '\r\n------edge\r\nContent-Disposition: form-data; name=empty; filename=""\r\n\r\n\r\n------edge--\r\nan epilogue',
);

test('parts come out alike, however the body is cut', async () => {
  const expected = [
    ['policy', false, 'login'],
    ['so"urce', true, Buffer.from(tricky).toString('latin1')],
    ['empty', true, ''],
  ];
  for (let size = 1; size <= 90; size += 1) {
    assert.deepEqual(await partsOf(form, { size }), expected, `${size}`);
  }
  assert.deepEqual(await partsOf(form), expected);
  assert.deepEqual(
    await partsOf(form, { type: 'multipart/form-data; charset=utf-8; boundary="----edge"' }),
    expected,
  );
});

test('what the platform writes is read as the platform reads it', async () => {
  const data = new FormData();
  data.set('MerchantUserId', 'änna "quoted"\r\nline');
  data.set('na"me\r\n', 'x');
  data.set('source', new Blob([tricky]), 'ü".jpg');
  const request = new Request('http://a.test', { method: 'POST', body: data });
  const type = request.headers.get('content-type') ?? '';
  const found = await partsOf(new Uint8Array(await request.arrayBuffer()), { type, size: 7 });
  assert.deepEqual(
    found.map(([name, isFile]) => [name, isFile]),
    [
      ['MerchantUserId', false],
      ['na"me\r\n', false],
      ['source', true],
    ],
  );
  assert.equal(Buffer.from(String(found[0]?.[2]), 'latin1').toString(), 'änna "quoted"\r\nline');
  assert.equal(found[2]?.[2], Buffer.from(tricky).toString('latin1'));
});

test('a part that is not read is skipped', async () => {
  const names = [];
  for await (const { name } of multipartParts(arriving(form, 10), TYPE)) {
    names.push(name);
  }
  assert.deepEqual(names, ['policy', 'so"urce', 'empty']);
});

/** @type {[string, Uint8Array, string?][]} */
const malformed = [
  ['nothing', bytesOf('')],
  ['no boundary in the type', form, 'multipart/form-data'],
  ['a boundary of 71 characters', form, `multipart/form-data; boundary=${'a'.repeat(71)}`],
  ['another boundary', form, 'multipart/form-data; boundary=other'],
  ['an end that is missing', form.subarray(0, form.length - 20)],
  ['a part without headers', bytesOf('------edge\r\n\r\nx\r\n------edge--')],
  ['a part without a name', bytesOf('------edge\r\nContent-Disposition: form-data\r\n\r\nx\r\n------edge--')],
  [
    'a boundary that goes on',
    bytesOf('------edgeX\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n------edge--'),
  ],
  ['endless headers', bytesOf('------edge\r\n', 'x'.repeat(10_000), '\r\n\r\n')],
];
for (const [name, bytes, type = TYPE] of malformed) {
  test(`refused: ${name}`, () => assert.rejects(partsOf(bytes, { type, size: 100 }), MultipartMalformed));
}

/** @param {[string, string | Uint8Array][]} fields files where they are bytes */
function encoded(fields) {
  return bytesOf(
    ...fields.flatMap(([name, value]) => [
      `------edge\r\nContent-Disposition: form-data; name="${name}"${typeof value === 'string' ? '' : '; filename="a.jpg"'}\r\n\r\n`,
      value,
      '\r\n',
    ]),
    '------edge--\r\n',
  );
}

/** @type {[string, string][]} */
const texts = [
  ['policy', 'login'],
  ['MerchantUserId', 'anna'],
];
/** @type {[string, Uint8Array][]} */
const photos = [
  ['source', fakePicture({ width: 3000, height: 4000, padding: 300_000 })],
  ['target', fakePicture({ noise: 12 })],
];

/** @param {ReturnType<typeof startBackend>} backend @param {ReadableStream<Uint8Array>} body */
const post = (backend, body) =>
  backend.send(
    '/api/verify',
    /** @type {RequestInit} */ ({ method: 'POST', headers: { 'content-type': TYPE }, body, duplex: 'half' }),
  );

test('photos are made ready while they arrive', async () => {
  /** @type {boolean[]} */
  const cameWhole = [];
  const backend = startBackend({
    options: {
      preflight: (input) => {
        // The check of the policies' options gives it nothing.
        if (!(input instanceof Uint8Array && input.length === 0)) {
          cameWhole.push(input instanceof Uint8Array);
        }
        return fakePreflight(input);
      },
    },
  });
  const answer = await post(backend, arriving(encoded([...texts, ...photos]), 10_000));
  assert.deepEqual([answer.status, answer.json.passed], [200, true], answer.text);
  assert.deepEqual(cameWhole, [false, false]);
  assert.ok(backend.lines[0]?.bytesIn > 300_000 && backend.lines[0]?.bytesTarget > 0);
});

test('a photo before its policy is refused before it is read', async () => {
  for (const early of [photos, [['policy', ''], ...photos]]) {
    const backend = startBackend();
    const form = /** @type {[string, string | Uint8Array][]} */ ([...early, ...texts]);
    const answer = await post(backend, arriving(encoded(form), 10_000));
    assert.deepEqual([answer.status, answer.json.code, answer.json.field], [400, 'field_invalid', 'policy']);
    assert.match(answer.text, /the policy stands before the photos/);
    assert.ok(backend.lines[0]?.bytesIn === undefined && backend.upstreamRequests.length === 0);
  }
});

/** @type {[string, [string, string | Uint8Array][], number, string][]} */
const refused = [
  ['something that is not a photo', [...texts, ['source', bytesOf('words')]], 422, 'picture_unreadable'],
  ['a photo over its limit', [...texts, ['source', new Uint8Array(16_000_001)]], 413, 'body_too_large'],
  ['51 parts', Array.from({ length: 51 }, (_, index) => [`f${index}`, 'x']), 400, 'body_malformed'],
  ['a long field', [...texts, ['SceneCode', 'a'.repeat(1_001)]], 400, 'body_malformed'],
  ['an unknown policy', [['policy', 'none'], ...photos], 404, 'policy_unknown'],
  ['a file of another name', [...texts, ['other', new Uint8Array(9)]], 400, 'field_unknown'],
  ['a photo twice', [...texts, ['source', fakePicture()], ['source', fakePicture()]], 400, 'field_unknown'],
  ['two policies', [...texts, ['policy', 'plain'], ...photos], 400, 'field_invalid'],
  ['no photo', texts, 400, 'field_invalid'],
];
for (const [name, fields, status, code] of refused) {
  test(`refused by the backend: ${name}: ${status} ${code}`, async () => {
    const backend = startBackend();
    const answer = await post(backend, arriving(encoded(fields), 65_536));
    assert.deepEqual([answer.status, answer.json.code], [status, code], answer.text);
    assert.equal(backend.upstreamRequests.length, 0);
  });
}
