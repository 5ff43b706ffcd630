// The element's life: more than one of them, taken away while it runs, opened again and again, and a package that does not
// load.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { asFile, drawPerson } from '../../page/help/portrait.js';
import { chooseFile, inState, openCapture } from '../../support/capture.js';
import { launch } from '../../support/chromium.js';
import { fakeCameras } from '../../support/fake-cameras.js';
import { packageFolder } from '../../support/package.js';
import { encodeUnfilteredPng } from '../../support/png.js';

const person = encodeUnfilteredPng(drawPerson('ada', 720, 960));
const ada = asFile(drawPerson('ada'));
const ONE_CAMERA = { cameras: [{ id: 'a', label: 'A' }] };

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
before(async () => {
  // Without the second, `performance.memory` gives the same number for twenty minutes.
  browser = await launch({ args: ['--js-flags=--expose-gc', '--enable-precise-memory-info'] });
});
after(() => browser?.close());

/** @param {{ body?: string, prelude?: string, route?: import('../../support/chromium.js').Route }} [more] */
function openWith({ body, prelude = '', route = () => undefined } = {}) {
  return openCapture(browser.context, {
    ...(body && { body }),
    prelude: `${fakeCameras(ONE_CAMERA)} ${prelude}`,
    route: (path) => (path === '/person.png' ? { body: person } : route(path)),
  });
}

const COUNT_WORKERS = `window.workers = [];
  window.Worker = class extends Worker {
    constructor(...given) { super(...given); window.workers.push(this); this.alive = true; }
    terminate() { super.terminate(); this.alive = false; }
  };`;

test('two elements on one page do not know of each other', async () => {
  const body = `<form><face-capture name="one" id="one"></face-capture>
    <face-capture name="two" id="two" steps="review"></face-capture></form>`;
  const { page, run, faults, close } = await openWith({ body });
  try {
    await chooseFile(page, ada, '#one');
    await page.locator('#one').getByRole('button', { name: 'Use this photo' }).click();
    await page.locator('#one .root[data-state="done"]').waitFor();
    assert.deepEqual(await run('return [two.state, two.value, [...new FormData(document.forms[0]).keys()]]'), [
      'idle',
      null,
      ['one'],
    ]);
    await run('two.start()');
    await page.locator('#two dialog[data-state="live"]').waitFor();
    assert.equal(await run('return one.state'), 'done');
    await page.locator('#two').getByRole('button', { name: 'Take the photo' }).click();
    await page.locator('#two').getByRole('button', { name: 'Use this photo' }).click();
    await run('one.reset()');
    assert.deepEqual(await run('return [...new FormData(document.forms[0]).keys()]'), ['two']);
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
});

test('taken away while the camera runs, it leaves no track, no worker and no address', async () => {
  const prelude = `${COUNT_WORKERS}
    window.urls = new Set();
    const [make, revoke] = [URL.createObjectURL, URL.revokeObjectURL];
    URL.createObjectURL = (blob) => { const url = make(blob); urls.add(url); return url; };
    URL.revokeObjectURL = (url) => { urls.delete(url); revoke(url); };`;
  const { page, run, faults, close } = await openWith({ prelude });
  try {
    await chooseFile(page, ada);
    await inState(page, 'review');
    await page.getByRole('button', { name: 'Take another photo' }).click();
    await page.locator('dialog[data-hint]').waitFor();
    assert.ok((await run('return workers.length')) > 0);
    await run("document.querySelector('face-capture').remove()");
    assert.deepEqual(
      await run('return [window.tracks.every(({ readyState }) => readyState === "ended"), urls.size]'),
      [true, 0],
    );
    await page.waitForFunction(
      () => /** @type {any} */ (window).workers.every((/** @type {any} */ { alive }) => !alive),
      null,
      {
        timeout: 30_000,
      },
    );
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
});

for (const [what, leave] of /** @type {const} */ ([
  [
    'hidden',
    "Object.defineProperty(document, 'hidden', { value: true, configurable: true }); document.dispatchEvent(new Event('visibilitychange'))",
  ],
  ['left', "dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))"],
])) {
  test(`a page that is ${what} lets the camera go`, async () => {
    const { page, run, faults, close } = await openWith();
    try {
      await page.getByRole('button', { name: 'Use the camera' }).click();
      await page.locator('dialog[data-state="live"]').waitFor();
      await run(leave);
      await inState(page, 'intro');
      assert.deepEqual(await run('return window.tracks.map(({ readyState }) => readyState)'), ['ended']);
      assert.equal(await page.locator('dialog.camera').isVisible(), false);
      assert.deepEqual(await run("return window.events.filter(({ name }) => name === 'error')"), []);
      await run('delete document.hidden');
      await page.getByRole('button', { name: 'Use the camera' }).click();
      await page.locator('dialog[data-state="live"]').waitFor();
      assert.deepEqual(faults, []);
    } finally {
      await close();
    }
  });
}

test('moved to another place of the page, it goes on with its photo', async () => {
  const { page, run, close } = await openWith();
  try {
    await chooseFile(page, ada);
    await inState(page, 'review');
    await run("document.body.append(document.querySelector('face-capture'))");
    assert.equal(await run("return document.querySelector('face-capture').state"), 'review');
    await page.getByRole('button', { name: 'Use this photo' }).click();
    await inState(page, 'done');
  } finally {
    await close();
  }
});

test('fifty times opened and closed, its memory stays flat', { timeout: 400_000 }, async () => {
  const { page, run, close } = await openWith();
  const round = async () => {
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.locator('dialog[data-state="live"]').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await inState(page, 'intro');
  };
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  /** What is left of the rounds, without what the test itself keeps of each. */
  const measure = async () => {
    const ended = await run("return window.tracks.every(({ readyState }) => readyState === 'ended')");
    assert.ok(ended, 'every track is stopped');
    await run(`for (const kept of [events, tracks, requests]) kept.length = 0;
      for (let times = 0; times < 3; times += 1) { gc(); await new Promise((done) => setTimeout(done, 100)); }`);
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (/** @type {string} */ metric) => metrics.find(({ name }) => name === metric)?.value ?? Number.NaN;
    const bytes = await run('return performance.memory.usedJSHeapSize');
    return { nodes: of('Nodes'), listeners: of('JSEventListeners'), bytes };
  };
  try {
    for (let times = 0; times < 10; times += 1) {
      await round();
    }
    const first = await measure();
    for (let times = 0; times < 40; times += 1) {
      await round();
    }
    const last = await measure();
    // One that each round left would make forty.
    assert.ok(last.nodes - first.nodes < 30, `${first.nodes} to ${last.nodes} nodes`);
    assert.ok(last.listeners - first.listeners < 20, `${first.listeners} to ${last.listeners} listeners`);
    assert.ok(last.bytes - first.bytes < 500_000, `${first.bytes} to ${last.bytes} bytes`);
  } finally {
    await close();
  }
});

/** A request that waits until the test lets it go. @param {(path: string) => boolean} isHeld */
function holding(isHeld) {
  let go = () => {};
  const held = new Promise((done) => {
    go = () => done(undefined);
  });
  const route = async (/** @type {string} */ path) => (isHeld(path) ? held.then(() => undefined) : undefined);
  return { go, route };
}

for (const [where, tries, prelude] of /** @type {const} */ ([
  ['in a worker', 2, ''],
  ['without one', 1, 'delete window.Worker;'],
])) {
  test(`a package that does not load ${where} is reported after ten seconds, with another try, and what comes later still counts`, async () => {
    const { go, route } = holding((path) => path.endsWith('.wasm'));
    const { page, run, asked, close } = await openWith({ prelude, route });
    const requests = () => asked.filter((path) => path.endsWith('.wasm')).length;
    try {
      await chooseFile(page, ada);
      const tooLong = page.getByRole('heading', { name: 'This page hasn’t finished loading' });
      await tooLong.waitFor({ timeout: 60_000 });
      const { code, actor, retryable } = await run("return window.events.find(({ name }) => name === 'error')");
      assert.deepEqual([code, actor, retryable], ['load_failed', 'environment', true]);
      for (let again = 1; again < tries; again += 1) {
        await page.getByRole('button', { name: 'Try again' }).click();
        await inState(page, 'working');
        await tooLong.waitFor({ timeout: 60_000 });
        assert.equal(requests(), again + 1, 'the request that hangs is not waited for again');
      }
      go();
      await inState(page, 'review');
    } finally {
      go();
      await close();
    }
  });
}

/** The WebAssembly in parts that are sent one after another. @param {number} parts @param {number} everyMs */
async function* slowly(parts, everyMs) {
  const file = await readFile(join(packageFolder, 'wasm/face_preflight.wasm'));
  const size = Math.ceil(file.length / parts);
  for (let part = 0; part < parts; part += 1) {
    yield file.subarray(part * size, (part + 1) * size);
    await wait(everyMs);
  }
}

test('WebAssembly that comes slowly, but comes, is waited for', async () => {
  // Of the ten seconds without progress, five pass here; all of it takes longer than that.
  const prelude = `const { setTimeout: wait } = window;
    window.setTimeout = (then, ms, ...given) => wait(then, ms === 10_000 ? 5000 : ms, ...given);`;
  /** @param {string} path */
  const route = (path) =>
    path.endsWith('.wasm') ? { headers: { 'content-type': 'application/wasm' }, parts: slowly(12, 550) } : undefined;
  const { page, run, close } = await openWith({ prelude, route });
  try {
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.locator('dialog[data-hint]').waitFor({ timeout: 60_000 });
    assert.deepEqual(await run("return window.events.filter(({ name }) => name === 'error')"), []);
  } finally {
    await close();
  }
});

test('weights that do not come are not waited for: the photo is checked without the face', async () => {
  const { go, route } = holding((path) => path.endsWith('face_weights.bin'));
  const { page, run, close } = await openWith({ route });
  try {
    await chooseFile(page, ada);
    await inState(page, 'review');
    assert.equal(await run("return document.querySelector('face-capture').photo.report.faceUnavailable"), true);
    assert.deepEqual(await run("return window.events.filter(({ name }) => name === 'error')"), []);
  } finally {
    go();
    await close();
  }
});

test('guidance that does not load is reported once, without the automatic shutter, and the shutter works', async () => {
  const { go, route } = holding((path) => path.endsWith('face_weights.bin'));
  const prelude = `window.ImageCapture = class {
    async takePhoto() { return (await fetch('/person.png')).blob(); }
  };`;
  const { page, run, close } = await openWith({ body: '<face-capture auto></face-capture>', prelude, route });
  try {
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.locator('.automatic').waitFor();
    await page.locator('.automatic').waitFor({ state: 'detached', timeout: 60_000 });
    await page.getByRole('button', { name: 'Take the photo' }).click();
    await inState(page, 'working');
    go();
    await inState(page, 'review');
    const errors = await run("return window.events.filter(({ name }) => name === 'error').map(({ code }) => code)");
    assert.deepEqual(errors, ['load_failed']);
  } finally {
    go();
    await close();
  }
});

test('without a review it only captures, and gives the photo by its event', async () => {
  const { page, run, close } = await openWith({ body: '<face-capture steps="" name="selfie"></face-capture>' });
  try {
    assert.equal(await page.locator('face-capture .step').isVisible(), false);
    // Stopped and started in one go, it runs.
    await run(
      "const capture = document.querySelector('face-capture'); capture.start(); capture.stop(); capture.start()",
    );
    await page.locator('dialog[data-hint]').waitFor();
    await run("document.querySelector('face-capture').capture()");
    await inState(page, 'idle');
    await page.waitForFunction(() =>
      /** @type {any} */ (window).events.some((/** @type {any} */ { name }) => name === 'photo'),
    );
    await page.waitForFunction(() => document.querySelector('face-capture')?.value !== null);
    await run("document.querySelector('face-capture').reset()");
    assert.equal(await run("return document.querySelector('face-capture').value"), null);
  } finally {
    await close();
  }
});

test('other options check the photo that waits anew', async () => {
  const { page, run, close } = await openWith();
  try {
    await chooseFile(page, ada);
    await inState(page, 'review');
    await run(
      "document.querySelector('face-capture').options = { checks: { face_share: { warn: 0.95, fail: 0.9 } } }",
    );
    await page.getByRole('heading', { name: 'Let’s try another photo' }).waitFor();
    assert.equal(await run("return document.querySelector('face-capture').value"), null);
    await run(
      "document.querySelector('face-capture').options = { checks: { face_share: { warn: 0.95, fail: 0.9 } } }",
    );
    assert.equal(
      await run("return document.querySelector('face-capture').state"),
      'review',
      'the same options change nothing',
    );
  } finally {
    await close();
  }
});

test('properties that were set before the element is defined count', async () => {
  const prelude = `const early = document.querySelector('face-capture');
    early.strings = { 'capture.intro.title': 'Say cheese' }; early.sources = ['file'];`;
  const { page, close } = await openWith({ prelude });
  try {
    await page.getByRole('heading', { name: 'Say cheese' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Use the camera' }).count(), 0);
  } finally {
    await close();
  }
});
