// Cameras of many devices, and everything that can be wrong with one.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { drawPerson } from '../../page/help/portrait.js';
import { inState, openCapture } from '../../support/capture.js';
import { launch } from '../../support/chromium.js';
import { KIOSK, PROFILES, fakeCameras } from '../../support/fake-cameras.js';
import { encodeUnfilteredPng } from '../../support/png.js';

/** @import { Page } from 'playwright-core' */
/** @import { Profile } from '../../support/fake-cameras.js' */

const person = encodeUnfilteredPng(drawPerson('ada', 720, 960));
const dark = encodeUnfilteredPng(drawPerson('ada', 720, 960, { light: 0.3 }));

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/**
 * @param {Profile} profile
 * @param {{ body?: string, prelude?: string, picture?: Uint8Array, style?: string }} [more]
 */
function openWith(profile, { body, prelude = '', picture = person, style = '' } = {}) {
  return openCapture(browser.context, {
    ...(body && { body }),
    style,
    prelude: `${fakeCameras(profile)} localStorage.clear(); ${prelude}`,
    route: (path) => (path === '/person.png' ? { body: picture } : undefined),
  });
}

/** @param {Page} page */
const useCamera = (page) => page.getByRole('button', { name: 'Use the camera' }).click();
/** @param {Page} page */
const live = (page) => page.locator('dialog.camera[data-state="live"]').waitFor();
const LAST_CAMERA = "return window.events.filter(({ name }) => name === 'camera').at(-1)";
const STATES = 'return window.tracks.map(({ readyState }) => readyState)';

for (const [name, profile] of Object.entries(PROFILES)) {
  test(`the best camera of ${name}`, async () => {
    const { page, run, faults, close } = await openWith(profile);
    try {
      await useCamera(page);
      await live(page);
      const { label, settings } = await run(LAST_CAMERA);
      const best = profile.cameras.find(({ id }) => id === profile.best);
      assert.deepEqual([settings.deviceId, label], [profile.best, best?.label]);
      assert.equal(await page.locator('dialog.camera.mirrored').count(), profile.mirrored ? 1 : 0);
      const menu = page.getByRole('combobox', { name: 'Camera' });
      assert.equal(await menu.count(), profile.cameras.length > 1 ? 1 : 0);
      if (profile.cameras.length > 1) {
        assert.equal(await menu.inputValue(), profile.best);
        const options = await menu.locator('option').allTextContents();
        assert.equal(options.length, profile.cameras.length);
        assert.ok(options.every((text) => text !== ''));
      }
      await page.keyboard.press('Escape');
      await inState(page, 'intro');
      assert.ok((await run(STATES)).every((/** @type {string} */ state) => state === 'ended'));
      assert.deepEqual(faults, []);
    } finally {
      await close();
    }
  });
}

test('a camera that was chosen is remembered, by menu and by button, and a stale one forgotten', async () => {
  const profile = /** @type {Profile} */ (PROFILES['a MacBook with the camera of a phone']);
  const { page, run, close } = await openWith(profile);
  try {
    await useCamera(page);
    await live(page);
    await page.getByRole('combobox', { name: 'Camera' }).selectOption('p');
    await page.waitForFunction(() => /** @type {any} */ (window).tracks.length > 2);
    await live(page);
    assert.equal((await run(LAST_CAMERA)).settings.deviceId, 'p');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await inState(page, 'intro');
    await useCamera(page);
    await live(page);
    assert.deepEqual(await run('return window.requests.at(-1).deviceId'), { exact: 'p' });
    await page.getByRole('button', { name: 'Switch camera' }).click();
    await page.waitForFunction(() => /** @type {any} */ (window).requests.at(-1).deviceId.exact === 'm');
    await live(page);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await run("window.profile.cameras = window.profile.cameras.filter(({ id }) => id !== 'm')");
    await useCamera(page);
    await live(page);
    assert.equal((await run(LAST_CAMERA)).settings.deviceId, 'p', 'the best of those that are left');
    assert.equal(await run("return localStorage.getItem('face-capture:camera:user')"), null);
  } finally {
    await close();
  }
});

test('a choice is remembered for the way that was asked for, and without its device a camera of that way opens', async () => {
  /** @type {Profile} */
  const profile = {
    cameras: [
      { id: 'f', label: 'Front Camera', facing: 'user' },
      { id: 'b', label: 'Back Camera', facing: 'environment' },
      { id: 'u', label: 'Back Ultra Wide Camera', facing: 'environment' },
      { id: 'd', label: 'Back Dual Wide Camera', facing: 'environment' },
    ],
  };
  const body = '<face-capture camera="environment"></face-capture>';
  const { page, run, close } = await openWith(profile, { body });
  const choose = async (/** @type {string} */ id, /** @type {number} */ tracks) => {
    await page.getByRole('combobox', { name: 'Camera' }).selectOption(id);
    await page.waitForFunction((many) => /** @type {any} */ (window).tracks.length >= many, tracks);
    await live(page);
  };
  const kept = `return ['user', 'environment'].map((way) => localStorage.getItem('face-capture:camera:' + way))`;
  const opened = 'return window.requests.map(({ deviceId, facingMode }) => deviceId?.exact ?? facingMode)';
  try {
    await useCamera(page);
    await live(page);
    await choose('u', 2);
    await choose('d', 3);
    assert.deepEqual(await run(kept), [null, 'd']);
    await page.keyboard.press('Escape');
    await inState(page, 'intro');
    await run("window.requests.length = 0; localStorage.setItem('face-capture:camera:environment', 'gone')");
    await useCamera(page);
    await live(page);
    assert.deepEqual(
      [await run(opened), await run(kept)],
      [
        ['gone', 'environment'],
        [null, null],
      ],
    );
    // A device that the page names has its own way.
    await page.keyboard.press('Escape');
    await run("window.requests.length = 0; document.querySelector('face-capture').camera = 'u'");
    await useCamera(page);
    await live(page);
    await choose('b', 6);
    assert.deepEqual(
      [await run(opened), await run(kept)],
      [
        ['u', 'b'],
        [null, 'b'],
      ],
    );
  } finally {
    await close();
  }
});

test('each camera keeps its own turn, and the menu follows what is plugged in and out', async () => {
  /** @type {Profile} */
  const profile = { cameras: [{ id: 'a', label: 'A', torch: true }] };
  const { page, run, close } = await openWith(profile);
  const menu = page.getByRole('combobox', { name: 'Camera' });
  const change = page.getByRole('button', { name: 'Switch camera' });
  const turn = () => page.locator('.camera-view').getAttribute('data-turn');
  const plug = (/** @type {string} */ cameras) =>
    run(`window.profile.cameras = ${cameras}; navigator.mediaDevices.dispatchEvent(new Event('devicechange'))`);
  try {
    await useCamera(page);
    await live(page);
    assert.deepEqual([await menu.count(), await change.count()], [0, 0]);
    await plug("[...window.profile.cameras, { id: 'b', label: 'B' }]");
    await menu.waitFor();
    assert.deepEqual(await menu.locator('option').allTextContents(), ['A', 'B']);
    assert.equal(await menu.inputValue(), 'a');
    // A camera with a light can be turned and changed as well.
    await page.getByRole('button', { name: 'Turn the light on' }).waitFor();
    await page.getByRole('button', { name: 'Turn the picture' }).click();
    assert.equal(await turn(), '1');
    for (const [now, expected] of /** @type {const} */ ([
      ['b', '0'],
      ['a', '1'],
    ])) {
      await change.click();
      await page.waitForFunction((id) => {
        const { tracks } = /** @type {any} */ (window);
        return tracks.at(-1).getSettings().deviceId === id;
      }, now);
      await live(page);
      assert.equal(await turn(), expected, now);
    }
    await change.focus();
    await plug("[{ id: 'a', label: 'A', torch: true }]");
    await menu.waitFor({ state: 'hidden' });
    assert.equal(await change.count(), 0);
    assert.equal(
      await page.locator('face-capture').evaluate(({ shadowRoot }) => shadowRoot?.activeElement?.className),
      'shutter',
      'the focus is not lost with its button',
    );
  } finally {
    await close();
  }
});

test('a camera that does not open is not remembered, and the default one opens instead', async () => {
  /** @type {Profile} */
  const profile = {
    cameras: [
      { id: 'a', label: 'A' },
      { id: 'b', label: 'B', busy: true },
    ],
  };
  const { page, run, close } = await openWith(profile);
  const opened = "return window.requests.map(({ deviceId }) => deviceId?.exact ?? 'default')";
  try {
    await useCamera(page);
    await live(page);
    await page.getByRole('combobox', { name: 'Camera' }).selectOption('b');
    await page.waitForFunction(() => /** @type {any} */ (window).tracks.length === 2);
    await live(page);
    assert.equal((await run(LAST_CAMERA)).settings.deviceId, 'a');
    assert.deepEqual(await run(opened), ['default', 'b', 'default']);
    assert.equal(await run("return localStorage.getItem('face-capture:camera:user')"), null);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await inState(page, 'intro');
    await run("window.requests.length = 0; localStorage.setItem('face-capture:camera:user', 'b')");
    await useCamera(page);
    await live(page);
    assert.deepEqual(await run(opened), ['b', 'default']);
    assert.equal(await run("return localStorage.getItem('face-capture:camera:user')"), null);
    assert.equal(await run("return window.events.some(({ name }) => name === 'error')"), false);
  } finally {
    await close();
  }
});

test('a camera that opens and shows nothing is taken to be in use, with a way on', async () => {
  const { page, run, close } = await openWith({ cameras: [{ id: 'a', label: 'A', silent: true }] });
  try {
    await useCamera(page);
    await page.getByRole('heading', { name: 'The camera is in use' }).waitFor();
    assert.deepEqual(await run(STATES), ['ended']);
    assert.equal(await page.locator('dialog').getByRole('button', { name: 'Choose a photo' }).count(), 1);
    await run('delete window.profile.cameras[0].silent');
    await page.getByRole('button', { name: 'Try again' }).click();
    await live(page);
    const codes = await run("return window.events.filter(({ name }) => name === 'error').map(({ code }) => code)");
    assert.deepEqual(codes, ['camera_busy']);
  } finally {
    await close();
  }
});

for (const [what, error, code, title, retryable] of /** @type {const} */ ([
  ['denied', 'NotAllowedError', 'camera_denied', 'The camera is blocked', true],
  ['missing', 'NotFoundError', 'camera_missing', 'We couldn’t find a camera', true],
  ['in use', 'NotReadableError', 'camera_busy', 'The camera is in use', true],
  ['broken', 'TypeError', 'camera_failed', 'The camera didn’t start', true],
])) {
  test(`a camera that is ${what} is reported and explained, with a way on`, async () => {
    const { page, run, close } = await openWith({ cameras: [{ id: 'a', label: 'A' }], error });
    try {
      await useCamera(page);
      await page.getByRole('heading', { name: title }).waitFor();
      const {
        code: told,
        actor,
        retryable: again,
      } = await run("return window.events.find(({ name }) => name === 'error')");
      assert.deepEqual([told, actor, again], [code, null, retryable]);
      const choosing = page.waitForEvent('filechooser');
      await page.locator('dialog').getByRole('button', { name: 'Choose a photo' }).click();
      await choosing;
      await run('delete window.profile.error');
      await page.getByRole('button', { name: 'Try again' }).click();
      await live(page);
    } finally {
      await close();
    }
  });
}

for (const [what, prelude, code, title] of /** @type {const} */ ([
  [
    'an insecure page',
    "Object.defineProperty(window, 'isSecureContext', { value: false });",
    'camera_insecure',
    'The camera can’t be used on this page',
  ],
  [
    'a browser without cameras',
    "Object.defineProperty(navigator, 'mediaDevices', { value: undefined });",
    'camera_unsupported',
    'This browser can’t use the camera',
  ],
])) {
  test(`${what} offers the file at once`, async () => {
    const { page, run, close } = await openWith({ cameras: [] }, { prelude });
    try {
      await useCamera(page);
      await page.getByRole('heading', { name: title }).waitFor();
      assert.equal((await run("return window.events.find(({ name }) => name === 'error')")).code, code);
      assert.equal(await page.getByRole('button', { name: 'Try again' }).count(), 0);
      assert.equal(await page.locator('dialog').getByRole('button', { name: 'Choose a photo' }).count(), 1);
    } finally {
      await close();
    }
  });
}

test('a camera that is unplugged, or taken by a call, half-way is reported and can be opened again', async () => {
  const { page, run, close } = await openWith({ cameras: [{ id: 'a', label: 'A' }] });
  try {
    await useCamera(page);
    await live(page);
    await run("window.tracks.at(-1).dispatchEvent(new Event('ended'))");
    await page.getByRole('heading', { name: 'The camera stopped' }).waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await live(page);
    await run("window.tracks.at(-1).dispatchEvent(new Event('mute'))");
    await page.getByRole('heading', { name: 'The camera stopped' }).waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await live(page);
    // A short pause is none.
    await run(
      "window.tracks.at(-1).dispatchEvent(new Event('mute')); window.tracks.at(-1).dispatchEvent(new Event('unmute'))",
    );
    await page.waitForTimeout(3500);
    assert.equal(await page.locator('dialog.camera[data-state="live"]').count(), 1);
    const codes = await run("return window.events.filter(({ name }) => name === 'error').map(({ code }) => code)");
    assert.deepEqual(codes, ['camera_lost', 'camera_lost']);
  } finally {
    await close();
  }
});

test('a question that stays open is not waited for without another way', async () => {
  const { page, close } = await openWith({ cameras: [], pending: true });
  try {
    await useCamera(page);
    await page.getByText('Allow the camera when your browser asks').waitFor();
    await page.locator('.hint', { hasText: 'Your browser is asking' }).waitFor({ timeout: 20_000 });
    assert.equal(await page.locator('dialog').getByRole('button', { name: 'Choose a photo' }).count(), 1);
  } finally {
    await close();
  }
});

test('a camera on its side can be turned, and its picture is upright', async () => {
  const { page, run, close } = await openWith(KIOSK);
  try {
    await useCamera(page);
    await page.locator('dialog.camera[data-hint]').waitFor();
    assert.notEqual(await page.locator('dialog.camera').getAttribute('data-hint'), 'good');
    for (let turns = 0; turns < 3; turns += 1) {
      await page.getByRole('button', { name: 'Turn the picture' }).click();
    }
    await page.locator('dialog.camera[data-hint="good"]').waitFor();
    await page.getByRole('button', { name: 'Take the photo' }).click();
    await inState(page, 'review');
    const [{ checks, ok }] = await run("return window.events.filter(({ name }) => name === 'photo')");
    const of = (/** @type {string} */ id) =>
      checks.find((/** @type {{ id: string }} */ check) => check.id === id).status;
    assert.deepEqual([ok, of('portrait'), of('turned_photo')], [true, 'pass', 'pass']);
  } finally {
    await close();
  }
});

/** What the dialog shows around the oval, and where, with the white and without. @param {Page} page @param {boolean} isWhite */
function lightOf(page, isWhite) {
  return page.locator('dialog.camera').evaluate((dialog, white) => {
    if (!white) {
      dialog.removeAttribute('data-light');
    }
    const { backgroundColor, color } = getComputedStyle(dialog);
    const shade = /** @type {SVGPathElement} */ (dialog.querySelector('.oval-shade'));
    const { width, height } = dialog.getBoundingClientRect();
    const view = /** @type {SVGSVGElement} */ (shade.ownerSVGElement).viewBox.baseVal;
    const isDimmed = (/** @type {number} */ x, /** @type {number} */ y) => shade.isPointInFill(new DOMPoint(x, y));
    return {
      ...{ dialog: backgroundColor, text: color, shade: getComputedStyle(shade).fill, width, height },
      isDimmed: { middle: isDimmed(view.width / 2, view.height / 2), corner: isDimmed(2, 2) },
    };
  }, isWhite);
}

test('in little light the surround is white, and a torch can be lit', async () => {
  const back = /** @type {Profile} */ ({
    cameras: [{ id: 'b', label: 'Back Camera', facing: 'environment', torch: true }],
  });
  const style = 'face-capture { --face-capture-surface: #111; --face-capture-text: #eee; }';
  const body = '<face-capture camera="environment"></face-capture>';
  const { page, run, close } = await openWith(back, { body, style, picture: dark });
  // A phone: the dialog leaves no room around itself.
  await page.setViewportSize({ width: 360, height: 740 });
  try {
    await useCamera(page);
    await page.locator('dialog.camera[data-hint="dark"]').waitFor();
    assert.equal(await page.locator('dialog.camera').getAttribute('data-light'), 'on');
    const white = await lightOf(page, true);
    assert.deepEqual(white, {
      ...{ dialog: 'rgb(255, 255, 255)', text: 'rgb(23, 25, 28)', shade: 'rgba(255, 255, 255, 0.9)' },
      ...{ width: 360, height: 740, isDimmed: { middle: false, corner: true } },
    });
    assert.deepEqual(await lightOf(page, false), {
      ...white,
      ...{ dialog: 'rgb(17, 17, 17)', text: 'rgb(238, 238, 238)', shade: 'rgba(12, 14, 16, 0.52)' },
    });
    await page.getByRole('button', { name: 'Turn the light on' }).click();
    await page.getByRole('button', { name: 'Turn the light off' }).waitFor();
    assert.deepEqual(await run('return window.tracks.at(-1).applied'), { advanced: [{ torch: true }] });
  } finally {
    await close();
  }
});

/** A browser that takes stills: the person as the file has them, in twice the size. */
const STILLS = `window.stills = 0;
  // The camera and the two looks at its pictures have 1.5 s each, which a busy machine does not keep.
  const { setTimeout: wait } = window;
  window.setTimeout = (then, ms, ...given) => wait(then, ms === 1500 ? 30_000 : ms, ...given);
  window.ImageCapture = class {
    async takePhoto() {
      window.stills += 1;
      if (window.broken) throw new Error('no');
      return window.still;
    }
  };
  window.prepareStill = async (filter) => {
    const image = await createImageBitmap(await (await fetch('/person.png')).blob());
    const canvas = Object.assign(document.createElement('canvas'), { width: 1440, height: 1920 });
    const context = canvas.getContext('2d');
    context.filter = filter;
    context.drawImage(image, 0, 0, 1440, 1920);
    window.still = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.95));
  };`;

test('a still is taken where it is sharper than the frame, and the frame where it is not or there is none', async () => {
  const small = /** @type {Profile} */ ({ cameras: [{ id: 'a', label: 'A', size: [540, 720] }] });
  const { page, run, close } = await openWith(small, { prelude: STILLS });
  const take = async () => {
    await run("document.querySelector('face-capture').reset(); window.events.length = 0");
    await useCamera(page);
    await page.locator('dialog.camera[data-hint]').waitFor();
    await page.getByRole('button', { name: 'Take the photo' }).click();
    await inState(page, 'review');
    return run("return document.querySelector('face-capture').photo.report.source.height");
  };
  try {
    await run("await prepareStill('blur(16px)')");
    assert.equal(await take(), 720, 'a soft still');
    await run('window.broken = true');
    assert.equal(await take(), 720, 'no still');
    await run("window.broken = false; window.blurPx = 4; await prepareStill('none')");
    assert.equal(await take(), 1920, 'a sharp still, out of soft frames');
    assert.equal(await run('return window.stills'), 3);
  } finally {
    await close();
  }
});
