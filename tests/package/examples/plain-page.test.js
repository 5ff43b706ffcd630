// docs/examples/plain-page in Chromium, with the package's backend and the emulator of the API.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../../support/chromium.js';
import { choosePhotos, installExample } from '../../support/example.js';
import { serveExample } from '../../support/example-backend.js';

const { folder, remove } = installExample('plain-page');
/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser.close();
  remove();
});

test('says what is wrong, shows what will be sent, sends it, says the verdict', async () => {
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
  const advice = await choosePhotos(page);
  assert.match(advice[0] ?? '', /Hold your phone upright/);
  assert.match(advice[1] ?? '', /\w/);
  assert.doesNotMatch(advice[2] ?? '', /upright/);
  await page.waitForFunction('document.images[0].naturalWidth === 720');
  const sent = page.waitForRequest('**/api/verify');
  await page.click('button');
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
