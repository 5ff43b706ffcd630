// What stops at the review by default, because nobody should pay a verification for it, and what takes that back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { softened } from '../../page/help/pictures.js';
import { asFile, drawPerson } from '../../page/help/portrait.js';
import { PASSED, chooseFile, inState, openCapture } from '../../support/capture.js';
import { launch } from '../../support/chromium.js';

/** @import { Image } from '../../page/help/portrait.js' */

/** Two pictures of the same size side by side. @param {Image} left @param {Image} right @returns {Image} */
function beside(left, right) {
  const { width, height } = left;
  const rgb = new Uint8Array(left.rgb.length + right.rgb.length);
  for (let y = 0; y < height; y += 1) {
    const row = (/** @type {Image} */ image) => image.rgb.subarray(3 * width * y, 3 * width * (y + 1));
    rgb.set(row(left), 6 * width * y);
    rgb.set(row(right), 6 * width * y + 3 * width);
  }
  return { width: 2 * width, height, rgb };
}

/** What each shows, and the check that stops it. */
const STOPPED = /** @type {const} */ ([
  ['two people', 'many_faces', beside(drawPerson('ada', 450, 1200), drawPerson('eve', 450, 1200))],
  ['a blurred face', 'blur', softened(drawPerson('ada'), 24)],
  ['a face in the dark', 'dark', drawPerson('eve', 900, 1200, { light: 0.2 })],
]);

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** @param {string} attributes */
function openWith(attributes) {
  return openCapture(browser.context, {
    body: `<form><face-capture name="selfie" policy="signup" endpoint="/verify" ${attributes}></face-capture></form>`,
    route: (path) =>
      path === '/verify'
        ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(PASSED) }
        : undefined,
  });
}

/** The ids of the last photo's checks by what came of them. */
const CHECKS = `const of = (status) => document.querySelector('face-capture').photo.report.checks
    .filter((check) => check.status === status).map(({ id }) => id);
  return { failed: of('fail'), warned: of('warn') };`;

test('two people, a blurred face and one in the dark stop at the review', { timeout: 240_000 }, async () => {
  const { page, run, asked, close } = await openWith('');
  try {
    for (const [what, check, image] of STOPPED) {
      await chooseFile(page, asFile(image, `${what}.png`));
      await inState(page, 'review');
      await page.getByRole('heading', { name: 'Let’s try another photo' }).waitFor();
      assert.deepEqual((await run(CHECKS)).failed, [check], what);
      assert.equal(await page.locator('[part~="use-button"]').count(), 0, what);
      assert.equal(await page.locator('[part~="advice"] .fail').count(), 1, what);
      await run("await document.querySelector('face-capture').send()");
      assert.deepEqual(
        await run(`const capture = document.querySelector('face-capture');
          return [capture.state, capture.value, capture.validity.customError, capture.checkValidity()];`),
        ['review', null, true, false],
        what,
      );
      await page.getByRole('button', { name: 'Take another photo' }).waitFor();
    }
    assert.ok(!asked.includes('/verify'));
  } finally {
    await close();
  }
});

test('with send-anyway the same photos are warned of and may be sent', { timeout: 240_000 }, async () => {
  const { page, run, asked, close } = await openWith('send-anyway');
  try {
    for (const [what, check, image] of STOPPED) {
      await run("document.querySelector('face-capture').reset()");
      await chooseFile(page, asFile(image, `${what}.png`));
      await inState(page, 'review');
      await page.getByRole('heading', { name: 'This photo will work, but a better one helps' }).waitFor();
      const { failed, warned } = await run(CHECKS);
      assert.deepEqual([failed, warned.includes(check)], [[], true], what);
      await page.getByRole('button', { name: 'Send' }).click();
      await inState(page, 'verdict');
      assert.equal(await run("return document.querySelector('face-capture').validity.valid"), true, what);
    }
    // What else fails is not taken back.
    await run("document.querySelector('face-capture').reset()");
    await chooseFile(page, asFile(drawPerson('ada', 1200, 900), 'landscape.png'));
    await page.getByRole('heading', { name: 'Let’s try another photo' }).waitFor();
    assert.deepEqual((await run(CHECKS)).failed, ['portrait']);
    assert.equal(await page.locator('[part~="use-button"]').count(), 0);
    await run("await document.querySelector('face-capture').send()");
    assert.equal(await run("return document.querySelector('face-capture').value"), null);
    assert.equal(asked.filter((path) => path === '/verify').length, STOPPED.length);
  } finally {
    await close();
  }
});
