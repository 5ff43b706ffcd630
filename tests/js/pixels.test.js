// Pixels instead of a file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fingerprint, preflight, probe } from '../../pkg/node.js';
import { drawPixels } from '../support/pixels.js';
import { drawPng } from '../support/png.js';

const width = 900;
const height = 1200;
const { data } = drawPixels(width, height);
const expected = (await preflight(drawPng(width, height))).base64();

const shared = new Uint8Array(new SharedArrayBuffer(data.length));
shared.set(data);
const padded = new Uint8Array(data.length + 9);
padded.set(data, 5);

for (const [kind, pixels] of /** @type {const} */ ([
  ['a Uint8ClampedArray', data],
  ['a Uint8Array', new Uint8Array(data.buffer)],
  ['a Buffer', Buffer.from(data)],
  ['shared memory', shared],
  ['a view inside a larger buffer', padded.subarray(5, 5 + data.length)],
])) {
  test(`the same pixels in ${kind} give the same bytes as the PNG`, async () => {
    assert.equal((await preflight({ data: pixels, width, height })).base64(), expected);
  });
}

test('the report tells that pixels came', async () => {
  const { ok, report } = await preflight({ data, width, height });
  assert.equal(ok, true);
  const { format, coding, orientation, bytes } = report.source;
  assert.deepEqual([format, coding, orientation, bytes], ['pixels', 'RGBA', 1, data.length]);
});

test('probe knows their size', async () => {
  const source = await probe({ data, width, height });
  assert.deepEqual([source.format, source.width, source.height], ['pixels', width, height]);
});

test('they are left unchanged', async () => {
  const mine = data.slice();
  await preflight({ data: mine, width, height });
  assert.deepEqual(mine, data);
});

test('transparency becomes white', async () => {
  const clear = new Uint8Array(4 * 480 * 640);
  assert.ok((await fingerprint({ data: clear, width: 480, height: 640 })).every((sample) => sample === 255));
});

test('progress runs from load to done', async () => {
  /** @type {[string, number | null][]} */
  const reported = [];
  await preflight(
    { data, width, height },
    {},
    { onProgress: ({ stage, fraction }) => reported.push([stage, fraction]) },
  );
  assert.deepEqual(reported[0], ['load', 0]);
  assert.deepEqual(reported.at(-1), ['done', 1]);
  const fractions = reported.map(([, fraction]) => Number(fraction));
  assert.deepEqual(
    fractions,
    fractions.toSorted((one, other) => one - other),
  );
  assert.ok(reported.filter(([stage]) => stage === 'read').length > 2);
});

test('the limit of pixels holds, the limit of files does not', async () => {
  await assert.rejects(preflight({ data, width, height }, { limits: { sourcePixels: 1000 } }), {
    code: 'limit_exceeded',
    details: { limit: 'limits.sourcePixels', value: width * height, allowed: 1000 },
  });
  assert.equal((await preflight({ data, width, height }, { limits: { sourceBytes: 1000 } })).base64(), expected);
});

for (const [name, wrong, message] of /** @type {[string, any, RegExp][]} */ ([
  [
    'RGB',
    { data: data.subarray(0, 3 * width * height), width, height },
    /3240000 bytes for 900 x 1200.*4320000 of RGBA/,
  ],
  ['too many', { data, width, height: 1100 }, /4320000 bytes/],
  ['no bytes', { data: new Uint8Array(0), width: 0, height: 0 }, /0 x 0/],
  ['half a pixel', { data, width: 899.5, height }, /whole numbers/],
  ['a negative size', { data, width: -width, height: -height }, /whole numbers/],
  ['floats', { data: new Float32Array(4), width: 1, height: 1 }, /Float32Array/],
  ['an array', { data: [0, 0, 0, 255], width: 1, height: 1 }, /Array/],
  ['another colour space', { data, width, height, colorSpace: 'display-p3' }, /display-p3/],
])) {
  test(`pixels that are wrong: ${name}`, async () => {
    await assert.rejects(preflight(wrong), { code: 'invalid_input', actor: 'caller', message });
    await assert.rejects(probe(wrong), { code: 'invalid_input' });
  });
}
