// The property `face`: everything that `preflight` takes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asFile, drawPerson } from '../../page/help/portrait.js';
import { chooseFile, inState, openCapture } from '../../support/capture.js';
import { launch } from '../../support/chromium.js';

const ada = asFile(drawPerson('ada'));
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
