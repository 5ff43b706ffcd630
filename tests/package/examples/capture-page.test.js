// docs/examples/capture-page in Chromium, with the package's backend and the emulator of the API.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../../support/chromium.js';
import { captureAndSend, installExample } from '../../support/example.js';
import { serveExample } from '../../support/example-backend.js';

const { folder, remove } = installExample('capture-page');
/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser.close();
  remove();
});

test('the element says what is wrong, sends the photo, and the page hears the verdict', async () => {
  const server = await serveExample(folder);
  const page = await browser.context.newPage();
  /** @type {string[]} */
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on(
    'console',
    (message) => message.type() === 'error' && !/favicon|404/.test(message.text()) && faults.push(message.text()),
  );
  await page.goto(`${server.url}/`);
  const sent = page.waitForRequest('**/api/verify');
  assert.match(await captureAndSend(page), /upright/);
  const { policy, request } = (await sent).postDataJSON();
  assert.equal(policy, 'signup');
  assert.deepEqual(Object.keys(request), ['SourceFacePicture'], 'the policy decides the rest');
  await page.getByText('Thank you.').waitFor();
  assert.deepEqual(
    server.verdicts.map(({ passed, registered }) => ({ passed, registered })),
    [{ passed: true, registered: true }],
  );
  assert.deepEqual(faults, []);
  await server.close();
});
