// The camera: what is taken, how it is shown, and what to do without one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visit } from './help/browser.js';
import { FAKE_CAMERA } from './help/film.js';
import { colourOf } from './help/pictures.js';
import { asFile, drawPerson } from './help/portrait.js';
import { screenshotPath } from './help/screenshots.js';
import { standingFilms, standingService } from './help/standing.js';
import { checked, open, title } from './help/steps.js';

/** @import { BrowserContextOptions, Page } from 'playwright-core' */

const service = standingService();
const films = standingFilms();

/**
 * A person in front of the camera, with a red bar along the picture's left edge.
 * @param {number} width
 * @param {number} height
 */
async function film(width, height) {
  const image = drawPerson('ada', width, height, { size: 1.2 });
  const bar = Math.round(width * 0.08);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < bar; x += 1) {
      image.rgb.set([210, 30, 30], (y * width + x) * 3);
    }
  }
  return films.film(`${width}x${height}`, [image]);
}

/** @param {string[]} args @param {BrowserContextOptions} [options] */
async function visitWith(args, options) {
  const visitor = await visit(service.page, { args, ...options });
  await visitor.context.addInitScript(() => {
    /** @type {any} */ (window).streams = [];
    const devices = navigator.mediaDevices;
    const ask = devices?.getUserMedia.bind(devices);
    if (devices) {
      devices.getUserMedia = async (wish) => {
        const stream = await ask(wish);
        /** @type {any} */ (window).streams.push(stream);
        return stream;
      };
    }
  });
  await open(visitor.page, service.page);
  return visitor;
}

/** @param {Page} page @returns {Promise<string[]>} */
const trackStates = (page) =>
  page.evaluate(() =>
    /** @type {MediaStream[]} */ (/** @type {any} */ (window).streams).flatMap((stream) =>
      stream.getTracks().map(({ readyState }) => readyState),
    ),
  );

/** What has the focus inside the element. @param {Page} page */
const focusedIn = (page) =>
  page.evaluate(() => {
    const focused = document.getElementById('source')?.shadowRoot?.activeElement;
    return focused?.getAttribute('aria-label') || focused?.getAttribute('title') || focused?.textContent;
  });

/** @param {number[]} colour */
const isRed = ([red = 0, green = 0]) => red > 150 && green < 90;

test('a phone’s camera: the preview is mirrored, the picture is not, and the camera is let go', async () => {
  const { page, faults, end } = await visitWith(await film(720, 1280));
  try {
    await page.getByRole('button', { name: 'Use the camera' }).click();
    const shutter = page.getByRole('button', { name: 'Take the photo' });
    await shutter.waitFor();
    const { a: scaleX } = await page
      .locator('#source .camera-view')
      .evaluate((view) => new DOMMatrix(getComputedStyle(view).transform));
    assert.equal(scaleX, -1);
    assert.equal(await focusedIn(page), 'Take the photo');
    assert.deepEqual(await trackStates(page), ['live']);
    await page.screenshot({ path: screenshotPath('camera-phone') });
    await shutter.click();
    await checked(page);
    assert.deepEqual(await trackStates(page), ['ended']);
    assert.match(await page.locator('figcaption').first().innerText(), /720 × 1280/);
    assert.equal(
      isRed(await colourOf(page, 'Your photo as it came', { x: 0.01, y: 0.4, size: 0.06 })),
      true,
      'left stays left',
    );
    assert.equal(isRed(await colourOf(page, 'Your photo as it is sent', { x: 0.01, y: 0.4, size: 0.06 })), true);
    assert.equal(isRed(await colourOf(page, 'Your photo as it is sent', { x: 0.93, y: 0.4, size: 0.06 })), false);
    assert.equal(await title(page), 'Your photo looks good');
    assert.deepEqual(faults, []);
  } finally {
    await end();
  }
});

test('a webcam on its side gives the upright part that the preview shows', async () => {
  const { page, faults, end } = await visitWith(await film(1280, 720));
  try {
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.getByRole('button', { name: 'Take the photo' }).click();
    await checked(page);
    const [before = '', after = ''] = await page.locator('figcaption').allInnerTexts();
    assert.match(before, /540 × 720/);
    assert.match(after, /540 × 720/);
    assert.equal(await page.getByRole('button', { name: 'Send' }).isEnabled(), true);
    assert.deepEqual(faults, []);
  } finally {
    await end();
  }
});

test('a person outside the preview is not in the picture, however large', async () => {
  const image = drawPerson('ada', 1280, 720, { size: 0.9 });
  const aside = drawPerson('bob', 360, 720, { size: 1.5 });
  for (let y = 0; y < 720; y += 1) {
    image.rgb.set(aside.rgb.subarray(y * 360 * 3, (y + 1) * 360 * 3), y * 1280 * 3);
  }
  const { page, faults, end } = await visitWith(await films.film('bystander', [image]));
  try {
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.locator('dialog.camera[data-hint]').waitFor();
    await page.getByRole('button', { name: 'Take the photo' }).click();
    await checked(page);
    const [red = 0, , blue = 0] = await colourOf(page, 'Your photo as it is sent', { x: 0.01, y: 0.01, size: 0.05 });
    assert.ok(blue > red, `the wall is ${red}, …, ${blue}`);
    assert.equal(await page.locator('.picture-faces rect').count(), 1);
    assert.deepEqual(faults, []);
  } finally {
    await end();
  }
});

test('on a phone held sideways the picture takes the height, and every control is in reach', async () => {
  const { page, end } = await visitWith(await film(1280, 720), { viewport: { width: 740, height: 360 } });
  try {
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.getByRole('button', { name: 'Take the photo' }).waitFor();
    await page.locator('dialog.camera[data-hint]').waitFor();
    await page.screenshot({ path: screenshotPath('camera-on-its-side') });
    const view = await page.locator('.camera-view').boundingBox();
    assert.ok(view && view.height > 280, `the preview is ${view?.height} px high`);
    for (const name of ['Take the photo', 'Cancel']) {
      const place = await page.locator('#source dialog.camera').getByRole('button', { name }).boundingBox();
      assert.ok(place && place.y > 0 && place.y + place.height < 360 && place.x > view.x + view.width, name);
    }
  } finally {
    await end();
  }
});

test('cancelling lets the camera go', async () => {
  const { page, end } = await visitWith(FAKE_CAMERA);
  try {
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.getByRole('button', { name: 'Take the photo' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#source dialog.camera').waitFor({ state: 'hidden' });
    assert.deepEqual(await trackStates(page), ['ended']);
    assert.equal(await focusedIn(page), 'Take a photo of your face', 'the focus is back on the step');
  } finally {
    await end();
  }
});

test('a denied camera is explained, with a way on', async () => {
  const { page, faults, end } = await visitWith(['--use-fake-device-for-media-stream', '--deny-permission-prompts']);
  try {
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.getByText('The camera is blocked').waitFor();
    await page.screenshot({ path: screenshotPath('camera-denied') });
    assert.equal(await page.getByRole('button', { name: 'Try again' }).count(), 1);
    const choosing = page.waitForEvent('filechooser');
    await page.locator('#source dialog.camera').getByRole('button', { name: 'Choose a photo' }).click();
    await choosing;
    assert.equal(await page.locator('#source dialog.camera').isVisible(), true, 'until a photo is chosen');
    assert.deepEqual(faults, []);
  } finally {
    await end();
  }
});

test('a phone without a usable camera is offered its camera app', async () => {
  const { page, end } = await visitWith(['--use-fake-ui-for-media-stream'], {
    hasTouch: true,
    isMobile: true,
    viewport: { width: 360, height: 740 },
  });
  try {
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.getByText('We couldn’t find a camera').waitFor();
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open the camera app' }).click();
    const chooser = await choosing;
    assert.equal(await chooser.element().getAttribute('capture'), 'user');
    await chooser.setFiles(asFile(drawPerson('eve')));
    await checked(page);
  } finally {
    await end();
  }
});

test('busy cameras, and pages that may not ask, are explained', async () => {
  const { page, end } = await visitWith(FAKE_CAMERA);
  try {
    const cases = /** @type {const} */ ([
      ['NotReadableError', 'The camera is in use'],
      ['TypeError', 'The camera didn’t start'],
    ]);
    for (const [name, headline] of cases) {
      await page.evaluate((errorName) => {
        navigator.mediaDevices.getUserMedia = () =>
          Promise.reject(Object.assign(new Error('no'), { name: errorName }));
      }, name);
      await page.getByRole('button', { name: 'Use the camera' }).click();
      await page.getByText(headline).waitFor();
      await page.locator('#source dialog.camera').getByRole('button', { name: 'Cancel' }).click();
    }
    await page.evaluate(() => Object.defineProperty(window, 'isSecureContext', { value: false }));
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.getByText('The camera can’t be used on this page').waitFor();
  } finally {
    await end();
  }
});

test('a camera that is unplugged while it runs is reported', async () => {
  const { page, end } = await visitWith(FAKE_CAMERA);
  try {
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.getByRole('button', { name: 'Take the photo' }).waitFor();
    await page.evaluate(() =>
      /** @type {any} */ (window).streams[0].getVideoTracks()[0].dispatchEvent(new Event('ended')),
    );
    await page.getByText('The camera stopped').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Take the photo' }).waitFor();
  } finally {
    await end();
  }
});
