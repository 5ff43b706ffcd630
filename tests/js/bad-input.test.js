// Each bad file gives a clear error, quickly, and the next call works.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { preflight } from '../../pkg/node.js';
import { drawPng } from '../support/png.js';

const photo = drawPng(720, 960);
const text = (/** @type {string} */ words) => new TextEncoder().encode(words.padEnd(600, ' '));
const bytes = (/** @type {number[]} */ ...values) => Uint8Array.of(...values, ...new Array(600).fill(0));
const brand = (/** @type {string} */ name) => bytes(0, 0, 0, 24, ...Buffer.from(`ftyp${name}`));

/** The header of the drawn photo with other bytes in it, under a right checksum. */
function withSize(/** @type {number} */ width, /** @type {number} */ height) {
  return drawHeader(drawPng(2, 2), width, height);
}

/**
 * @param {Uint8Array} png
 * @param {number} width
 * @param {number} height
 */
function drawHeader(png, width, height) {
  const changed = Buffer.from(png);
  changed.writeUInt32BE(width, 16);
  changed.writeUInt32BE(height, 20);
  let crc = 0xffffffff;
  for (const byte of changed.subarray(12, 29)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) {
      crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
    }
  }
  changed.writeUInt32BE(~crc >>> 0, 29);
  return new Uint8Array(changed);
}

/** @type {[string, Uint8Array<ArrayBuffer>, string, RegExp][]} */
const files = [
  ['empty', new Uint8Array(0), 'empty_input', /empty/],
  ['one byte', Uint8Array.of(0xff), 'unsupported_format', /./],
  ['text', text('A letter, not a photo.'), 'unsupported_format', /./],
  ['Base64', text(Buffer.from([255, 216, 255, 224]).toString('base64')), 'invalid_input', /Base64/],
  ['a data: URL', text('data:image/jpeg;base64,/9j/4AAQ'), 'invalid_input', /data: URL/],
  ['a path', text('/home/me/selfie.jpg'), 'invalid_input', /path/],
  ['bytes read as UTF-8', text('\ufffd\ufffd\ufffd\ufffd\0\x10JFIF'), 'invalid_input', /read as text/],
  ['bytes read as Latin-1', text('\xff\xd8\xff\xe0\0\x10JFIF'), 'invalid_input', /Latin-1/],
  ['HTML', text('<!doctype html><title>Not found</title>'), 'unsupported_format', /./],
  ['HEIC', brand('heic'), 'unsupported_format', /HEIC/],
  ['AVIF', brand('avif'), 'unsupported_format', /AVIF/],
  ['WebP', text('RIFF\x10\0\0\0WEBPVP8 '), 'unsupported_format', /WebP/],
  ['GIF', text('GIF89a'), 'unsupported_format', /GIF/],
  ['BMP', text('BM'), 'unsupported_format', /BMP/],
  ['TIFF', bytes(0x49, 0x49, 0x2a, 0), 'unsupported_format', /TIFF/],
  ['PDF', text('%PDF-1.7'), 'unsupported_format', /PDF/],
  ['a PNG that ends early', photo.slice(0, photo.length / 2), 'truncated', /early/],
  ['a PNG with damaged data', photo.map((byte, at) => (at > 2000 && at < 2100 ? 0 : byte)), 'corrupt', /damaged/],
  ['a PNG that claims 65,500 x 65,500', withSize(65_500, 65_500), 'limit_exceeded', /sourcePixels/],
  ['a PNG without width', withSize(0, 100), 'corrupt', /./],
];

for (const [name, file, code, message] of files) {
  test(name, async () => {
    await assert.rejects(preflight(file), { name: 'PreflightError', code, message });
    await assert.rejects(preflight(new Blob([file]).stream()), { code, message });
  });
}

test('the error knows who must act and what was found', async () => {
  await assert.rejects(preflight(text('GIF89a')), { actor: 'photo', details: { found: 'GIF' } });
  const limited = preflight(photo, { limits: { sourcePixels: 1000 } });
  await assert.rejects(limited, { code: 'limit_exceeded', actor: 'policy' });
});

test('the name of the file means nothing', async () => {
  const { report } = await preflight(new File([photo], 'photo.jpg', { type: 'image/jpeg' }));
  assert.equal(report.source.format, 'png');
});

test('after all of them a photo still passes', async () => {
  assert.equal((await preflight(photo)).ok, true);
});
