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
    [320, 640],
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
        await page.goto(service.page);
        await page.locator('#source .root[data-state="intro"]').waitFor();
        assert.equal(await page.locator('#debug').isVisible(), false, 'a person sees the element and nothing else');
        await look('photo');
        await open(page, service.page);
        await page.locator('#settings summary').click();
        await look('settings');
        await page.locator('#settings summary').click();
        await page.getByRole('button', { name: 'Use the camera' }).click();
        await page.locator('dialog.camera[data-hint="good"]').waitFor();
        await look('camera');
        await page.keyboard.press('Escape');
        await choose(page, { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no photo') });
        await page.locator('#source .problem').waitFor();
        await look('problem');
        await choose(page, ada);
        await checked(page);
        await page.getByText('The request payload').click();
        await page.locator('.passed summary').click();
        await look('review');
        await page.getByRole('button', { name: 'Crop', exact: true }).click();
        await page.getByRole('button', { name: 'Apply' }).waitFor();
        await look('crop');
        await page.getByRole('button', { name: 'Back to the photo' }).click();
        await send(page);
        await look('verdict');
        await startOver(page);
        await pickMode(page, 'Both');
        await choose(page, dark);
        await page.getByRole('heading', { name: 'Let’s try another photo' }).waitFor();
        await look('two-photos');
        await choose(page, small, 'target');
        await choose(page, ada);
        await checked(page);
        await look('two-checks');
        await page.route('**/api/verify', (route) => route.abort());
        await page.locator('#source').getByRole('button', { name: 'Send' }).click();
        await page.getByRole('heading', { name: 'We can’t reach the service' }).waitFor();
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
  const focused = () =>
    page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) {
        at = at.shadowRoot.activeElement;
      }
      return at?.textContent?.trim();
    });
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
    await open(page, service.page);
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'Skip to the content');
    await tabTo('Choose a photo');
    const choosing = page.waitForEvent('filechooser');
    await page.keyboard.press('Enter');
    await (await choosing).setFiles(ada);
    await checked(page);
    assert.equal(await focused(), 'Your photo looks good', 'the step’s title has the focus');
    await tabTo('Send');
    await page.keyboard.press('Enter');
    const facts = await answer(page);
    assert.equal(facts.Code, 'Success');
    assert.equal(await focused(), 'You’re all set');
    assert.equal(await page.locator('#source [aria-live]').count(), 1);
    assert.equal(await page.locator('#source [aria-live]').innerText(), '', 'the focus has told it already');
    await tabTo('Start over');
    await page.keyboard.press('Enter');
    await page.locator('#source .root[data-state="intro"]').waitFor();
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
        [
          ...document.querySelectorAll('*'),
          ...(document.getElementById('source')?.shadowRoot?.querySelectorAll('*') ?? []),
        ].filter(
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
