// The camera opened again, or asked for a picture, before what ran had ended.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asFile, drawPerson } from '../../page/help/portrait.js';
import { PASSED, chooseFile, inState, openCapture } from '../../support/capture.js';
import { launch } from '../../support/chromium.js';
import { fakeCameras } from '../../support/fake-cameras.js';
import { encodeUnfilteredPng } from '../../support/png.js';

const person = encodeUnfilteredPng(drawPerson('ada', 720, 960));
const ada = asFile(drawPerson('ada'));
const REFUSED = { ...PASSED, passed: false, subCode: '205', actor: 'photo', key: 'answer.no_face' };

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** A canvas is kept as a file, and the preview plays, when the test lets it. */
const HELD = `Object.assign(window, { hold: false, held: [] });
  const { toBlob } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.toBlob = function (...given) {
    if (hold) held.push(given[0]); else toBlob.apply(this, given);
  };
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = async function () {
    if (hold) await new Promise((done) => held.push(done));
    return play.call(this);
  };
  window.waiting = async () => { while (held.length === 0) await new Promise((done) => setTimeout(done, 20)); };
  window.capture = document.querySelector('face-capture');`;

const open = (attributes = '') =>
  openCapture(browser.context, {
    body: `<face-capture policy="signup" endpoint="/verify" face="off" ${attributes}></face-capture>`,
    prelude: `${fakeCameras({ cameras: [{ id: 'a', label: 'A' }] })} ${HELD}`,
    route(path) {
      if (path === '/person.png') {
        return { body: person };
      }
      return path === '/verify'
        ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(REFUSED) }
        : undefined;
    },
  });

test('a camera opened again does not wait for the picture of the last time, nor ends with it', {
  timeout: 60_000,
}, async () => {
  const { page, run, close } = await open();
  const live = page.locator('dialog.camera[data-state="live"]');
  try {
    await run('hold = true; capture.start(); await waiting(); capture.capture();');
    assert.equal(
      await page.locator('dialog.camera').getAttribute('data-state'),
      'starting',
      'there is no picture yet',
    );
    await run('held.pop()(); hold = false;');
    await live.waitFor();
    await run('hold = true');
    await page.getByRole('button', { name: 'Take the photo' }).click();
    await run('await waiting(); hold = false;');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await inState(page, 'intro');
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await live.waitFor();
    await run('hold = true');
    await page.getByRole('button', { name: 'Take the photo' }).click();
    await page.locator('dialog.camera[data-state="taking"]').waitFor();
    await run('while (held.length < 2) await new Promise((done) => setTimeout(done, 20)); held.shift()(null);');
    assert.equal(await page.locator('dialog.camera').getAttribute('data-state'), 'taking');
    // What is checked are the pixels.
    await run('held.pop()(new Blob())');
    await inState(page, 'review');
    assert.deepEqual(await run("return events.filter(({ name }) => name === 'error')"), []);
  } finally {
    await close();
  }
});

test('a change of the policy leaves the camera open that follows a verdict', async () => {
  const { page, run, close } = await open();
  try {
    await chooseFile(page, ada);
    await page.getByRole('button', { name: 'Send' }).click();
    await inState(page, 'verdict');
    await page.getByRole('button', { name: 'Take another photo' }).click();
    await page.locator('dialog.camera[data-state="live"]').waitFor();
    await run("capture.policy = 'other'");
    assert.equal(await run('return capture.state'), 'camera');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await inState(page, 'review');
  } finally {
    await close();
  }
});

test('without steps of its own, the error of a camera is over once it runs', async () => {
  const { page, run, close } = await open();
  try {
    await run(`const { HeadlessCapture } = await import('/pkg/capture/wrapper/headless.js');
      window.headless = new HeadlessCapture();
      headless.mount();
      const media = navigator.mediaDevices;
      const { getUserMedia } = media;
      media.getUserMedia = async () => { throw new DOMException('', 'NotAllowedError'); };
      window.allow = () => { media.getUserMedia = getUserMedia; };
      headless.actions.start();`);
    await page.locator('dialog.camera[data-state="problem"]').waitFor();
    assert.equal(await run('return headless.snapshot().error.code'), 'camera_denied');
    await run('allow()');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('dialog.camera[data-state="live"]').waitFor();
    assert.equal(await run('return headless.snapshot().error'), null);
  } finally {
    await close();
  }
});

test('where the camera is the only way, its problems offer no other', async () => {
  const { page, run, close } = await open('sources="camera"');
  try {
    await run(`window.fault = '';
      navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', fault); };`);
    for (const fault of ['NotAllowedError', 'NotFoundError', 'NotReadableError', 'OperationError']) {
      await run(`fault = '${fault}'; capture.start();`);
      await page.locator('dialog.camera[data-state="problem"]').waitFor();
      const [, text] = await page.locator('dialog.camera .problem-words > *').allTextContents();
      assert.match(text ?? '', /try again\.$/i, fault);
      assert.doesNotMatch(text ?? '', /without/, fault);
      await page.getByRole('button', { name: 'Try again' }).waitFor();
      await run('capture.stop()');
    }
    await run("capture.sources = ['camera', 'file']; capture.start();");
    await page.getByText('or continue without it').waitFor();
  } finally {
    await close();
  }
});
