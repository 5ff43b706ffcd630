// What a page may change of the element: its slots, its colours and its parts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { chooseFile, inState, openCapture } from '../../support/capture.js';
import { launch } from '../../support/chromium.js';
import { fakeCameras } from '../../support/fake-cameras.js';

/** @import { Page } from 'playwright-core' */

const text = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no photo') };

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const SLOTTED = `<face-capture>
  <div slot="intro"><h2>Smile</h2><p>Two minutes, and you are in.</p></div>
  <p slot="buttons"><button type="button" id="own">Let’s go</button></p>
  <a slot="error" href="/help">Ask us</a>
</face-capture>`;

test('slots replace intro and buttons, and stand under every problem', { timeout: 240_000 }, async () => {
  const prelude = `${fakeCameras({ cameras: [], error: 'NotAllowedError' })}
    document.getElementById('own').addEventListener('click', () => document.querySelector('face-capture').start());`;
  const { page, faults, close } = await openCapture(browser.context, { body: SLOTTED, prelude });
  try {
    await page.getByRole('heading', { name: 'Smile' }).waitFor();
    const own = page.getByRole('link', { name: 'Ask us' });
    assert.equal(await page.getByRole('heading', { name: 'Take a photo of your face' }).isVisible(), false);
    assert.equal(await page.getByRole('button', { name: 'Use the camera' }).isVisible(), false);
    assert.equal(await own.isVisible(), false, 'there is no problem');
    await page.getByText('hidden data are removed').waitFor();

    await chooseFile(page, text);
    await inState(page, 'problem');
    await own.waitFor();
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.locator('dialog').getByRole('heading', { name: 'The camera is blocked' }).waitFor();
    await page.waitForFunction(() => {
      const own = document.querySelector('a[slot=error]');
      return own?.assignedSlot?.closest('dialog') && own.checkVisibility();
    });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Let’s go' }).click();
    await page.locator('dialog').getByRole('heading', { name: 'The camera is blocked' }).waitFor();
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
});

test('attributes whose JSON is broken are reported, and count as missing', async () => {
  const body = `<face-capture options="{landscape: 'crop'}" strings='{"capture.intro.title":'></face-capture>`;
  const { page, run, faults, close } = await openCapture(browser.context, { body });
  const errors =
    "return window.events.flatMap(({ name, code, actor, retryable }) => name === 'error' ? [[code, actor, retryable]] : [])";
  try {
    await page.getByRole('heading', { name: 'Take a photo of your face' }).waitFor();
    const invalid = ['invalid_option', 'caller', false];
    assert.deepEqual(await run(errors), [invalid, invalid]);
    await run("document.querySelector('face-capture').setAttribute('options', '[')");
    assert.deepEqual(await run(errors), [invalid, invalid, invalid]);
    assert.deepEqual(await run("return document.querySelector('face-capture').options"), {});
    await run("document.querySelector('face-capture').setAttribute('options', '{ \"landscape\": \"crop\" }')");
    assert.equal((await run(errors)).length, 3);
    assert.equal(await run("return document.querySelector('face-capture').options.landscape"), 'crop');
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
});

test('custom properties and parts dress it', { timeout: 240_000 }, async () => {
  const style = `face-capture { --face-capture-accent: rgb(90, 20, 120); --face-capture-radius: 3px; }
    face-capture::part(title) { letter-spacing: 2px; }`;
  const { page, close } = await openCapture(browser.context, { style });
  try {
    await inState(page, 'intro');
    const look = await page.locator('face-capture .root').evaluate((root) => {
      const of = (/** @type {string} */ selector) =>
        getComputedStyle(/** @type {Element} */ (root.querySelector(selector)));
      return [of('.button.primary').backgroundColor, getComputedStyle(root).borderRadius, of('.title').letterSpacing];
    });
    assert.deepEqual(look, ['rgb(90, 20, 120)', '3px', '2px']);
  } finally {
    await close();
  }
});

/** The colours of the intro. @param {Page} page */
function colours(page) {
  return page.locator('face-capture .root').evaluate((root) => {
    const of = (/** @type {string} */ selector) =>
      getComputedStyle(/** @type {Element} */ (root.querySelector(selector)));
    const { color: ink, borderTopColor: line } = getComputedStyle(root);
    return { ink, line, muted: of('.lead').color, edge: of('.button.secondary').borderTopColor };
  });
}

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`where more contrast is wanted, text and borders are as strong as the ink, ${colorScheme}`, {
    timeout: 240_000,
  }, async () => {
    const { page, close } = await openCapture(browser.context);
    try {
      await inState(page, 'intro');
      await page.emulateMedia({ colorScheme, contrast: 'no-preference' });
      const usual = await colours(page);
      assert.equal(new Set(Object.values(usual)).size, 4, 'each its own colour');
      await page.emulateMedia({ colorScheme, contrast: 'more' });
      const { ink } = usual;
      assert.deepEqual(await colours(page), { ink, line: ink, muted: ink, edge: ink });
    } finally {
      await close();
    }
  });
}
