// What is set while a person uses the element changes its words; it does not take away what they hold.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asFile, drawPerson } from '../../page/help/portrait.js';
import { chooseFile, inState, openCapture } from '../../support/capture.js';
import { launch } from '../../support/chromium.js';
import { fakeCameras } from '../../support/fake-cameras.js';

const ada = asFile(drawPerson('ada'));

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const open = () => openCapture(browser.context, { prelude: fakeCameras({ cameras: [{ id: 'a', label: 'A' }] }) });

const capture = "document.querySelector('face-capture')";
const cameraButton = `${capture}.shadowRoot.querySelector('[part~="camera-button"]')`;

/** Spanish, and a backend that asks for the photo: the intro has other words. */
const CHANGE = `const button = ${cameraButton};
  const { textContent } = button;
  Object.assign(${capture}, { lang: 'es', endpoint: '/api/verify', policy: 'signup' });
  while (${cameraButton}.textContent === textContent) await new Promise((done) => setTimeout(done, 20));
  return [button === ${cameraButton}, ${capture}.shadowRoot.activeElement === button];`;

test('a key that is down when the words change still presses the button, which keeps the focus', async () => {
  const { page, run, faults, close } = await open();
  try {
    await run(`${cameraButton}.focus()`);
    await page.keyboard.down('Space');
    assert.deepEqual(await run(CHANGE), [true, true]);
    await page.keyboard.up('Space');
    await inState(page, 'camera');
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
});

test('a press of the mouse that has begun when the words change is a click', async () => {
  const { page, run, close } = await open();
  try {
    await page.getByRole('button', { name: 'Use the camera' }).hover();
    await page.mouse.down();
    assert.deepEqual(await run(CHANGE), [true, true]);
    await page.mouse.up();
    await inState(page, 'camera');
  } finally {
    await close();
  }
});

test('where more than words changes, the new buttons are there and do what they say', async () => {
  const { page, run, close } = await open();
  try {
    await run(`${capture}.sources = ['file']`);
    assert.equal(await page.getByRole('button', { name: 'Use the camera' }).count(), 0);
    const choosing = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a photo' }).click();
    await choosing;
    await chooseFile(page, ada);
    await inState(page, 'review');
    await run(`Object.assign(${capture}, { endpoint: '/api/verify', policy: 'signup' })`);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.waitForFunction(() =>
      ['sending', 'problem'].includes(Reflect.get(document.querySelector('face-capture') ?? {}, 'state')),
    );
  } finally {
    await close();
  }
});
