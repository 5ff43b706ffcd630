// docs/examples/plain-page in Chromium.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, serve } from '../../support/chromium.js';
import { choosePhotos, filesOf, installExample } from '../../support/example.js';

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

const PASSED = {
  ...{ kind: 'verdict', ok: true, passed: true, code: 'Success', subCode: '200', score: null, registered: true },
  ...{ meaning: 'Passed.', advice: '', actor: null, requestId: 'r', transactionId: 't', attempts: 1 },
};

test('says what is wrong, shows what will be sent, sends it', async () => {
  const files = filesOf(folder);
  const server = await serve((path) => {
    if (path !== '/api/verify') {
      return files(path);
    }
    return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(PASSED) };
  });
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
  assert.match(advice[0] ?? '', /Hold the phone upright/);
  assert.match(advice[1] ?? '', /\w/);
  assert.doesNotMatch(advice[2] ?? '', /upright/);
  await page.waitForFunction('document.images[0].naturalWidth === 720');
  const sent = page.waitForRequest('**/api/verify');
  await page.click('button');
  const { policy, request } = (await sent).postDataJSON();
  assert.equal(policy, 'signup');
  assert.equal(Buffer.from(request.SourceFacePicture, 'base64')[0], 0xff);
  assert.deepEqual(Object.keys(request), ['SourceFacePicture'], 'the policy decides the rest');
  await page.getByText('Thank you.').waitFor();
  assert.deepEqual(faults, []);
  server.close();
});
