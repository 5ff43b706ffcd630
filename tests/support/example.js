// An example of docs/examples/ as a stranger has it: copied elsewhere, with the packed package installed.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asFile, drawPerson } from '../page/help/portrait.js';
import { installPackage, root } from './package.js';

/** @import { Page } from 'playwright-core' */

/** Where the packages of frameworks are installed: below it an example finds them. */
export const frameworks = join(root, 'tests/package/frameworks');

/**
 * @param {string} name
 * @param {object} [how]
 * @param {string} [how.below] an own folder of the system's unless given
 * @param {string[]} [how.packages] what else the example needs of the tests' packages
 */
export function installExample(name, { below, packages = [] } = {}) {
  const home = below ? join(below, 'work', name) : mkdtempSync(join(tmpdir(), `face-preflight-${name}-`));
  rmSync(home, { recursive: true, force: true });
  const folder = join(home, 'docs/examples', name);
  cpSync(join(root, 'docs/examples', name), folder, {
    recursive: true,
    filter: (from) => !from.includes('node_modules'),
  });
  installPackage(folder);
  for (const dependency of packages) {
    cpSync(join(root, 'tests/node_modules', dependency), join(folder, 'node_modules', dependency), {
      recursive: true,
    });
  }
  return { folder, remove: () => rmSync(home, { recursive: true, force: true }) };
}

/**
 * Goes the way of a person through a page that asks for a photo: an unfit one, then one that cannot be read, then a
 * fit one.
 *
 * @param {Page} page
 */
export async function choosePhotos(page) {
  /** @type {string[]} */
  const advice = [];
  const fixtures = ['landscape.jpg', 'x_text.jpg'].map((name) => join(root, 'tests/fixtures', name));
  for (const photo of [...fixtures, asFile(drawPerson('ada'))]) {
    await page.setInputFiles('input[type=file]', photo);
    const isFit = typeof photo !== 'string';
    await page
      .locator(isFit ? 'button:not([disabled])' : 'ul li')
      .first()
      .waitFor({ timeout: 30_000 });
    advice.push(await page.locator('ul').innerText());
  }
  return advice;
}

/**
 * The same way through a page with `<face-capture>`, up to the sending of the fit photo.
 *
 * @param {Page} page
 * @returns {Promise<string>} what the element said of the unfit photo
 */
export async function captureAndSend(page) {
  const [unfit, unreadable] = ['landscape.jpg', 'x_text.jpg'].map((name) => join(root, 'tests/fixtures', name));
  const input = page.locator('face-capture input[type=file]').first();
  await input.setInputFiles(String(unfit));
  const advice = await page.locator('face-capture [part~="advice"]').innerText({ timeout: 60_000 });
  await input.setInputFiles(String(unreadable));
  await page.locator('face-capture .root[data-state="problem"]').waitFor({ timeout: 30_000 });
  await input.setInputFiles(asFile(drawPerson('ada')));
  await page.locator('face-capture [part~="use-button"]').click({ timeout: 60_000 });
  return advice;
}
