// The camera's guidance while a person arrives, stands too far away, and stands well.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visit } from './help/browser.js';
import { PER_SECOND, saidInOrder, scene, visitCamera } from './help/guided.js';
import { drawPerson } from './help/portrait.js';
import { screenshotPath } from './help/screenshots.js';
import { standingFilms, standingService } from './help/standing.js';
import { checked, open, title } from './help/steps.js';

/** @import { Image } from './help/portrait.js' */
/** @import { Page } from 'playwright-core' */

const SIZE = /** @type {const} */ ([720, 960]);

const service = standingService();
const films = standingFilms();

/** No one, a person far away, the same person well placed. */
const arrival = () =>
  films.film(
    'arrival',
    /** @type {[Image, ...Image[]]} */ ([
      ...scene(drawPerson(null, ...SIZE), 3),
      ...scene(drawPerson('ada', ...SIZE, { size: 0.5 }), 3),
      ...scene(drawPerson('ada', ...SIZE), 8),
    ]),
    PER_SECOND,
  );

test('from an empty room to a picture that is taken automatically', async () => {
  const { page, faults, end } = await visitCamera(service.page, await arrival(), {
    viewport: { width: 360, height: 740 },
  });
  try {
    const hint = page.locator('.hint');
    const shutter = page.getByRole('button', { name: 'Take the photo' });
    await page.locator('dialog.camera[data-hint="no_face"]').waitFor();
    assert.match(await hint.innerText(), /Look into the camera/);
    assert.equal(await shutter.isEnabled(), true, 'the shutter is always enabled');
    await page.screenshot({ path: screenshotPath('guidance-no-face-360') });
    await saidInOrder(page, ['no_face', 'too_far', 'good']);
    await page.locator('dialog.camera[data-hint="good"]').waitFor();
    await page.screenshot({ path: screenshotPath('guidance-good-360') });
    await page.getByLabel('Take the photo automatically').check();
    await checked(page);
    assert.equal(await title(page), 'Your photo looks good');
    assert.equal(await page.locator('.picture-faces rect').count(), 1, 'the face is framed in the picture');
    await page.screenshot({ path: screenshotPath('guidance-report-360'), fullPage: true });

    const spoken = await page.evaluate(() => /** @type {any} */ (window).spoken);
    const inDialog = spoken.filter((/** @type {{ inside: boolean }} */ { inside }) => inside);
    assert.ok(inDialog.length >= 2, 'hints are spoken from inside the dialog');
    for (let at = 1; at < spoken.length; at += 1) {
      const pauseMs = spoken[at].atMs - spoken[at - 1].atMs;
      assert.ok(pauseMs > 1900, `${spoken[at].text} came ${pauseMs} ms after ${spoken[at - 1].text}`);
    }
    assert.deepEqual(faults, []);
  } finally {
    await end();
  }
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`guided on a desktop, ${colorScheme}: one who stands aside, and one in the dark`, async () => {
    const args = await films.film(
      'aside',
      /** @type {[Image, ...Image[]]} */ ([
        ...scene(drawPerson('bob', 1280, 960, { size: 1.05, right: 0.18 }), 4),
        ...scene(drawPerson('bob', 1280, 960, { light: 0.3 }), 4),
      ]),
      PER_SECOND,
    );
    const { page, faults, end } = await visitCamera(service.page, args, { colorScheme });
    try {
      // On the right of the film is on the left of a mirror.
      await page.locator('dialog.camera[data-hint="right"]').waitFor();
      assert.equal(await page.locator('.hint').innerText(), 'Move a little to the right.');
      await page.screenshot({ path: screenshotPath(`guidance-aside-${colorScheme}-1280`) });
      await page.locator('dialog.camera[data-hint="dark"]').waitFor();
      assert.equal(
        await page.locator('#source dialog.camera').getAttribute('data-light'),
        'on',
        'all around is white',
      );
      await page.screenshot({ path: screenshotPath(`guidance-dark-${colorScheme}-1280`) });
      assert.deepEqual(faults, []);
    } finally {
      await end();
    }
  });
}

test('a camera whose picture is too small says so at once, with a way on', async () => {
  const { page, end } = await visitCamera(service.page, await films.film('small', [drawPerson('ada', 640, 480)]));
  try {
    assert.match(await page.locator('.hint').innerText(), /too small/);
    assert.equal(await page.getByRole('button', { name: 'Take the photo' }).isEnabled(), true);
    const choosing = page.waitForEvent('filechooser');
    await page.locator('#source dialog.camera').getByRole('button', { name: 'Choose a photo' }).click();
    await choosing;
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).hints), []);
  } finally {
    await end();
  }
});

test('without the weights the camera works, unguided, and the report says what was not checked', async () => {
  const visitor = await visit(service.page, { args: await arrival(), serviceWorkers: 'block' });
  const { page, end } = visitor;
  try {
    await page.route('**/face_weights.bin', (route) => route.abort());
    await open(page, service.page);
    await page.getByRole('button', { name: 'Use the camera' }).click();
    const shutter = page.getByRole('button', { name: 'Take the photo' });
    await shutter.waitFor();
    assert.match(await page.locator('.hint').innerText(), /inside the oval/);
    await shutter.click();
    await checked(page);
    await page.getByText('Your face couldn’t be checked this time').waitFor();
  } finally {
    await end();
  }
});
