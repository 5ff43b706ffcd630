// Every state of `<face-capture>`, one after another, in Chromium: for what has to hold in each of them.
import { asFile, drawPerson } from '../page/help/portrait.js';
import { chooseFile, inState, openCapture } from './capture.js';
import { launch } from './chromium.js';
import { fakeCameras } from './fake-cameras.js';
import { encodeUnfilteredPng } from './png.js';

/** @import { BrowserContextOptions, Page } from 'playwright-core' */

const person = encodeUnfilteredPng(drawPerson('ada', 720, 960));
const ada = asFile(drawPerson('ada'));
const dark = asFile(drawPerson('eve', 900, 1200, { light: 0.2 }));
const text = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no photo') };
const CAMERAS = {
  cameras: [
    { id: 'a', label: 'FaceTime HD Camera' },
    { id: 'b', label: 'Logitech BRIO' },
  ],
};
const BODY = '<face-capture name="selfie" policy="signup" endpoint="/verify"></face-capture>';
const VERDICT = {
  kind: 'refused',
  ok: false,
  passed: false,
  code: 'picture_refused',
  actor: 'photo',
  retryable: false,
  key: 'answer.another_photo',
  advice: 'Please take another photo.',
  meaning: '',
  requestId: null,
  attempts: 0,
};

/**
 * A browser of its own with the page of the element.
 * @param {BrowserContextOptions & { style?: string, lang?: string }} how
 */
export async function openIn({ style, lang, ...options }) {
  const browser = await launch(options);
  const capture = await openCapture(browser.context, {
    body: BODY,
    ...(style && { style }),
    ...(lang && { lang }),
    prelude: fakeCameras(CAMERAS),
    route: (path) => {
      if (path === '/verify') {
        return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(VERDICT), status: 422 };
      }
      return path === '/person.png' ? { body: person } : undefined;
    },
  });
  return {
    ...capture,
    async close() {
      await capture.close();
      await browser.close();
    },
  };
}

/** Leads through every state, and looks at each. @param {Page} page @param {(state: string) => Promise<void>} look */
export async function throughAll(page, look) {
  await inState(page, 'intro');
  await look('intro');
  await page.locator('[part~="camera-button"]').click();
  await page.locator('dialog.camera[data-hint="good"]').waitFor();
  await look('camera');
  await page.keyboard.press('Escape');
  await inState(page, 'intro');
  await page.evaluate(() => Object.assign(/** @type {any} */ (window).profile, { error: 'NotAllowedError' }));
  await page.locator('[part~="camera-button"]').click();
  await page.locator('dialog.camera[data-state="problem"]').waitFor();
  await look('camera-blocked');
  await page.keyboard.press('Escape');
  await chooseFile(page, text);
  await inState(page, 'problem');
  await look('problem');
  await chooseFile(page, dark);
  await inState(page, 'review');
  await look('review-stopped');
  await chooseFile(page, ada);
  await inState(page, 'review');
  await look('review');
  await page.locator('[part~="crop"]').first().click();
  await inState(page, 'crop');
  await look('crop');
  await page.keyboard.press('Escape');
  await chooseFile(page, ada);
  await inState(page, 'review');
  await page.locator('[part~="use-button"]').click();
  await inState(page, 'verdict');
  await look('verdict');
}
