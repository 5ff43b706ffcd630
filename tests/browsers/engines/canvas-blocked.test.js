// A canvas that does not give back what was drawn is an error, never a noisy picture.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { preflight } from '../../../pkg/node.js';
import { launchChromium } from '../../support/chromium.js';
import { launchFirefox } from '../../support/firefox.js';
import { inPage } from '../../support/in-page.js';
import { drawPixels } from '../../support/pixels.js';

/** @import { Engine } from '../../support/engine.js' */

const CASES = `const { drawPixels } = await import('/tests/support/pixels.js');
  const plain = drawPixels(480, 640);
  const image = new ImageData(plain.data, 480, 640);
  const canvas = Object.assign(document.createElement('canvas'), { width: 480, height: 640 });
  canvas.getContext('2d').putImageData(image, 0, 0);
  const file = await (await fetch('/tests/browsers/formats/upright.webp')).blob();
  const said = (call) => call.then((photo) => photo.base64(), (error) => [error.code, error.actor, error.message]);
  const results = {};
  for (const [kind, input] of Object.entries({ canvas, bitmap: await createImageBitmap(file), file })) {
    results[kind] = await said(product.preflight(input));
  }
  for (const [kind, input] of Object.entries({ plain, image })) results[kind] = await said(product.preflight(input));
  return results;`;

const FEW_PIXELS = {
  'privacy.fingerprintingProtection': true,
  'privacy.fingerprintingProtection.overrides': '-AllTargets,+CanvasRandomization',
};

/** What needs no canvas still works. */
const expected = (await preflight(drawPixels(480, 640))).base64();

/**
 * @param {Record<string, any>} results
 * @param {RegExp} message
 */
function assertBlocked(results, message) {
  for (const kind of ['canvas', 'bitmap', 'file']) {
    assert.deepEqual(results[kind].slice?.(0, 2), ['canvas_blocked', 'environment'], kind);
    assert.match(results[kind][2], message);
  }
  for (const kind of ['plain', 'image']) {
    assert.equal(results[kind], expected, kind);
  }
}

for (const [how, prefs] of /** @type {[string, Record<string, unknown>][]} */ ([
  ['resistFingerprinting', { 'privacy.resistFingerprinting': true }],
  [
    'all targets of fingerprintingProtection',
    {
      'privacy.fingerprintingProtection': true,
      'privacy.fingerprintingProtection.overrides': '+AllTargets',
    },
  ],
  // A single bit of few pixels: what Firefox does by default since 145 in some windows.
  ['baselineFingerprintingProtection', { 'privacy.baselineFingerprintingProtection': true, ...FEW_PIXELS }],
])) {
  test(`Firefox with ${how}`, async () => {
    const engine = await launchFirefox(prefs);
    try {
      assertBlocked(await inPage(engine, CASES), /changes what is read from a canvas/);
    } finally {
      await engine.close();
    }
  });
}

describe('Chromium with a canvas that', () => {
  /** @type {Engine} */
  let engine;
  before(async () => {
    engine = await launchChromium();
  });
  after(() => engine?.close());

  /**
   * Puts code between the page and the canvases' pixels.
   *
   * @param {string} change statements that may change `image`, or throw
   */
  const changed = (
    change,
  ) => `for (const { prototype } of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
      const read = prototype.getImageData;
      prototype.getImageData = function (...place) { const image = read.apply(this, place); ${change}; return image; };
    } ${CASES}`;

  test('flips single bits, as Brave does', async () => {
    assertBlocked(await inPage(engine, changed('image.data[4 * 77] ^= 1')), /changes what is read/);
  });

  test('is empty', async () => {
    assertBlocked(await inPage(engine, changed('image.data.fill(0)')), /changes what is read/);
  });

  test('cannot be read', async () => {
    const thrown = changed("throw new DOMException('not allowed here', 'SecurityError')");
    assertBlocked(await inPage(engine, thrown), /does not let a canvas be read: not allowed here/);
  });

  test('does not exist', async () => {
    const none = `HTMLCanvasElement.prototype.getContext = () => null; delete window.OffscreenCanvas;
      const file = await (await fetch('/tests/browsers/formats/upright.webp')).blob();
      return product.preflight(file).catch((error) => [error.code, error.message]);`;
    assert.deepEqual(await inPage(engine, none), ['canvas_blocked', 'there is no canvas to read the picture with']);
  });

  test('shows something of another site is the caller’s matter', async () => {
    const tainted = `const other = location.origin.replace('127.0.0.1', 'localhost') + '/tests/browsers/formats/upright.webp';
      const image = Object.assign(new Image(), { src: other });
      await image.decode();
      const bitmap = Object.assign(document.createElement('canvas'), { width: 480, height: 640 });
      bitmap.getContext('2d').drawImage(image, 0, 0);
      return product.preflight(bitmap).catch((error) => [error.code, error.actor, error.message]);`;
    const [code, actor, message] = await inPage(engine, tainted);
    assert.deepEqual([code, actor], ['invalid_input', 'caller']);
    assert.match(message, /another site/);
  });
});
