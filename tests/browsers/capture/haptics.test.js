// The device vibrates when all is good and when the photo is taken, and never where less motion is wanted.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drawPerson } from '../../page/help/portrait.js';
import { inState, openCapture } from '../../support/capture.js';
import { launch } from '../../support/chromium.js';
import { fakeCameras } from '../../support/fake-cameras.js';
import { encodeUnfilteredPng } from '../../support/png.js';

const person = encodeUnfilteredPng(drawPerson('ada', 720, 960));

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const VIBRATIONS = `window.vibrations = [];
  Object.defineProperty(navigator, 'vibrate', { value: (ms) => vibrations.push(ms), configurable: true });`;

/** Takes a photo once all is good. @param {'reduce' | 'no-preference'} reducedMotion @param {string} device */
async function vibrationsOf(reducedMotion, device) {
  const { page, run, faults, close } = await openCapture(browser.context, {
    prelude: `${fakeCameras({ cameras: [{ id: 'a', label: 'A' }] })} ${device}`,
    route: (path) => (path === '/person.png' ? { body: person } : undefined),
  });
  try {
    await page.emulateMedia({ reducedMotion });
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.locator('dialog.camera[data-hint="good"]').waitFor();
    await page.getByRole('button', { name: 'Take the photo' }).click();
    await inState(page, 'review');
    assert.deepEqual(faults, []);
    return await run('return window.vibrations');
  } finally {
    await close();
  }
}

test('the device vibrates briefly when all is good, and longer when the photo is taken', {
  timeout: 240_000,
}, async () => {
  const vibrations = await vibrationsOf('no-preference', VIBRATIONS);
  assert.equal(vibrations[0], 15, 'all is good');
  assert.deepEqual(
    vibrations.filter((/** @type {number} */ ms) => ms !== 15),
    [40],
  );
});

test('where less motion is wanted nothing vibrates', { timeout: 240_000 }, async () => {
  assert.deepEqual(await vibrationsOf('reduce', VIBRATIONS), []);
});

test('a device that cannot vibrate takes the photo all the same', { timeout: 240_000 }, async () => {
  const without = "window.vibrations = 'none'; delete Navigator.prototype.vibrate;";
  assert.equal(await vibrationsOf('no-preference', without), 'none');
});
