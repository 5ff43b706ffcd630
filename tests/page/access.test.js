// For everybody: axe-core finds nothing, the keyboard is enough, and nothing is wider than a small phone.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { visit } from './help/browser.js';
import { asFile, drawPerson } from './help/portrait.js';
import { screenshotPath } from './help/screenshots.js';
import { standingFilms, standingService } from './help/standing.js';
import { answer, checked, choose, open, pickMode, send, startOver } from './help/steps.js';

/** @import { Page } from 'playwright-core' */

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ada = asFile(drawPerson('ada'));
const small = asFile(drawPerson('bob', 600, 800));
const dark = asFile(drawPerson('eve', 900, 1200, { light: 0.1 }));

const service = standingService();
const films = standingFilms();
/** @param {Page} page @param {string} name */
async function inspect(page, name) {
  // Evaluated and not added as a script, which the content security policy forbids.
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { violations: found } = await /** @type {any} */ (window).axe.run(document, {
      resultTypes: ['violations'],
    });
    return found.map(
      (/** @type {any} */ violation) =>
        `${violation.id}: ${violation.nodes.map((/** @type {any} */ node) => `${node.target} ${node.failureSummary}`).join('; ')}`,
    );
  });
  await page.screenshot({ path: screenshotPath(name), fullPage: true });
  assert.deepEqual(violations, [], name);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${name} is ${overflow} px wider than the window`);
}

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const [width, height] of /** @type {const} */ ([
    [360, 740],
    [1280, 900],
  ])) {
    test(`axe finds nothing in any state, ${colorScheme}, ${width} px wide`, async () => {
      const { page, faults, end } = await visit(service.page, {
        args: await films.film('ada', [drawPerson('ada', 720, 960)]),
        colorScheme,
        viewport: { width, height },
      });
      const look = (/** @type {string} */ state) => inspect(page, `${state}-${colorScheme}-${width}`);
      try {
        await open(page, service.page);
        await look('photo');
        await page.getByText('Settings for engineers').click();
        await look('settings');
        await page.getByText('Settings for engineers').click();
        await page.getByRole('button', { name: 'Use the camera' }).click();
        await page.locator('#camera[data-hint="good"]').waitFor();
        await look('camera');
        await page.keyboard.press('Escape');
        await choose(page, { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no photo') });
        await page.locator('.problem').waitFor();
        await look('problem');
        await choose(page, ada);
        await checked(page);
        await page.getByText('The request payload').click();
        await look('check');
        await page.locator('.passed summary').click();
        await look('check-unfolded');
        await send(page);
        await look('verdict');
        await startOver(page);
        await pickMode(page, 'Both');
        await choose(page, dark);
        await page.getByText('This photo cannot be used yet.').waitFor();
        await look('two-photos');
        await choose(page, small, 'target');
        await checked(page);
        await look('two-checks');
        await page.locator('.report').first().getByRole('button', { name: 'Choose another photo' }).click();
        await choose(page, ada);
        await checked(page);
        await page.route('**/api/verify', (route) => route.abort());
        await page.getByRole('button', { name: 'Send for verification' }).click();
        await page.getByText('The service cannot be reached').waitFor();
        await look('unreachable');
        assert.deepEqual(faults, []);
      } finally {
        await end();
      }
    });
  }
}

test('the keyboard is enough, and the focus follows what happens', async () => {
  const { page, end } = await visit(service.page);
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());
  /** @param {string | RegExp} name */
  async function tabTo(name) {
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press('Tab');
      const text = (await focused()) ?? '';
      if (typeof name === 'string' ? text === name : name.test(text)) {
        return;
      }
    }
    assert.fail(`Tab does not lead to ${name}`);
  }
  try {
    const choosing = page.waitForEvent('filechooser');
    await open(page, service.page);
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'Skip to the content');
    await tabTo('Choose a photo');
    await page.keyboard.press('Enter');
    await (await choosing).setFiles(ada);
    await checked(page);
    assert.equal(await focused(), 'Your photo is ready', 'the step’s title has the focus');
    assert.equal(await page.title(), 'Check – Selfie check');
    await tabTo('Send for verification');
    await page.keyboard.press('Enter');
    const facts = await answer(page);
    assert.equal(facts.Code, 'Success');
    assert.equal(await focused(), 'Passed');
    assert.equal(await page.locator('[aria-live]').count(), 1);
    await page.waitForFunction(() => document.getElementById('announcer')?.textContent !== '');
    await tabTo('Check another photo');
    await page.keyboard.press('Enter');
    assert.equal(await focused(), 'Let’s get your photo ready');
  } finally {
    await end();
  }
});

test('nothing moves where motion is not wanted', async () => {
  const { page, end } = await visit(service.page, { reducedMotion: 'reduce' });
  try {
    await open(page, service.page);
    const moving = await page.evaluate(
      () =>
        [...document.querySelectorAll('*')].filter(
          (node) =>
            getComputedStyle(node).animationName !== 'none' ||
            parseFloat(getComputedStyle(node).transitionDuration) > 0,
        ).length,
    );
    assert.equal(moving, 0);
  } finally {
    await end();
  }
});
