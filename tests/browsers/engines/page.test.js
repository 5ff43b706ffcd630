// The page in the engines that its own suite does not use: it loads, reads a photo, finds the face and reports.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { preflight } from '../../../pkg/node.js';
import { drawPerson } from '../../page/help/portrait.js';
import { standingService } from '../../page/help/standing.js';
import { launchFirefox } from '../../support/firefox.js';
import { asPixels } from '../../support/people.js';
import { launchWebKit } from '../../support/webkit.js';

/** @import { Engine } from '../../support/engine.js' */

const POLL_MS = 200;
const LIMIT_MS = 90_000;

/** A camera that shows a picture of 640 x 480, and no question whether it may. */
const FAKE_CAMERA = { 'media.navigator.streams.fake': true, 'media.navigator.permission.disabled': true };

const photo = (await preflight(asPixels(drawPerson('ada', 720, 960)))).base64();

const service = standingService();

/**
 * Waits until an expression gives something.
 *
 * @param {Engine} engine
 * @param {string} expression
 */
async function until(engine, expression) {
  for (let waited = 0; waited < LIMIT_MS; waited += POLL_MS) {
    const value = await engine.evaluate(`return ${expression} || null;`);
    if (value) {
      return value;
    }
    await wait(POLL_MS);
  }
  throw new Error(
    `${engine.name}: ${expression} came to nothing: ${await engine.evaluate('return document.body.innerText')}`,
  );
}

for (const [name, launch] of /** @type {const} */ ([
  ['Firefox', () => launchFirefox(FAKE_CAMERA)],
  ['WebKit', launchWebKit],
])) {
  test(`from a photo to the report in ${name}`, { timeout: 3 * LIMIT_MS }, async () => {
    const engine = await launch();
    try {
      await engine.open(`${service.page}?debug`);
      await until(engine, 'document.getElementById("modes")?.hidden === false');
      await engine.evaluate(`
        const bytes = Uint8Array.from(atob('${photo}'), (character) => character.charCodeAt(0));
        const chosen = new DataTransfer();
        chosen.items.add(new File([bytes], 'photo.jpg', { type: 'image/jpeg' }));
        const input = document.getElementById('source').shadowRoot.querySelector('input[type=file]');
        input.files = chosen.files;
        input.dispatchEvent(new Event('change'));
        return true;`);
      await until(engine, "document.getElementById('source').state === 'review'");
      await until(engine, "document.querySelector('.picture-frame:has(.picture-faces) img')?.naturalWidth > 0");
      const shown = await engine.evaluate(`
        const capture = document.getElementById('source');
        const box = document.querySelector('.picture-faces rect')?.getBoundingClientRect();
        const picture = document.querySelector('.picture-frame:has(.picture-faces) img').getBoundingClientRect();
        return {
          title: capture.shadowRoot.querySelector('h2').textContent,
          fit: capture.photo.ok,
          value: capture.value,
          failed: [...document.querySelectorAll('.check.fail, .check.warn')].map((row) => row.textContent),
          passed: document.querySelectorAll('.check.pass').length,
          inside: box && box.left > picture.left && box.right < picture.right && box.top > picture.top,
        };`);
      assert.deepEqual([shown.title, shown.failed], ['Your photo looks good', []]);
      assert.deepEqual(
        [shown.fit, shown.value],
        [true, null],
        'fit, and no value for a form before the person sends it',
      );
      assert.ok(shown.passed > 15, `${shown.passed} checks passed`);
      assert.equal(shown.inside, true, 'the face is framed inside the picture');

      if (name !== 'Firefox') {
        return;
      }
      await engine.evaluate("document.getElementById('source').start(); return true;");
      const small =
        'document.getElementById("source").shadowRoot.querySelector(".hint")?.textContent.match(/too small/)?.[0]';
      await until(engine, small);
    } finally {
      await engine.close();
    }
  });
}

/** The camera's dialog. */
const DIALOG = "document.getElementById('source').shadowRoot.querySelector('dialog')";

/** Instead of a camera: a person on a canvas, with a line at the edge that changes, so that every frame is a new one. */
const FILM = `
  const bytes = Uint8Array.from(atob('${photo}'), (character) => character.charCodeAt(0));
  createImageBitmap(new Blob([bytes], { type: 'image/jpeg' })).then((person) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 720, height: 960 });
    const context = canvas.getContext('2d');
    let number = 0;
    setInterval(() => {
      context.drawImage(person, 0, 0);
      context.fillRect(0, 0, 1, (number += 1) % 9);
    }, 50);
    const devices = { getUserMedia: async () => canvas.captureStream(20) };
    Object.defineProperty(navigator, 'mediaDevices', { value: devices, configurable: true });
    window.filmed = true;
  });
  return true;`;

for (const [name, launch] of /** @type {const} */ ([
  ['Firefox', () => launchFirefox({})],
  ['WebKit', launchWebKit],
])) {
  test(`the camera guides, and takes the picture automatically, in ${name}`, { timeout: 3 * LIMIT_MS }, async () => {
    const engine = await launch();
    try {
      await engine.open(`${service.page}?debug`);
      await until(engine, 'document.getElementById("modes")?.hidden === false');
      await engine.evaluate(FILM);
      await until(engine, 'window.filmed');
      await engine.evaluate("document.getElementById('source').start(); return true;");
      await until(engine, `${DIALOG}?.dataset.hint === 'good'`);
      await engine.evaluate(`${DIALOG}.querySelector('.automatic input').click(); return true;`);
      await until(engine, "document.getElementById('source').state === 'review'");
      const shown = await engine.evaluate(`
        const faces = document.querySelectorAll('.picture-faces rect').length;
        return { facts: document.querySelector('figcaption').textContent, faces, open: ${DIALOG}.open };`);
      assert.match(shown.facts, /720 × 960.*From the camera/);
      assert.deepEqual([shown.faces, shown.open], [1, false]);
    } finally {
      await engine.close();
    }
  });
}
