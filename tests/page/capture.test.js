// The picture that is taken automatically: when, and which frame it is.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visit } from './help/browser.js';
import { PER_SECOND, saidInOrder, scene, visitCamera } from './help/guided.js';
import { colourOf, marked, softened } from './help/pictures.js';
import { drawPerson } from './help/portrait.js';
import { REAL_PEOPLE, viewsOf } from './help/real-people.js';
import { screenshotPath } from './help/screenshots.js';
import { standingFilms, standingService } from './help/standing.js';
import { checked, title } from './help/steps.js';

/** @import { Image } from './help/portrait.js' */

const SIZE = /** @type {const} */ ([720, 960]);

const service = standingService();
const films = standingFilms();

for (const name of REAL_PEOPLE) {
  test(`from an empty room to a picture of a real face that is taken automatically: ${name}`, async () => {
    const decoder = await visit(service.page);
    const { far, near } = await viewsOf(decoder.page, name, [...SIZE]).finally(decoder.end);
    const frames = [...scene(drawPerson(null, ...SIZE), 3), ...scene(far, 3), ...scene(near, 8)];
    const args = await films.film(name, /** @type {[Image, ...Image[]]} */ (frames), PER_SECOND);
    const { page, faults, end } = await visitCamera(service.page, args, { viewport: { width: 360, height: 740 } });
    try {
      await page.getByLabel('Take the photo automatically').check();
      await saidInOrder(page, ['no_face', 'too_far', 'good']);
      await checked(page);
      assert.match((await title(page)) ?? '', /^Your photo looks good|^This photo will work/);
      assert.equal(await page.locator('.picture-faces rect').count(), 1);
      await page.screenshot({ path: screenshotPath(`guidance-real-${name}`), fullPage: true });
      assert.deepEqual(faults, []);
    } finally {
      await end();
    }
  });
}

test('of the last good frames the sharpest becomes the picture', async () => {
  const crisp = drawPerson('bob', ...SIZE);
  // In focus for half a second: shorter than a picture has to be good for, so that the latest frame is never sharp.
  const args = await films.film(
    'focus',
    /** @type {[Image, ...Image[]]} */ ([
      ...scene(drawPerson(null, ...SIZE), 6),
      ...scene(marked(crisp), 0.5),
      ...scene(softened(crisp, 4), 6),
    ]),
    PER_SECOND,
  );
  const { page, faults, end } = await visitCamera(service.page, args);
  try {
    await page.getByLabel('Take the photo automatically').check();
    await page.locator('dialog.camera[data-hint="good"]').waitFor();
    assert.match(await page.locator('.hint').innerText(), /Hold still/);
    await checked(page);
    const [red = 0, green = 0, blue = 0] = await colourOf(page, 'Your photo as it came', {
      x: 0.01,
      y: 0.01,
      size: 0.03,
    });
    assert.ok(blue > 180 && red < 80 && green < 80, `the corner is ${red}, ${green}, ${blue}`);
    assert.deepEqual(faults, []);
  } finally {
    await end();
  }
});

test('a slow camera has to give five frames as well', async () => {
  const images = [...Array(4).fill(drawPerson(null, ...SIZE)), ...Array(12).fill(drawPerson('ada', ...SIZE))];
  const args = await films.film('slow', /** @type {[Image, ...Image[]]} */ (images), 1);
  const { page, faults, end } = await visitCamera(service.page, args);
  try {
    await page.getByLabel('Take the photo automatically').check();
    await page.locator('dialog.camera[data-hint="good"]').waitFor();
    const goodMs = Date.now();
    await checked(page);
    const waitedMs = Date.now() - goodMs;
    assert.ok(waitedMs > 3000, `taken after ${waitedMs} ms, when three frames can have come`);
    assert.deepEqual(faults, []);
  } finally {
    await end();
  }
});
