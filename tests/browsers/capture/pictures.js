// Draws every state of the element to be looked at: one sheet for each language, colour scheme and width, below target/.
// Arguments narrow it: `node tests/browsers/capture/pictures.js th dark 320`.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { screenshotPath } from '../../page/help/screenshots.js';
import { openIn, throughAll } from '../../support/capture-tour.js';

/** @import { Page } from 'playwright-core' */

const LANGUAGES = ['en', 'zh-Hans', 'th', 'ar'];
const SCHEMES = /** @type {const} */ (['light', 'dark']);
const WIDTHS = [320, 360, 768, 1280];
/** Of the pictures on a sheet: small screens are shown as they are. */
const SHOWN_WIDTH = 360;

/** @param {readonly (string | number)[]} all */
const wanted = (all) => {
  const named = all.filter((one) => process.argv.slice(2).includes(String(one)));
  return named.length > 0 ? named : all;
};

/** @param {Page} page that the pictures are put on @param {Buffer[]} pictures @param {number} width */
async function sheetOf(page, pictures, width) {
  const shown = Math.min(width, SHOWN_WIDTH * (width > SHOWN_WIDTH ? 1.6 : 1));
  const images = pictures.map(
    (png) => `<img width="${shown}" src="data:image/png;base64,${png.toString('base64')}">`,
  );
  await page.setViewportSize({ width: Math.round((shown + 12) * Math.ceil(pictures.length / 2)), height: 600 });
  await page.setContent(`<style>body { margin: 0; background: #888; } img { margin: 6px; vertical-align: top; }</style>
    ${images.join('')}`);
  return page.screenshot({ fullPage: true });
}

/** @param {string} lang @param {'light' | 'dark'} colorScheme @param {number} width */
async function draw(lang, colorScheme, width) {
  const height = width < 500 ? 740 : 900;
  const { page, close } = await openIn({ colorScheme, lang, viewport: { width, height } });
  try {
    await page.locator(`face-capture .root[lang="${lang}"]`).waitFor();
    /** @type {Buffer[]} */
    const pictures = [];
    await throughAll(page, async () => {
      pictures.push(await page.screenshot({ fullPage: true }));
    });
    const path = screenshotPath(`sheet-${lang}-${colorScheme}-${width}`);
    const blank = await page.context().newPage();
    writeFileSync(path, await sheetOf(blank, pictures, width));
    console.log(fileURLToPath(new URL(`file://${path}`)));
  } finally {
    await close();
  }
}

for (const lang of wanted(LANGUAGES)) {
  for (const scheme of wanted(SCHEMES)) {
    for (const width of wanted(WIDTHS)) {
      await draw(String(lang), scheme === 'dark' ? 'dark' : 'light', Number(width));
    }
  }
}
