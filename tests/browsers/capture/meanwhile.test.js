// What happens while the element is busy with a photo: it is turned, cropped or checked, and something else begins.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asFile, drawPerson } from '../../page/help/portrait.js';
import { chooseFile, inState, openCapture } from '../../support/capture.js';
import { launch } from '../../support/chromium.js';
import { fakeCameras } from '../../support/fake-cameras.js';
import { encodeUnfilteredPng } from '../../support/png.js';

/** @import { Page } from 'playwright-core' */

const person = encodeUnfilteredPng(drawPerson('ada', 720, 960));
const ada = asFile(drawPerson('ada'));
const landscape = asFile(drawPerson('ada', 1200, 900));

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/**
 * A canvas is kept as a file when the test lets it (`release()`), or never (`broken`); likewise a picture is decoded. Every
 * address and every task of a worker is counted.
 */
const HELD = `Object.assign(window, { hold: false, broken: false, held: [], bitmaps: [], tasks: 0, urls: new Set() });
  const { toBlob } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.toBlob = function (done, ...given) {
    const keep = () => (broken ? done(null) : toBlob.call(this, done, ...given));
    if (hold) held.push(keep); else keep();
  };
  const decode = window.createImageBitmap;
  window.createImageBitmap = async (...given) => {
    if (hold) await new Promise((done) => held.push(done));
    const bitmap = await decode(...given);
    bitmaps.push(bitmap);
    return bitmap;
  };
  window.release = async () => {
    while (held.length > 0) {
      held.shift()();
      await new Promise((done) => setTimeout(done, 100));
    }
    hold = false;
  };
  const [make, revoke] = [URL.createObjectURL, URL.revokeObjectURL];
  URL.createObjectURL = (blob) => { const url = make(blob); urls.add(url); return url; };
  URL.revokeObjectURL = (url) => { urls.delete(url); revoke(url); };
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...given) {
    tasks += message.task ? 1 : 0;
    return postMessage.call(this, message, ...given);
  };
  // As Safari on iOS before 17.
  Object.defineProperty(PointerEvent.prototype, 'movementX', { value: undefined });
  Object.defineProperty(PointerEvent.prototype, 'movementY', { value: undefined });
  window.capture = document.querySelector('face-capture');
  window.photos = () => events.filter(({ name }) => name === 'photo').length;`;

const open = (attributes = '') =>
  openCapture(browser.context, {
    body: `<face-capture ${attributes}></face-capture>`,
    prelude: `${fakeCameras({ cameras: [{ id: 'a', label: 'A' }] })} ${HELD}`,
    route: (path) => (path === '/person.png' ? { body: person } : undefined),
  });

/** @param {Page} page @param {string} name */
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

test('a turn or a crop that fails leads back to the review, and sends nothing', async () => {
  const { page, run, asked, close } = await open('policy="signup" endpoint="/verify"');
  try {
    await chooseFile(page, ada);
    await inState(page, 'review');
    for (const name of ['Turn right', 'Apply']) {
      if (name === 'Apply') {
        await press(page, 'Crop');
      }
      await run('broken = true');
      await press(page, name);
      await inState(page, 'problem');
      assert.equal(await page.getByRole('button').count(), 1, 'one way on');
      await press(page, 'Try again');
      await inState(page, 'review');
      assert.deepEqual(await run('return [photos(), capture.value]'), [1, null]);
    }
    assert.ok(!asked.includes('/verify'));
  } finally {
    await close();
  }
});

test('a turn ends with whatever begins meanwhile, and a second press does not count', {
  timeout: 120_000,
}, async () => {
  const { page, run, faults, close } = await open();
  /** @param {string} [twice] */
  const turn = async (twice = '') => {
    await chooseFile(page, ada);
    await inState(page, 'review');
    await run(`hold = true;
      const button = capture.shadowRoot.querySelector('[part~="turn-right"]');
      button.click(); ${twice}
      while (held.length === 0) await new Promise((done) => setTimeout(done, 20));`);
    return run('return photos()');
  };
  try {
    const before = await turn('button.click();');
    await run('await release()');
    await inState(page, 'review');
    assert.equal(await run('return photos()'), before + 1);
    assert.deepEqual(
      await run('const { width, height } = capture.photo.report.source; return [width, height]'),
      [1200, 900],
    );
    for (const [what, state] of /** @type {const} */ ([
      ['capture.stop()', 'review'],
      ['capture.reset()', 'intro'],
      ['capture.disabled = true', 'review'],
      ['capture.disabled = false; capture.start()', 'camera'],
      ['capture.remove()', 'review'],
    ])) {
      if (what === 'capture.remove()') {
        await run('capture.reset()');
      }
      if (what.startsWith('capture.disabled = false')) {
        await run('capture.disabled = false');
      }
      const taken = await turn();
      await run(`${what}; window.tasksBefore = tasks; await release()`);
      assert.deepEqual(await run('return [capture.state, photos()]'), [state, taken], what);
    }
    await run('capture.start(); await capture.check(new Blob()); await capture.send()');
    assert.deepEqual(await run('return [capture.state, tasks - tasksBefore, urls.size]'), ['review', 0, 0]);
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
});

test('options that change while a photo is checked, cropped or taken count', { timeout: 120_000 }, async () => {
  const { page, run, close } = await open();
  const strict = 'capture.options = { checks: { face_share: { warn: 0.95, fail: 0.9 } } }';
  const failed = "return capture.photo.report.checks.some(({ status }) => status === 'fail')";
  try {
    await run(
      `capture.addEventListener('face-capture:state', () => setTimeout(() => { ${strict} }), { once: true })`,
    );
    await chooseFile(page, ada);
    await inState(page, 'review');
    assert.deepEqual(
      await run(`return [photos(), (() => { ${failed} })()]`),
      [1, true],
      'checked once, with the new ones',
    );
    await press(page, 'Crop');
    await run('capture.options = {}');
    assert.equal(await run('return capture.state'), 'crop');
    await press(page, 'Back to the photo');
    await page.getByRole('heading', { name: 'Your photo looks good' }).waitFor();
    assert.equal(await run(failed), false);
    await press(page, 'Take another photo');
    await page.locator('dialog.camera[data-state="live"]').waitFor();
    await run(strict);
    assert.equal(await run('return capture.state'), 'camera');
    await press(page, 'Cancel');
    await page.getByRole('heading', { name: 'Let’s try another photo' }).waitFor();
    assert.deepEqual(await run(`return [photos(), (() => { ${failed} })()]`), [3, true]);
  } finally {
    await close();
  }
});

test('disabled while a file is chosen or a repair is looked for, it offers nothing and takes nothing', async () => {
  const { page, run, asked, close } = await open('policy="signup" endpoint="/verify"');
  const repair = page.locator('[part~="repair-button"]');
  try {
    await run(
      `capture.addEventListener('face-capture:state', ({ detail }) => { capture.disabled = detail.state === 'review'; })`,
    );
    await chooseFile(page, landscape);
    await repair.waitFor();
    assert.equal(await repair.isDisabled(), true);
    await chooseFile(page, ada);
    assert.deepEqual(await run('return [capture.state, photos()]'), ['review', 1]);
    await run('capture.disabled = false');
    assert.equal(await repair.isEnabled(), true);
    await chooseFile(page, ada);
    await page.getByRole('heading', { name: 'Your photo looks good' }).waitFor();
    await run('await capture.send()');
    assert.equal(await run('return capture.state'), 'review');
    assert.ok(!asked.includes('/verify'));
  } finally {
    await close();
  }
});

test('the review drawn anew keeps its buttons and the focus, and looks for no repair again', async () => {
  const { page, run, close } = await open();
  try {
    await chooseFile(page, landscape);
    await page.locator('[part~="repair-button"]').waitFor();
    assert.deepEqual(
      await run(`const all = () => [...capture.shadowRoot.querySelectorAll('.step button, .step img')];
        const [nodes, before] = [all(), tasks];
        nodes.at(-2).focus();
        capture.strings = { 'capture.action.another_file': 'Another one' };
        capture.strings = { 'capture.action.another_file': 'Another one' };
        capture.options = {};
        await new Promise((done) => setTimeout(done, 300));
        return [all().every((node, at) => node === nodes[at]), all().length === nodes.length,
          capture.shadowRoot.activeElement === nodes.at(-2), nodes.some(({ textContent }) => textContent === 'Another one'),
          tasks - before, photos()];`),
      [true, true, true, true, 0, 1],
    );
    // The first button is the repair; one that comes or goes leaves the others.
    assert.deepEqual(
      await run(`const focused = capture.shadowRoot.activeElement;
        capture.sources = ['file'];
        return [focused === capture.shadowRoot.activeElement, focused.isConnected, focused.textContent];`),
      [false, false, 'Take another photo'],
    );
    assert.equal(await run('return capture.shadowRoot.activeElement.nodeName'), 'H2');
  } finally {
    await close();
  }
});

test('a crop waits for its picture, follows a finger, and lets the picture go', async () => {
  const { page, run, close } = await open();
  const apply = page.getByRole('button', { name: 'Apply' });
  const fit = page.getByRole('button', { name: 'Fit to my face' });
  try {
    await chooseFile(page, ada);
    await inState(page, 'review');
    await run('hold = true');
    await press(page, 'Crop');
    assert.deepEqual([await apply.isDisabled(), await fit.isVisible()], [true, false]);
    await run('await release()');
    await fit.waitFor();
    assert.equal(await apply.isEnabled(), true);
    const picture = () =>
      page.locator('canvas').evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());
    await page.getByRole('slider').fill('2');
    const before = await picture();
    await page.locator('canvas').hover();
    await page.mouse.down();
    assert.equal(await picture(), before);
    await page.mouse.move(...(await middleOf(page, 'canvas', 60)), { steps: 3 });
    await page.mouse.up();
    assert.notEqual(await picture(), before);
    await press(page, 'Back to the photo');
    assert.ok(await run('return bitmaps.length > 0 && bitmaps.every(({ width }) => width === 0)'));
  } finally {
    await close();
  }
});

/** @param {Page} page @param {string} selector @param {number} aside @returns {Promise<[x: number, y: number]>} */
async function middleOf(page, selector, aside) {
  const box = await page.locator(selector).boundingBox();
  assert.ok(box);
  return [box.x + box.width / 2 + aside, box.y + box.height / 2 + aside];
}
