// The element for everybody: axe finds nothing, the keyboard is enough, and it fits with large text and from right to left.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { asFile, drawPerson } from '../../page/help/portrait.js';
import { screenshotPath } from '../../page/help/screenshots.js';
import { sidewaysJpeg } from '../../page/help/sideways.js';
import { chooseFile, inState } from '../../support/capture.js';
import { openIn, throughAll } from '../../support/capture-tour.js';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`axe finds nothing in any state, and nothing is too wide or too small to touch, ${colorScheme}`, {
    timeout: 240_000,
  }, async () => {
    const { page, faults, close } = await openIn({ colorScheme, viewport: { width: 320, height: 640 } });
    try {
      await page.evaluate(axe);
      await throughAll(page, async (state) => {
        const found = await page.evaluate(async () => {
          const { violations } = await /** @type {any} */ (window).axe.run(document, { resultTypes: ['violations'] });
          const small = [
            ...(document.querySelector('face-capture')?.shadowRoot?.querySelectorAll('button, select, label') ?? []),
          ]
            .filter((node) => node.checkVisibility() && node.getBoundingClientRect().height < 44)
            .map((node) => `${node.className} is ${node.getBoundingClientRect().height} px high`);
          return {
            violations: violations.map(
              (/** @type {any} */ { id, nodes }) =>
                `${id}: ${nodes.map((/** @type {any} */ node) => `${node.target} ${node.failureSummary}`)}`,
            ),
            small,
            overflow: document.documentElement.scrollWidth - innerWidth,
          };
        });
        await page.screenshot({ path: screenshotPath(`capture-${state}-${colorScheme}-320`), fullPage: true });
        assert.deepEqual(found, { violations: [], small: [], overflow: 0 }, state);
      });
      assert.deepEqual(faults, []);
    } finally {
      await close();
    }
  });
}

test('with text of twice the size nothing scrolls sideways, and words stay whole', { timeout: 240_000 }, async () => {
  const { page, close } = await openIn({ viewport: { width: 360, height: 740 }, style: 'html { font-size: 200%; }' });
  try {
    await throughAll(page, async (state) => {
      await page.screenshot({ path: screenshotPath(`capture-${state}-large-360`), fullPage: true });
      const wide = await page.evaluate(() => {
        const dialog = document.querySelector('face-capture')?.shadowRoot?.querySelector('dialog');
        return [document.documentElement, dialog].map((node) => (node ? node.scrollWidth - node.clientWidth : 0));
      });
      assert.deepEqual(wide, [0, 0], state);
      assert.deepEqual(await page.evaluate(brokenWords), [], state);
    });
  } finally {
    await close();
  }
});

/** Runs in the page: the words that stand on two lines. */
function brokenWords() {
  const root = document.querySelector('face-capture')?.shadowRoot?.querySelector('.root') ?? document.body;
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const broken = [];
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const isShown = node.parentElement?.checkVisibility() && !node.parentElement.closest('.visually-hidden, select');
    for (const { 0: word, index } of isShown ? (node.textContent ?? '').matchAll(/\S+/g) : []) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) {
        broken.push(word);
      }
    }
  }
  return broken;
}

test('from right to left it is drawn so, in the words of the language', { timeout: 240_000 }, async () => {
  const { page, close } = await openIn({ viewport: { width: 360, height: 740 }, lang: 'ar' });
  try {
    await page.locator('face-capture .root[dir="rtl"][lang="ar"]').waitFor();
    await throughAll(page, async (state) => {
      await page.screenshot({ path: screenshotPath(`capture-${state}-ar-360`), fullPage: true });
      const direction = await page
        .locator('face-capture .step, face-capture dialog[open]')
        .last()
        .evaluate((node) => getComputedStyle(node).direction);
      assert.equal(direction, 'rtl', state);
    });
  } finally {
    await close();
  }
});

/** Waits until the photo that is cropped is decoded and drawn. @param {import('playwright-core').Page} page */
async function cropIsShown(page) {
  await inState(page, 'crop');
  await page.waitForFunction(() => {
    const root = document.querySelector('face-capture')?.shadowRoot;
    const frame = /** @type {HTMLCanvasElement} */ (root?.querySelector('canvas[part~="crop"]'));
    const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
    context?.drawImage(frame, 0, 0, 1, 1);
    return context?.getImageData(0, 0, 1, 1).data[3] === 255;
  });
  await page.locator('button:enabled', { hasText: 'Apply' }).waitFor();
}

test('the keyboard alone takes a photo, crops it and sends it', { timeout: 240_000 }, async () => {
  const { page, run, close } = await openIn({});
  const focused = () =>
    run(
      `const at = document.querySelector('face-capture').shadowRoot.activeElement;
      return at?.getAttribute('aria-label') || at?.title || at?.textContent;`,
    );
  /** @param {string} name @param {string} [key] */
  const tabTo = async (name, key = 'Tab') => {
    for (let presses = 0; presses < 30 && (await focused()) !== name; presses += 1) {
      await page.keyboard.press(key);
    }
    assert.equal(await focused(), name);
  };
  try {
    await tabTo('Use the camera');
    await page.keyboard.press('Enter');
    await page.locator('dialog.camera[data-hint="good"]').waitFor();
    assert.equal(await focused(), 'Take the photo', 'the shutter has the focus');
    await page.keyboard.press('Enter');
    await inState(page, 'review');
    assert.equal(await focused(), 'Your photo looks good', 'the title of what comes next has it');
    await tabTo('Crop');
    await page.keyboard.press('Enter');
    await cropIsShown(page);
    const frame = () =>
      run(
        `return document.querySelector('face-capture').shadowRoot.querySelector('canvas[part~="crop"]').toDataURL()`,
      );
    const pictures = [await frame()];
    for (const [name, key, back] of /** @type {const} */ ([
      ['Zoom', 'PageUp', 'Tab'],
      ['Part of the photo to keep', 'ArrowUp', 'Shift+Tab'],
      ['Part of the photo to keep', 'ArrowLeft', 'Tab'],
    ])) {
      await tabTo(name, back);
      await page.keyboard.press(key);
      const picture = await frame();
      assert.ok(!pictures.includes(picture), `${key} changes what is kept`);
      pictures.push(picture);
    }
    await tabTo('Apply');
    await page.keyboard.press('Enter');
    await inState(page, 'review');
    const [width, height] = await run(
      "const { source } = document.querySelector('face-capture').photo.report; return [source.width, source.height]",
    );
    assert.ok(width < 600 && Math.abs(width / height - 0.75) < 0.01, `${width} x ${height} of 720 x 960`);
    await tabTo('Send');
    await page.keyboard.press('Enter');
    await inState(page, 'verdict');
    assert.equal(await focused(), 'Please take another photo', 'the verdict has the focus');
  } finally {
    await close();
  }
});

test('a photo on its side is turned by one button, and a landscape one cropped to the face', {
  timeout: 240_000,
}, async () => {
  const { page, run, close } = await openIn({});
  try {
    const { buffer } = await sidewaysJpeg();
    // Without the note of its orientation.
    const bare = Buffer.concat([buffer.subarray(0, 2), buffer.subarray(2 + 36)]);
    await chooseFile(page, { name: 'side.jpg', mimeType: 'image/jpeg', buffer: bare });
    await page.getByRole('button', { name: 'Turn it upright' }).click();
    await page.getByRole('heading', { name: 'Your photo looks good' }).waitFor();
    assert.deepEqual(
      await run("const { photo } = document.querySelector('face-capture'); return [photo.width, photo.height]"),
      [720, 960],
    );
    await page.getByRole('button', { name: 'Turn left' }).click();
    await page.getByRole('heading', { name: 'Let’s try another photo' }).waitFor();
    await page.getByRole('button', { name: 'Turn right' }).click();
    await page.getByRole('heading', { name: 'Your photo looks good' }).waitFor();
    await chooseFile(page, asFile(drawPerson('ada', 1600, 1200)));
    await page.locator('[part~="repair-button"]').click();
    await cropIsShown(page);
    await page.getByRole('button', { name: 'Fit to my face' }).waitFor();
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('button', { name: 'Send' }).waitFor();
    assert.equal(await run("const { photo } = document.querySelector('face-capture'); return photo.ok"), true);
  } finally {
    await close();
  }
});
