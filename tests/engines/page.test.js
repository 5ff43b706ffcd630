// The page in the engines that its own suite does not use: it loads, reads a photo, finds the face and reports.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { preflight } from '../../pkg/node.js';
import { drawPerson } from '../page/help/portrait.js';
import { startService } from '../page/help/service.js';
import { launchFirefox } from '../support/firefox.js';
import { asPixels } from '../support/people.js';
import { launchWebKit } from '../support/webkit.js';

/** @import { Engine } from '../support/engine.js' */

const POLL_MS = 200;
const LIMIT_MS = 90_000;

/** A camera that shows a picture of 640 x 480, and no question whether it may. */
const FAKE_CAMERA = { 'media.navigator.streams.fake': true, 'media.navigator.permission.disabled': true };

const photo = (await preflight(asPixels(drawPerson('ada', 720, 960)))).base64();

/** @type {Awaited<ReturnType<typeof startService>>} */
let service;
before(async () => {
  service = await startService();
});
after(() => service?.stop());

/**
 * Waits until an expression gives something.
 *
 * @param {Engine} engine
 * @param {string} expression
 */
async function until(engine, expression) {
  for (let waited = 0; waited < LIMIT_MS; waited += POLL_MS) {
    const value = await engine.evaluate(`return ${expression} || null;`);
    if (value) return value;
    await wait(POLL_MS);
  }
  throw new Error(`${engine.name}: ${expression} came to nothing: ${await engine.evaluate('return document.body.innerText')}`);
}

for (const [name, launch] of /** @type {const} */ ([
  ['Firefox', () => launchFirefox(FAKE_CAMERA)],
  ['WebKit', launchWebKit],
])) {
  test(`from a photo to the report in ${name}`, { timeout: 3 * LIMIT_MS }, async () => {
    const engine = await launch();
    try {
      await engine.open(service.page);
      await until(engine, "!document.getElementById('modes').hidden");
      await engine.evaluate(`
        const bytes = Uint8Array.from(atob('${photo}'), (character) => character.charCodeAt(0));
        const chosen = new DataTransfer();
        chosen.items.add(new File([bytes], 'photo.jpg', { type: 'image/jpeg' }));
        const input = document.getElementById('file-source');
        input.files = chosen.files;
        input.dispatchEvent(new Event('change'));
        return true;`);
      await until(engine, "!document.getElementById('step-check').hidden");
      const shown = await engine.evaluate(`
        const box = document.querySelector('.picture-faces rect')?.getBoundingClientRect();
        const picture = document.querySelector('.picture-frame:has(.picture-faces) img').getBoundingClientRect();
        return {
          title: document.getElementById('title-check').textContent,
          failed: [...document.querySelectorAll('.check.fail, .check.warn')].map((row) => row.textContent),
          passed: document.querySelectorAll('.check.pass').length,
          inside: box && box.left > picture.left && box.right < picture.right && box.top > picture.top,
        };`);
      assert.deepEqual([shown.title, shown.failed], ['Your photo is ready', []]);
      assert.ok(shown.passed > 15, `${shown.passed} checks passed`);
      assert.equal(shown.inside, true, 'the face is framed inside the picture');

      if (name !== 'Firefox') return;
      await engine.evaluate("document.querySelector('#check-actions button:last-of-type').click(); return true;");
      await engine.evaluate("document.querySelector('#slot-source .button.primary').click(); return true;");
      assert.match(await until(engine, "document.querySelector('.camera-hint')?.textContent.match(/only .* pixels/)?.[0]"), /640 × 480/);
    } finally {
      await engine.close();
    }
  });
}
