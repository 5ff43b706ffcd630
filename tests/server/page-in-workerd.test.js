// The whole flow: page in Chromium, backend in workerd as deployed, emulator.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { demoPolicies } from '../../www/server/demo-policies.js';
import { productEyes } from '../../www/server/emulator/eyes.js';
import { startEmulator } from '../../www/server/emulator/start.js';
import { loadPackage } from '../../www/server/package-files.js';
import { visit } from '../page/help/browser.js';
import { asFile, drawPerson } from '../page/help/portrait.js';
import { checked, choose, open, send, startOver, title, withSettings } from '../page/help/steps.js';
import { startWorkerd } from './workerd.js';

/** @type {(() => Promise<unknown>)[]} */
const ends = [];
let url = '';
let group = '';

before(async () => {
  const { server, key, faceGroups } = await startEmulator({ port: 0, eyes: productEyes(await loadPackage()) });
  ends.push(server.close);
  group = faceGroups[0] ?? '';
  const worker = await startWorkerd({
    ALIBABA_CLOUD_ACCESS_KEY_ID: key.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: key.accessKeySecret,
    FACE_ENDPOINT: server.url,
    FACE_USER_ID_KEY: 'hash key',
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
    assert.equal(await title(page), 'This face is already known');
    assert.deepEqual(faults, []);
  } finally {
    await end();
  }
});
