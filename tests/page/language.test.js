// The page speaks the language of the person: the element, and the page's own sentences.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES, loadTexts } from '../../pkg/texts.js';
import { WORDS } from '../../www/public/words.js';
import { visit } from './help/browser.js';
import { standingService } from './help/standing.js';

/** @import { BrowserContextOptions } from 'playwright-core' */

const service = standingService();
const HAN = /\p{Script=Han}/u;

/** What a person can read, by the place it stands in. @param {string} query @param {BrowserContextOptions} [options] */
async function read(query, options) {
  const { page, faults, end } = await visit(service.page, { ...options });
  try {
    // The service cannot be reached, which the page says.
    await page.route('**/api/config', (route) => route.abort());
    await page.goto(`${service.page}${query}`);
    await page.locator('#notice').waitFor();
    const { lang, dir } = await page.evaluate(() => {
      const { lang, dir } = document.documentElement;
      return { lang, dir };
    });
    await page.locator(`#source .root[data-state="intro"][lang="${lang}"]`).waitFor();
    const title = (await loadTexts(lang))['capture.intro.title'];
    await page.locator('#source').getByText(title, { exact: true }).waitFor();
    const own = await page.locator('[data-words]').allTextContents();
    const body = await page.evaluate(
      () => /** @type {HTMLElement} */ (document.querySelector('main')).innerText + document.title,
    );
    assert.deepEqual(faults, []);
    return { lang, dir, own: own.map((text) => text.trim()), title: await page.title(), body };
  } finally {
    await end();
  }
}

test('every language has every sentence, and none in English', () => {
  assert.deepEqual(Object.keys(WORDS).sort(), LANGUAGES.filter((language) => language !== 'en').sort());
  const [first, ...rest] = Object.values(WORDS);
  for (const words of rest) {
    assert.deepEqual(Object.keys(words), Object.keys(first ?? {}));
    assert.ok(Object.values(words).every((text) => text !== ''));
  }
});

test('?lang=zh gives a Chinese page', async () => {
  const { lang, dir, own, title, body } = await read('?lang=zh');
  assert.deepEqual([lang, dir, title], ['zh-Hans', 'ltr', WORDS['zh-Hans'].title]);
  assert.deepEqual(own.sort(), Object.values(WORDS['zh-Hans']).sort());
  for (const line of body.split('\n').filter((text) => text.trim() !== '')) {
    assert.match(line, HAN);
  }
});

test('the languages of the browser decide where the address says nothing', async () => {
  const taiwan = await read('', { locale: 'zh-TW' });
  assert.deepEqual([taiwan.lang, taiwan.title], ['zh-Hant', WORDS['zh-Hant'].title]);
  const german = await read('', { locale: 'de-DE' });
  assert.deepEqual([german.lang, german.title], ['en', 'Selfie check']);
});

test('in Arabic the page goes from right to left, and the panel for engineers does not', async () => {
  const { page, end } = await visit(service.page, { viewport: { width: 320, height: 640 } });
  try {
    await page.goto(`${service.page}?lang=ar&debug`);
    await page.locator('#debug').waitFor();
    await page.locator('#source .root[dir="rtl"][lang="ar"]').waitFor();
    const [whole, panel] = await page.evaluate(() =>
      [document.body, document.querySelector('#debug')].map(
        (node) => getComputedStyle(/** @type {Element} */ (node)).direction,
      ),
    );
    assert.deepEqual([whole, panel], ['rtl', 'ltr']);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
    await page.getByText('For engineers', { exact: true }).first().waitFor();
  } finally {
    await end();
  }
});
