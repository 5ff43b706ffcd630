// The whole flow: page in Chromium, with and without JavaScript, backend in workerd as deployed, emulator.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { demoPolicies } from '../../www/server/demo-policies.js';
import { packageVision } from '../../pkg/emulator/pictures/package-vision.js';
import { startEmulator } from '../../pkg/emulator/start-emulator.js';
import * as product from '../../pkg/node.js';
import { visit } from '../page/help/browser.js';
import { asFile, drawPerson } from '../page/help/portrait.js';
import { checked, choose, open, send, startOver, title, withSettings } from '../page/help/steps.js';
import { startWorkerd } from './workerd.js';

/** @type {(() => Promise<unknown>)[]} */
const ends = [];
let url = '';
let group = '';

before(async () => {
  const { server, key, faceGroups } = await startEmulator({ port: 0, vision: packageVision(product) });
  ends.push(server.close);
  group = faceGroups[0] ?? '';
  const worker = await startWorkerd({
    ALIBABA_CLOUD_ACCESS_KEY_ID: key.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: key.accessKeySecret,
    FACE_ENDPOINT: server.url,
    FACE_USER_ID_KEY: 'hash key',
    FACE_TOKEN_SECRET: 'a secret of thirty-two bytes or more',
    FACE_POLICIES: JSON.stringify(demoPolicies(faceGroups)),
  });
  ends.push(worker.close);
  url = worker.url;
});
after(() => Promise.all(ends.map((end) => end())));

test('a photo is checked, registered, and found as a duplicate', async () => {
  const { page, faults, end } = await visit(url);
  try {
    await open(page, url);
    await withSettings(page, async () => {
      await page.getByLabel('User id').fill('ada');
      await page.getByLabel('Register a face that is not found').selectOption(group);
    });
    await choose(page, asFile(drawPerson('ada')));
    await checked(page);
    const registered = await send(page);
    assert.deepEqual([registered.SubCode, registered.Registered], ['200', 'yes']);

    await startOver(page);
    await withSettings(page, () => page.getByLabel('User id').fill('somebody else'));
    await choose(page, asFile(drawPerson('ada')));
    await checked(page);
    assert.equal((await send(page)).SubCode, '233');
    assert.equal(await title(page), 'You may already have an account');
    assert.deepEqual(faults, []);
  } finally {
    await end();
  }
});

test('without JavaScript the form sends the photo, and a page tells the verdict', async () => {
  const { page, faults, end } = await visit(url, { javaScriptEnabled: false });
  try {
    const sendAs = async (/** @type {string} */ user) => {
      await page.goto(url);
      await page.getByLabel('User id', { exact: true }).fill(user);
      await page.getByLabel('Photo', { exact: true }).setInputFiles(asFile(drawPerson('eve')));
      await page.getByRole('button', { name: 'Send the photo' }).click();
      return page.locator('h1').textContent();
    };
    const first = await sendAs('eve');
    assert.equal(first, 'Passed', (await page.locator('body').textContent()) ?? '');
    const registering = {
      policy: 'demo',
      MerchantUserId: 'eve',
      AutoRegistration: '0',
      FaceRegisterGroupCode: group,
    };
    const photo = new Blob([new Uint8Array(asFile(drawPerson('eve')).buffer)]);
    const body = new FormData();
    for (const [name, value] of Object.entries(registering)) {
      body.set(name, value);
    }
    body.set('source', photo, 'eve.png');
    const registered = await (await fetch(`${url}/api/verify`, { method: 'POST', body })).json();
    assert.equal(registered.registered, true, JSON.stringify(registered));
    assert.equal(await sendAs('somebody else'), 'Not passed');
    assert.match((await page.locator('body').textContent()) ?? '', /Code 233, request [0-9A-F-]{36}/);
    assert.deepEqual(faults, []);
  } finally {
    await end();
  }
});

test('the platform is told which of the page’s files may be kept without asking', () => {
  const rules = readFileSync(new URL('../../www/.assets/_headers', import.meta.url), 'utf8');
  assert.match(rules, /^\/\*\n( {2}.+\n)* {2}cache-control: no-cache\n/);
  assert.match(
    rules,
    /^\/[\w-]+-[A-Z0-9]{8}\.js\n {2}! cache-control\n {2}cache-control: public, max-age=31536000, immutable$/m,
  );
});
