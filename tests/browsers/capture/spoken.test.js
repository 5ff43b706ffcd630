// What a screen reader says: the accessibility tree of each step, and what the live region tells between them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asFile, drawPerson } from '../../page/help/portrait.js';
import { chooseFile, inState, openCapture } from '../../support/capture.js';
import { launch } from '../../support/chromium.js';
import { fakeCameras } from '../../support/fake-cameras.js';
import { encodeUnfilteredPng } from '../../support/png.js';

/** @import { Page } from 'playwright-core' */

/** @typedef {{ role: string, name: string, description: string, isFocused: boolean, isInvalid: boolean }} Spoken */

const person = encodeUnfilteredPng(drawPerson('ada', 720, 960));
const ada = asFile(drawPerson('ada'));
const dark = asFile(drawPerson('eve', 900, 1200, { light: 0.2 }));
const text = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no photo') };
const BODY = `<form><label>Name <input id="name"></label>
  <face-capture name="selfie" required policy="signup" endpoint="/verify"></face-capture></form>`;
const REFUSED = {
  ...{ kind: 'refused', ok: false, passed: false, code: 'picture_refused', actor: 'photo', retryable: false },
  ...{ key: 'answer.another_photo', advice: '', meaning: '', requestId: null, attempts: 0 },
};

/** Keeps what the live region says as `window.spoken`. */
const LISTEN = `window.spoken = [];
  customElements.whenDefined('face-capture').then(() => {
    const region = document.querySelector('face-capture').shadowRoot.querySelector('[aria-live]');
    new MutationObserver(() => region.textContent && spoken.push({
      said: region.textContent, atMs: performance.now(), inside: region.closest('dialog') !== null,
    })).observe(region, { childList: true, characterData: true, subtree: true });
  });`;

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

function open() {
  return openCapture(browser.context, {
    body: BODY,
    prelude: `${LISTEN} ${fakeCameras({
      cameras: [
        { id: 'a', label: 'FaceTime HD Camera' },
        { id: 'b', label: 'Logitech BRIO' },
      ],
    })}`,
    route: (path) => {
      if (path === '/verify') {
        return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(REFUSED), status: 422 };
      }
      return path === '/person.png' ? { body: person } : undefined;
    },
  });
}

/** The tree as Chromium gives it to assistive technology. @param {Page} page @returns {Promise<Spoken[]>} */
async function treeOf(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ role, name, description, properties = [] }) => {
      const has = (/** @type {string} */ property) =>
        properties.some(({ name: one, value }) => one === property && `${value.value}` === 'true');
      return {
        role: String(role?.value),
        name: String(name?.value ?? ''),
        description: String(description?.value ?? ''),
        isFocused: has('focused'),
        isInvalid: has('invalid'),
      };
    });
}

const CONTROLS = [
  'button',
  'checkbox',
  'combobox',
  'slider',
  'progressbar',
  'image',
  'Canvas',
  'application',
  'dialog',
];

/**
 * Every control has a name, which is read once; there is one live region; and the focus is where a step begins.
 * @param {Page} page @param {string} step @param {{ focus: string, says?: string, isInvalid?: boolean }} expected
 */
async function assertSpoken(page, step, { focus, says = '', isInvalid = false }) {
  const tree = await treeOf(page);
  const controls = tree.filter(({ role }) => CONTROLS.includes(role));
  assert.ok(controls.length > 1, step);
  for (const { role, name, description } of controls) {
    assert.notEqual(name, '', `${step}: a ${role} without a name`);
    assert.notEqual(description, name, `${step}: ${name} is read twice`);
  }
  assert.equal(tree.filter(({ role }) => role === 'status').length, 1, step);
  const inside = tree.filter(({ role, isFocused }) => isFocused && role !== 'RootWebArea');
  assert.deepEqual(
    inside.map(({ name }) => name),
    [focus],
    step,
  );
  const region = await page.locator('face-capture [aria-live]').innerText();
  assert.equal(region, says, `${step}: what was said is over`);
  const groups = tree.filter(({ role, name }) => role === 'group' && name === 'Photo of your face');
  assert.deepEqual(
    groups.map((group) => group.isInvalid),
    step === 'camera' ? [] : [isInvalid],
    step,
  );
}

test('each step begins with its title, every control has one name, and nothing stale is read', {
  timeout: 240_000,
}, async () => {
  const { page, run, close } = await open();
  try {
    await inState(page, 'intro');
    await page.getByRole('button', { name: 'Use the camera' }).focus();
    await assertSpoken(page, 'intro', { focus: 'Use the camera' });
    await page.keyboard.press('Enter');
    await page.locator('dialog.camera[data-hint="good"]').waitFor();
    await page.waitForFunction(
      () => /** @type {any} */ (window).spoken.at(-1)?.said === 'Great. Take the photo now.',
    );
    await assertSpoken(page, 'camera', { focus: 'Take the photo', says: 'Great. Take the photo now.' });
    await page.keyboard.press('Escape');
    await inState(page, 'intro');
    await chooseFile(page, text);
    await inState(page, 'problem');
    await assertSpoken(page, 'problem', { focus: 'This file can’t be used' });
    await chooseFile(page, dark);
    await inState(page, 'review');
    await assertSpoken(page, 'stopped', { focus: 'Let’s try another photo', isInvalid: true });
    await chooseFile(page, ada);
    await inState(page, 'review');
    await assertSpoken(page, 'review', { focus: 'Your photo looks good' });
    await page.getByRole('button', { name: 'Crop' }).click();
    await inState(page, 'crop');
    await assertSpoken(page, 'crop', { focus: 'Crop your photo' });
    await page.getByRole('button', { name: 'Back to the photo' }).click();
    await page.getByRole('button', { name: 'Send' }).click();
    await inState(page, 'verdict');
    await assertSpoken(page, 'verdict', { focus: 'Please take another photo', isInvalid: true });
    const outside = (await run('return spoken')).filter((/** @type {{ inside: boolean }} */ { inside }) => !inside);
    assert.deepEqual(outside, [], 'what the focus announces is announced once');
  } finally {
    await close();
  }
});

test('where the focus is elsewhere on the page, the live region tells what came of the photo', {
  timeout: 240_000,
}, async () => {
  const { page, run, close } = await open();
  try {
    await inState(page, 'intro');
    await page.locator('#name').focus();
    await run(`const photo = await (await fetch('/person.png')).blob();
      void document.querySelector('face-capture').check(photo);`);
    await inState(page, 'review');
    await page.waitForFunction(() => /** @type {any} */ (window).spoken.at(-1)?.said === 'Your photo looks good');
    assert.equal(await run('return document.activeElement.id'), 'name', 'the focus stays where it was');
  } finally {
    await close();
  }
});

test('a hint is spoken in the dialog, at most one in two seconds', { timeout: 240_000 }, async () => {
  const { page, run, close } = await open();
  try {
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.locator('dialog.camera[data-hint="good"]').waitFor();
    // Out of focus, and in focus again: the hints change faster than they can be heard.
    for (const blurPx of [24, 0, 24]) {
      await run(`window.blurPx = ${blurPx}`);
      await page.locator(`dialog.camera${blurPx > 0 ? ':not([data-hint="good"])' : '[data-hint="good"]'}`).waitFor();
    }
    // The hint may change again meanwhile: what is spoken is the one that is shown then.
    await page.waitForFunction(() => {
      const { spoken } = /** @type {any} */ (window);
      const hint = document.querySelector('face-capture')?.shadowRoot?.querySelector('dialog .hint')?.textContent;
      return spoken.length >= 2 && spoken.at(-1).said === hint;
    });
    const spoken = await run('return spoken');
    for (const [at, { said, atMs, inside }] of spoken.entries()) {
      assert.ok(inside, `${said} is said inside the dialog`);
      assert.ok(at === 0 || atMs - spoken[at - 1].atMs > 1900, `${said} came too soon`);
    }
  } finally {
    await close();
  }
});
