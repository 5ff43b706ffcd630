// Files that break their standard, in Chromium: the picture that Chromium shows, the same bytes as in Node, and an error
// that blames the caller where text stands for a photo.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { preflight } from '../../../pkg/node.js';
import { launchChromium } from '../../support/chromium.js';
import { inPage } from '../../support/in-page.js';
import { oddFiles, textFiles } from '../../support/odd-files.js';

/** Mean difference of samples between the photo as shown and the picture made of it, after scaling and encoding. */
const MOST_DIFFERENCE = 6;

const odd = oddFiles();
const texts = textFiles();

/** @param {Uint8Array} bytes */
const base64 = (bytes) => Buffer.from(bytes).toString('base64');

/** @type {Map<Uint8Array, string>} */
const made = new Map();

/** @param {Uint8Array<ArrayBuffer>} file */
async function inNode(file) {
  const known = made.get(file) ?? (await preflight(file)).base64();
  made.set(file, known);
  return known;
}

const CODE = `
  const bytesOf = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const pixels = async (bytes) => {
    const image = new Image();
    const loaded = new Promise((resolve, reject) => Object.assign(image, { onload: resolve, onerror: reject }));
    image.src = URL.createObjectURL(new Blob([bytes]));
    await loaded.catch(() => { throw new Error('Chromium does not show file ' + odd.length); });
    const canvas = new OffscreenCanvas(90, 120);
    const context = canvas.getContext('2d');
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, 90, 120);
    return { width: image.naturalWidth, height: image.naturalHeight, data: context.getImageData(0, 0, 90, 120).data };
  };
  const odd = [];
  const difference = (one, other) => one.reduce((sum, sample, at) => sum + Math.abs(sample - other[at]), 0) / one.length;
  for (const [file, viewed] of ODD) {
    const photo = await product.preflight(bytesOf(file));
    const [shown, made] = [await pixels(bytesOf(viewed)), await pixels(photo.jpeg)];
    odd.push({
      base64: photo.base64(),
      isUpright: (shown.width < shown.height) === (made.width < made.height),
      difference: difference(shown.data, made.data),
      intact: photo.report.checks.find(({ id }) => id === 'intact').status,
    });
  }
  const texts = [];
  for (const text of TEXTS) {
    texts.push(await product.preflight(bytesOf(text)).then(() => 'read', ({ code, actor, message }) => ({ code, actor, message })));
  }
  return { odd, texts };`;

test('odd files and texts', { timeout: 240_000 }, async (t) => {
  const engine = await launchChromium();
  t.after(() => engine.close());
  const pairs = JSON.stringify(odd.map(({ file, shown }) => [base64(file), base64(shown)]));
  const listed = JSON.stringify(texts.map(([, file]) => base64(file)));
  const code = CODE.replace('ODD', pairs).replace('TEXTS', listed);
  const { odd: photos, texts: errors } = await inPage(engine, code);
  for (const [at, { name, file, like, intact }] of odd.entries()) {
    const photo = photos[at];
    assert.equal(photo.base64, await inNode(file), name);
    assert.equal(photo.base64, await inNode(like), name);
    assert.equal(photo.intact, intact, name);
    assert.ok(photo.isUpright, name);
    assert.ok(photo.difference < MOST_DIFFERENCE, `${name}: ${photo.difference}`);
  }
  for (const [at, [words]] of texts.entries()) {
    const { code: errorCode, actor, message } = errors[at];
    assert.deepEqual([errorCode, actor], ['invalid_input', 'caller'], words);
    assert.ok(message.includes(words), `${words}: ${message}`);
  }
});
