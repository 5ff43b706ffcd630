// The element in a form: its value, its validity, and what it says by events.
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

const FORM = `<form action="/signup" method="post" enctype="multipart/form-data">
  <face-capture name="selfie" required></face-capture>
  <button>Sign up</button>
</form>`;

test('the JPEG is the form’s value, and without it the form says what is missing', async () => {
  const { page, run, faults, close } = await openCapture(browser.context, { body: FORM });
  try {
    assert.deepEqual(
      await run(`const capture = document.querySelector('face-capture');
        const { valueMissing } = capture.validity;
        return [capture.checkValidity(), valueMissing, capture.validationMessage, capture.form === document.forms[0]];`),
      [false, true, 'Please add a photo of your face.', true],
    );
    await chooseFile(page, ada);
    await inState(page, 'review');
    const handedIn = `const capture = document.querySelector('face-capture');
      return [capture.value !== null, [...new FormData(document.forms[0]).keys()], document.forms[0].checkValidity()];`;
    assert.deepEqual(await run(handedIn), [false, [], false], 'nobody has said that they want this photo');
    assert.deepEqual(
      await run(`const { validity, validationMessage } = document.querySelector('face-capture');
        return [validity.valueMissing, validationMessage];`),
      [true, 'Please tap “Use this photo” first.'],
    );
    await page.getByRole('button', { name: 'Use this photo' }).click();
    await inState(page, 'done');
    assert.deepEqual(await run(handedIn), [true, ['selfie'], true]);
    assert.deepEqual(
      await run(`const file = new FormData(document.forms[0]).get('selfie');
        const [first, second] = new Uint8Array(await file.arrayBuffer());
        return [document.forms[0].checkValidity(), file.name, file.type, first, second];`),
      [true, 'face.jpg', 'image/jpeg', 0xff, 0xd8],
    );
    const request = page.waitForRequest((sent) => sent.method() === 'POST');
    await page.getByRole('button', { name: 'Sign up' }).click();
    const sent = await request;
    await page.waitForURL('**/signup');
    assert.match(sent.headers()['content-type'] ?? '', /^multipart\/form-data/);
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
});

test('a reset of the form takes the photo away, and a disabled fieldset stops everything', async () => {
  let go = () => {};
  const held = new Promise((done) => {
    go = () => done(undefined);
  });
  const { page, run, close } = await openCapture(browser.context, {
    body: FORM.replace(/<face-capture.*<\/face-capture>/, '<fieldset>$&</fieldset>'),
    prelude: fakeCameras({ cameras: [{ id: 'a', label: 'A' }] }),
    route: async (path) => {
      await (path.endsWith('.wasm') && held);
      return path === '/person.png' ? { body: ada.buffer } : undefined;
    },
  });
  const disable = (/** @type {boolean} */ disabled) =>
    run(`document.querySelector('fieldset').disabled = ${disabled}`);
  try {
    await chooseFile(page, ada);
    await inState(page, 'working');
    await disable(true);
    await inState(page, 'intro');
    assert.equal(await page.getByRole('button', { name: 'Use the camera' }).isDisabled(), true);
    await run("document.querySelector('face-capture').start()");
    assert.equal(await run("return document.querySelector('face-capture').state"), 'intro');
    go();
    await disable(false);
    await chooseFile(page, ada);
    await inState(page, 'review');
    const photos = await run("return window.events.filter(({ name }) => name === 'photo').length");
    assert.equal(photos, 1, 'of the check that was stopped nothing comes');
    await run('document.forms[0].reset()');
    await inState(page, 'intro');
    assert.deepEqual(await run('return [...new FormData(document.forms[0]).keys()]'), []);
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.locator('dialog.camera[data-state="live"]').waitFor();
    await disable(true);
    await inState(page, 'intro');
    assert.equal(await page.locator('dialog.camera').isVisible(), false);
    assert.deepEqual(await run('return window.tracks.map(({ readyState }) => readyState)'), ['ended']);
  } finally {
    go();
    await close();
  }
});

test('inside of another shadow tree its events are heard outside, at its host', async () => {
  const prelude = `const root = document.getElementById('host').attachShadow({ mode: 'open' });
    root.innerHTML = '<div><face-capture></face-capture></div>';
    window.heard = [];
    for (const name of ['state', 'photo']) {
      host.addEventListener('face-capture:' + name, ({ target }) => heard.push([name, target.id]));
    }`;
  const { page, run, close } = await openCapture(browser.context, { body: '<p id="host"></p>', prelude });
  try {
    await chooseFile(page, ada);
    await inState(page, 'review');
    assert.deepEqual(await run('return heard'), [
      ...['state', 'state', 'photo', 'state'].map((name) => [name, 'host']),
    ]);
  } finally {
    await close();
  }
});

test('states and photos fire events, and a cancelled photo is not kept', async () => {
  const { page, run, close } = await openCapture(browser.context, { body: FORM });
  try {
    await chooseFile(page, ada);
    await inState(page, 'review');
    const events = await run('return window.events');
    assert.deepEqual(
      events.map((/** @type {any} */ { name, state }) => [name, state].filter(Boolean).join(' ')),
      ['state intro', 'state working', 'photo', 'state review'],
    );
    const photo = events[2];
    assert.deepEqual([photo.ok, photo.source, photo.tookMs > 0], [true, 'file', true]);
    await run(`document.addEventListener('face-capture:photo', (event) => event.preventDefault());
      document.querySelector('face-capture').reset();`);
    await chooseFile(page, ada);
    await page.waitForFunction(
      () => /** @type {any} */ (window).events.filter((/** @type {any} */ { name }) => name === 'photo').length === 2,
    );
    await inState(page, 'intro');
    assert.equal(await run("return document.querySelector('face-capture').value"), null);
  } finally {
    await close();
  }
});
