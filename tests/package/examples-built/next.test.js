// docs/examples/next: built and served by Next, used in Chromium; its route handler judges the picture again.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { launch } from '../../support/chromium.js';
import { choosePhotos, frameworks, installExample } from '../../support/example.js';
import { fixture } from '../../support/fixtures.js';

const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', CI: '1' };
const next = join(frameworks, 'node_modules/.bin/next');
/** @type {(() => unknown)[]} */
const endings = [];
after(async () => {
  for (const end of endings.reverse()) {
    await end();
  }
});

/** @param {string} folder */
async function startNext(folder) {
  const child = spawn(next, ['start', '--hostname', '127.0.0.1', '--port', '0'], {
    cwd: folder,
    env,
    detached: true,
  });
  endings.push(() => process.kill(-(child.pid ?? 0)));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => (output += text));
  }
  for (let waits = 0; waits < 300; waits += 1) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
    if (url && /Ready/.test(output)) {
      return url;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`next start says ${output}`);
}

test('the page judges in the browser, the route on the server', async () => {
  const { folder, remove } = installExample('next', { below: frameworks });
  endings.push(remove);
  execFileSync(next, ['build'], { cwd: folder, env, timeout: 400_000, stdio: 'pipe' });
  const url = await startNext(folder);
  const browser = await launch();
  endings.push(() => browser.close());
  const page = await browser.context.newPage();
  /** @type {string[]} */
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  // A file that is chosen before React has woken the page is not noticed.
  await page.goto(url, { waitUntil: 'networkidle' });
  assert.match(await page.locator('main p').first().innerText(), /480 × 640 pixels/);
  const advice = await choosePhotos(page);
  assert.match(advice[0] ?? '', /Hold the phone upright/);
  await page.click('button');
  await page.getByText('The server agrees: 720 × 960.').waitFor();
  assert.deepEqual(faults, []);

  for (const [name, status, ok] of /** @type {const} */ ([
    ['large.jpg', 200, true],
    ['landscape.jpg', 200, false],
    ['x_text.jpg', 422, false],
  ])) {
    const answer = await fetch(`${url}/api/check`, { method: 'POST', body: fixture(name) });
    assert.deepEqual([answer.status, (await answer.json()).ok], [status, ok], name);
  }
});
