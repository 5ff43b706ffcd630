// The property `face`: everything that `preflight` takes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asFile, drawPerson } from '../../page/help/portrait.js';
import { chooseFile, inState, openCapture } from '../../support/capture.js';
import { launch } from '../../support/chromium.js';
import { fakeCameras } from '../../support/fake-cameras.js';
import { encodeUnfilteredPng } from '../../support/png.js';

const ada = asFile(drawPerson('ada'));
const landscape = asFile(drawPerson('ada', 1200, 900));
const person = encodeUnfilteredPng(drawPerson('ada', 720, 960));
const NETS = ['/pkg/wasm/face_landmarks.bin', '/pkg/wasm/face_weights.bin'];

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** @param {string} body @param {string} [setting] runs before a photo is chosen */
async function checkedWith(body, setting = '') {
  const { page, run, asked, close } = await openCapture(browser.context, { body });
  try {
    await run(setting);
    const loadedBefore = asked.length;
    await chooseFile(page, ada);
    await inState(page, 'review');
    const report = await run("return document.querySelector('face-capture').photo.report");
    return {
      faces: report.faces?.length,
      loaded: asked
        .slice(loadedBefore)
        .filter((path) => NETS.includes(path))
        .sort(),
    };
  } finally {
    await close();
  }
}

test('the attribute says whether the face is looked for, and how closely', async () => {
  assert.deepEqual(await checkedWith('<face-capture face="off"></face-capture>'), { faces: undefined, loaded: [] });
  assert.deepEqual(await checkedWith('<face-capture face="thorough"></face-capture>'), { faces: 1, loaded: NETS });
});

test('the property takes the words too, and reads what was set', async () => {
  const set = (/** @type {string} */ value) => `document.querySelector('face-capture').face = ${value}`;
  assert.deepEqual(await checkedWith('<face-capture></face-capture>', set("'thorough'")), { faces: 1, loaded: NETS });
  const { run, close } = await openCapture(browser.context);
  try {
    for (const value of ['true', 'false', "'optional'", "'thorough'"]) {
      assert.equal(
        await run(`${set(value)}; return document.querySelector('face-capture').face === ${value}`),
        true,
        value,
      );
    }
  } finally {
    await close();
  }
});

test('nets that the page has loaded are used, and none is loaded besides', async () => {
  const load = (/** @type {string} */ path) => `new Uint8Array(await (await fetch('${path}')).arrayBuffer())`;
  const setting = `const detector = ${load('/pkg/wasm/face_weights.bin')}, landmarks = ${load('/pkg/wasm/face_landmarks.bin')};
    document.querySelector('face-capture').face = { detector, landmarks };`;
  assert.deepEqual(await checkedWith('<face-capture></face-capture>', setting), { faces: 1, loaded: [] });
});

/** Keeps what the worker is asked for as `window.looks`, and takes stills. */
const WATCH = `window.looks = []; window.stills = 0;
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...given) {
    if (message.task) looks.push([message.type, message.task.face ?? null]);
    return postMessage.call(this, message, ...given);
  };
  window.ImageCapture = class {
    async takePhoto() { stills += 1; return (await fetch('/person.png')).blob(); }
  };`;

/** @param {string} attributes */
const openCamera = (attributes) =>
  openCapture(browser.context, {
    body: `<face-capture ${attributes}></face-capture>`,
    prelude: `${fakeCameras({ cameras: [{ id: 'a', label: 'A' }] })} ${WATCH}`,
    route: (path) => (path === '/person.png' ? { body: person } : undefined),
  });

test('without the face nothing looks for one: not the guidance, not the shutter, not the review, not the crop', async () => {
  const { page, run, asked, close } = await openCamera('face="off" auto');
  try {
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.locator('dialog.camera[data-state="live"]').waitFor();
    assert.equal(await page.locator('.automatic').count(), 0, 'nothing tells a good frame from another');
    await page.getByRole('button', { name: 'Take the photo' }).click();
    await inState(page, 'review');
    await page.getByRole('button', { name: 'Crop', exact: true }).click();
    await inState(page, 'crop');
    await page.getByRole('button', { name: 'Back' }).click();
    // On its side a photo would be turned or cropped by its face.
    await chooseFile(page, landscape);
    await page.getByRole('heading', { name: 'Let’s try another photo' }).waitFor();
    // Long enough for a look that is not asked for here.
    await page.waitForTimeout(500);
    assert.equal(await page.locator('[part~="repair-button"]').count(), 0);
    assert.deepEqual(await run('return [looks, stills]'), [
      [
        ['open', null],
        ['open', null],
      ],
      0,
    ]);
    assert.deepEqual(
      asked.filter((path) => path.endsWith('.bin')),
      [],
    );
    assert.deepEqual(await run("return window.events.filter(({ name }) => ['hint', 'error'].includes(name))"), []);
  } finally {
    await close();
  }
});

test('a face that is looked at closely is so in the camera too, and a change of it checks the photo anew', async () => {
  const { page, run, asked, close } = await openCamera('face="thorough"');
  const photos = "return window.events.filter(({ name }) => name === 'photo').length";
  try {
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.locator('dialog.camera[data-hint]').waitFor();
    assert.deepEqual(asked.filter((path) => NETS.includes(path)).sort(), NETS);
    await page.getByRole('button', { name: 'Take the photo' }).click();
    await inState(page, 'review');
    assert.equal(await run(photos), 1);
    await page.getByRole('button', { name: 'Crop', exact: true }).click();
    await page.getByRole('button', { name: 'Fit to my face' }).waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    assert.deepEqual(await run('return [stills, [...new Set(looks.map(([, face]) => face))]]'), [1, ['thorough']]);
    // The repair of a photo looks as closely.
    await chooseFile(page, landscape);
    await page.locator('[part~="repair-button"]').waitFor();
    assert.deepEqual(await run('return [...new Set(looks.map(([, face]) => face))]'), ['thorough']);
    assert.equal(await run(photos), 2);
    await run("document.querySelector('face-capture').face = 'thorough'");
    assert.equal(await run("return document.querySelector('face-capture').state"), 'review');
    await run("document.querySelector('face-capture').face = false");
    await page.waitForFunction(() => {
      const { photo } = /** @type {any} */ (document.querySelector('face-capture'));
      return photo !== null && photo.report.faces === undefined;
    });
    assert.equal(await run(photos), 3);
  } finally {
    await close();
  }
});
