// The result.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { preflight } from '../../pkg/node.js';
import { encodeBase64, parseBase64 } from '../../pkg/lib/base64.js';
import { drawPng } from '../support/png.js';

test('a fit photo', async () => {
  const photo = await preflight(drawPng(1080, 1440));
  const { jpeg, report } = photo;
  assert.ok(jpeg);
  assert.equal(photo.ok, true);
  assert.deepEqual([photo.width, photo.height], [720, 960]);
  assert.deepEqual([...jpeg.subarray(0, 2), ...jpeg.subarray(-2)], [0xff, 0xd8, 0xff, 0xd9]);
  assert.equal(photo.base64(), Buffer.from(jpeg).toString('base64'));
  assert.equal(report.output?.base64Length, photo.base64().length);
  assert.equal(report.output?.bytes, jpeg.length);
  assert.equal(report.source.bytes, drawPng(1080, 1440).length);
  const blob = photo.blob();
  assert.equal(blob.type, 'image/jpeg');
  assert.deepEqual(new Uint8Array(await blob.arrayBuffer()), jpeg);
});

test('an unfit photo is a result, not an error', async () => {
  const photo = await preflight(drawPng(1440, 1080));
  assert.equal(photo.ok, false);
  const check = photo.report.checks.find(({ id }) => id === 'portrait');
  assert.equal(check?.status, 'fail');
  assert.ok(check?.advice);
});

test('a photo without a picture says so', async () => {
  const photo = await preflight(drawPng(480, 640), {
    target: { windowMinBytes: 0, windowMaxBytes: 1000, hardLimitBytes: 1000 },
  });
  assert.equal(photo.ok, false);
  assert.equal(photo.jpeg, null);
  assert.equal(photo.report.output, null);
  assert.deepEqual([photo.width, photo.height], [0, 0]);
  assert.throws(() => photo.base64(), { code: 'no_picture', actor: 'photo', message: /bytes/ });
  assert.throws(() => photo.blob(), { code: 'no_picture' });
});

test('the checks come in one order with values and limits', async () => {
  const { report } = await preflight(drawPng(1080, 1440));
  assert.deepEqual(report.checks.map(({ id }) => id).slice(0, 2), ['portrait', 'resolution']);
  for (const check of report.checks) {
    assert.ok(['pass', 'note', 'warn', 'fail', 'skipped'].includes(check.status), check.id);
    assert.equal(check.advice === null, check.status === 'pass' || check.status === 'skipped', check.id);
  }
});

test('Base64 of every length, with and without the built-in', () => {
  for (const length of [0, 1, 2, 3, 4, 24_575, 24_576, 24_577, 100_000]) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 37) & 255);
    const expected = Buffer.from(bytes).toString('base64');
    assert.equal(encodeBase64(bytes), expected);
    assert.equal(encodeBase64(Object.assign(bytes, { toBase64: () => expected })), expected);
  }
});

test('Base64 from a stranger is read strictly', () => {
  assert.deepEqual(parseBase64('AAH/'), Uint8Array.of(0, 1, 255));
  assert.deepEqual(parseBase64('AAE='), Uint8Array.of(0, 1));
  for (const text of ['', 'AAE', 'AA E', 'AAE=AAE=', '====', 'AA-_', 'AAH/\n']) {
    assert.equal(parseBase64(text), undefined, JSON.stringify(text));
  }
});
