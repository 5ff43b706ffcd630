// docs/examples/react and vue: built by Vite, then used in Chromium.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, serve } from '../../support/chromium.js';
import { choosePhotos, filesOf, frameworks, installExample } from '../../support/example.js';

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const name of ['react', 'vue']) {
  test(`${name}: says what is wrong, shows what will be sent`, async () => {
    const { folder, remove } = installExample(name, { below: frameworks });
    execFileSync(join(frameworks, 'node_modules/.bin/vite'), ['build'], {
      cwd: folder,
      timeout: 180_000,
      stdio: 'pipe',
    });
    const server = await serve(filesOf(join(folder, 'dist')));
    const page = await browser.context.newPage();
    /** @type {string[]} */
    const faults = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${server.url}/`);
    const advice = await choosePhotos(page);
    assert.match(advice[0] ?? '', /Hold the phone upright/);
    assert.match(advice[1] ?? '', /\w/);
    assert.doesNotMatch(advice[2] ?? '', /upright/);
    await page.waitForFunction('document.images[0].naturalWidth === 720');
    assert.match(await page.locator('button').innerText(), /Send \d+ bytes/);
    assert.ok(
      server.asked.some((path) => /worker.*\.js$/.test(path)),
      'the work is not done in a worker',
    );
    assert.deepEqual(faults, []);
    await page.close();
    server.close();
    remove();
  });
}
