// The page that the command line writes, as a browser shows it.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { launch } from '../../support/chromium.js';
import { createFolder, start } from '../../support/cli.js';
import { root } from '../../support/package.js';

const axe = await readFile(join(root, 'tests/node_modules/axe-core/axe.min.js'), 'utf8');

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
/** @type {Awaited<ReturnType<typeof createFolder>>} */
let folder;

before(async () => {
  folder = await createFolder();
  const { child, ended } = start(folder.path, [
    join(root, 'tests/fixtures'),
    '--checks.blocky.warn',
    'null',
    '--report',
    'report.html',
    '--quiet',
  ]);
  child.stdin.end();
  assert.equal((await ended).status, 2);
  browser = await launch();
});

after(async () => {
  await browser.close();
  await folder.remove();
});

/**
 * @param {number} width
 * @param {'light' | 'dark'} colorScheme
 */
async function show(width, colorScheme) {
  const page = await browser.context.newPage();
  /** @type {string[]} */
  const troubles = [];
  page.on('console', (message) => troubles.push(message.text()));
  page.on('request', (request) => !/^(data|file):/.test(request.url()) && troubles.push(request.url()));
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme });
  await page.goto(pathToFileURL(join(folder.path, 'report.html')).href);
  await page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))");
  return { page, troubles };
}

for (const width of [360, 1200]) {
  for (const colours of /** @type {const} */ (['light', 'dark'])) {
    test(`${width} px, ${colours}: nothing overflows, nothing is loaded, no accessibility violation`, async () => {
      const { page, troubles } = await show(width, colours);
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width);
      const broken = await page.evaluate(
        '[...document.images].filter((image) => image.complete && !image.naturalWidth).length',
      );
      assert.equal(broken, 0);
      // Evaluated and not added as a script, which the page's policy forbids.
      await page.evaluate(axe);
      const found = await page.evaluate(
        'axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))',
      );
      assert.deepEqual(found, []);
      assert.deepEqual(troubles, []);
      await page.close();
    });
  }
}

test('the choice shows one kind of photos', async () => {
  const { page } = await show(1200, 'light');
  const shown = () => page.locator('.photo:visible').count();
  const all = await shown();
  for (const kind of ['unfit', 'error', 'warns', 'fit']) {
    await page.check(`#show-${kind}`);
    const count = await shown();
    assert.ok(count > 0 && count < all, `${kind}: ${count} of ${all}`);
    assert.equal(await page.locator(`.photo.${kind}:visible`).count(), count);
  }
  await page.close();
});
