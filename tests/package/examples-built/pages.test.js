// docs/examples/react, vue and angular: built, then used in Chromium, with the package's backend and the emulator.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from '../../support/chromium.js';
import { captureAndSend, frameworks, installExample } from '../../support/example.js';
import { serveExample } from '../../support/example-backend.js';

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

for (const [name, builder] of /** @type {const} */ ([
  ['react', 'vite'],
  ['vue', 'vite'],
  ['angular', 'ng'],
])) {
  test(`${name}: the element says what is wrong, sends the photo, and the page hears the verdict`, async () => {
    const { folder, remove } = installExample(name, { below: frameworks });
    execFileSync(join(frameworks, 'node_modules/.bin', builder), ['build'], {
      cwd: folder,
      timeout: 300_000,
      stdio: 'pipe',
      env: { ...process.env, CI: '1', NG_CLI_ANALYTICS: 'false' },
    });
    const server = await serveExample(join(folder, 'dist'));
    const page = await browser.context.newPage();
    /** @type {string[]} */
    const faults = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${server.url}/`);
    assert.match(await captureAndSend(page), /upright/);
    await page.getByText('Thank you.').waitFor();
    assert.deepEqual(
      server.verdicts.map(({ passed, registered }) => ({ passed, registered })),
      [{ passed: true, registered: true }],
    );
    assert.ok(
      server.asked.some((path) => /worker.*\.js$/.test(path)),
      'the work is not done in a worker',
    );
    assert.deepEqual(faults, []);
    await page.close();
    await server.close();
    remove();
  });
}
