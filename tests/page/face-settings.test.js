// What engineers may choose about the face: what is refused, and whether the photo is cut to it.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { asFile, drawPerson } from './help/portrait.js';
import { standingService, standingVisitor } from './help/standing.js';
import { checked, choose, open, pickMode, send, startOver, title, withSettings } from './help/steps.js';

/** A face of less than a twentieth of the picture, with the pixels for a cut. */
const far = asFile(drawPerson('bob', 1440, 1920, { size: 0.35 }));

const service = standingService();
const visitor = standingVisitor(service, { serviceWorkers: 'block' });
beforeEach(() => open(visitor.page, service.page));

const share = () =>
  visitor.page.locator('.check', { hasText: 'Distance to the camera' }).locator('.check-value').innerText();

test('a face of less than 5 % is a hint, and refused where that is chosen, at once', async () => {
  const { page } = visitor;
  await choose(page, far);
  await checked(page);
  assert.equal(await title(page), 'This photo will work, but a better one helps');
  const percent = parseInt(await share(), 10);
  assert.ok(percent > 2 && percent < 5, `${percent} %`);
  await page.locator('#settings summary').click();
  const refused = page.getByLabel('What the checks of the face refuse');
  assert.match(
    await refused.evaluate((list) => list.parentElement?.textContent ?? ''),
    /more than 60\s%.*under 8\s%.*under 5\s%/,
  );
  await refused.selectOption('strict');
  await page.getByRole('heading', { name: 'Let’s try another photo' }).waitFor();
  assert.match(await page.locator('.check.fail').first().innerText(), /Distance to the camera/);
  assert.equal(await page.getByRole('button', { name: 'Send' }).count(), 0);
  assert.equal(await page.getByLabel('Cut the photo to the face').isEnabled(), true);
  await refused.selectOption('advise');
  await page.getByRole('heading', { name: 'This photo will work, but a better one helps' }).waitFor();
  assert.deepEqual(visitor.faults, []);
});

test('the photo is cut to the face, and sent so', async () => {
  const { page } = visitor;
  await withSettings(page, async () => {
    await page.getByLabel('Cut the photo to the face').selectOption('face');
  });
  await choose(page, far);
  await checked(page);
  const [, after = ''] = await page.locator('figcaption').allInnerTexts();
  assert.match(after, /cut to the face/);
  assert.equal(await page.locator('.check.warn', { hasText: 'Distance' }).count(), 0, 'the face is large enough now');
  assert.equal(await page.locator('.picture-faces rect').count(), 1);
  assert.equal((await send(page)).Code, 'Success');
  assert.deepEqual(visitor.faults, []);
});

test('with a liveness check nothing is cropped, and the page says why', async () => {
  const { page } = visitor;
  await pickMode(page, 'Search');
  await page.locator('#settings summary').click();
  const cut = page.getByLabel('Cut the photo to the face');
  await cut.selectOption('face');
  await choose(page, far);
  await checked(page);
  assert.match(await page.locator('figcaption').last().innerText(), /cut to the face/);
  await page.getByLabel('Look for a live person').check();
  assert.equal(await cut.isEnabled(), false);
  assert.equal(await cut.inputValue(), 'none');
  await page.getByText('Not with a look for a live person').waitFor();
  await page.getByRole('heading', { name: 'This photo will work, but a better one helps' }).waitFor();
  assert.doesNotMatch(await page.locator('figcaption').last().innerText(), /cut to the face/);
  assert.equal((await send(page)).Code, 'Success');
  await startOver(page);
  await page.getByLabel('Look for a live person').uncheck();
  assert.deepEqual([await cut.isEnabled(), await cut.inputValue()], [true, 'face'], 'the choice is kept');
  assert.deepEqual(visitor.faults, []);
});
