// The face in Chromium: by the page's worker, in place, and the life of the weights.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inspect, preflight } from '../../../pkg/node.js';
import { drawPerson } from '../../page/help/portrait.js';
import { evaluator, launch, serve } from '../../support/chromium.js';
import { asPixels } from '../../support/people.js';

/** @import { Route } from '../../support/chromium.js' */

const STRICT = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const WEIGHTS = '/pkg/wasm/face_weights.bin';

const person = asPixels(drawPerson('ada', 480, 640));
const expected = (await preflight(person, {}, { face: true })).report;
const frame = await inspect(person);

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** @param {{ route?: Route, prelude?: string }} [more] */
async function open({ route = () => undefined, prelude = '' } = {}) {
  const script = `${prelude}
    Object.assign(window, await import('/pkg/browser.js'));
    const data = new Uint8Array(await (await fetch('/person')).arrayBuffer());
    window.person = { data, width: 480, height: 640 };
    window.canvasOf = (width, height) => {
      const small = Object.assign(document.createElement('canvas'), { width: 480, height: 640 });
      small.getContext('2d').putImageData(new ImageData(new Uint8ClampedArray(data), 480, 640), 0, 0);
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      canvas.getContext('2d').drawImage(small, 0, 0, width, height);
      return canvas;
    };
    window.ready = true;`;
  const server = await serve(
    async (path) => {
      const answer = await route(path);
      if (answer) {
        return answer;
      }
      if (path === '/') {
        return { body: '<!doctype html><script type="module" src="/page.js"></script>' };
      }
      if (path === '/page.js') {
        return { body: script };
      }
      return path === '/person' ? { body: new Uint8Array(person.data) } : undefined;
    },
    { 'content-security-policy': STRICT },
  );
  const page = await browser.context.newPage();
  await page.goto(server.url);
  const run = await evaluator(page);
  await run('while (!window.ready) await new Promise((resolve) => setTimeout(resolve, 20));');
  return {
    run,
    asked: server.asked,
    async close() {
      await page.close();
      server.close();
    },
  };
}

test('photos and frames in the worker, whose weights are fetched once and only when a face is asked for', async () => {
  const { run, asked, close } = await open();
  await run('await preflight(person)');
  assert.ok(!asked.includes(WEIGHTS));
  assert.deepEqual(await run('return (await preflight(person, {}, { face: true })).report'), expected);
  assert.deepEqual(await run('return inspect(person)'), frame);
  assert.deepEqual(await run('return inspect(canvasOf(480, 640))'), frame);
  assert.equal(await run('return person.data.length'), 480 * 640 * 4, 'the pixels were not taken away');
  assert.equal(asked.filter((path) => path === WEIGHTS).length, 1);
  await close();
});

test('the same in place', async () => {
  const { run, close } = await open({ prelude: 'delete window.Worker;' });
  assert.deepEqual(await run('return (await preflight(person, {}, { face: true })).report'), expected);
  assert.deepEqual(await run('return inspect(canvasOf(480, 640))'), frame);
  await close();
});

test('weights of the caller’s own are not fetched', async () => {
  const { run, asked, close } = await open({
    route: async (path) => (path === '/mine' ? { body: await weights() } : undefined),
  });
  const report = await run(`const face = await (await fetch('/mine')).arrayBuffer();
    await inspect(person, {}, { face });
    return (await preflight(person, {}, { face })).report;`);
  assert.deepEqual(report, expected);
  assert.ok(!asked.includes(WEIGHTS));
  await close();
});

async function weights() {
  const { readFile } = await import('node:fs/promises');
  return readFile(new URL('../../../pkg/wasm/face_weights.bin', import.meta.url));
}

for (const [what, answer] of /** @type {const} */ ([
  ['are missing', { status: 404 }],
  ['are a page', { body: '<!doctype html>' }],
])) {
  test(`weights that ${what} fail the call, and the next call tries again`, async () => {
    let asked = 0;
    const { run, close } = await open({ route: (path) => (path === WEIGHTS && asked++ === 0 ? answer : undefined) });
    const results = await run(`
      const first = await inspect(person).catch((error) => [error.code, error.actor]);
      return [first, (await inspect(person)).faces.length];`);
    assert.deepEqual(results, [['load_failed', 'environment'], 1]);
    await close();
  });
}

test('optional weights that are missing cost the face and not the photo, and the report says so', async () => {
  let missing = true;
  const { run, close } = await open({ route: (path) => (path === WEIGHTS && missing ? { status: 404 } : undefined) });
  const { faceUnavailable, faces, checks } = await run(
    "return (await preflight(person, {}, { face: 'optional' })).report",
  );
  assert.deepEqual([faceUnavailable, faces], [true, undefined]);
  assert.ok(checks.length > 8 && checks.every((/** @type {{ id: string }} */ { id }) => id !== 'no_face'));
  missing = false;
  assert.deepEqual(await run("return (await preflight(person, {}, { face: 'optional' })).report"), expected);
  await close();
});

test('a large frame is inspected as a copy, its face is reported in its own pixels', async () => {
  const { run, close } = await open();
  const large = await run('return inspect(canvasOf(1440, 1920))');
  assert.deepEqual([large.width, large.height], [1440, 1920]);
  const [face] = large.faces;
  const [small] = frame.faces;
  for (const side of /** @type {const} */ (['x', 'y', 'width', 'height'])) {
    assert.ok(Math.abs(face.box[side] - 3 * Number(small?.box[side])) < 12, side);
  }
  assert.ok(Math.abs(face.keypoints[2].x - 3 * Number(small?.keypoints[2].x)) < 12);
  const ofSize = large.checks.find((/** @type {{ id: string }} */ { id }) => id === 'face_small');
  assert.deepEqual([ofSize.status, ofSize.value, ofSize.advice], ['skipped', null, null]);
  await close();
});

test('a large frame in Display P3 is converted and looked at by a copy too', async () => {
  const { run, close } = await open();
  const [space, large] = await run(`
    const context = canvasOf(1440, 1920).getContext('2d');
    const image = context.getImageData(0, 0, 1440, 1920, { colorSpace: 'display-p3' });
    return [image.colorSpace, await inspect(image)];`);
  assert.equal(space, 'display-p3');
  assert.deepEqual([large.width, large.height, large.faces.length], [1440, 1920, 1]);
  assert.ok(Math.abs(large.faces[0].box.x - 3 * Number(frame.faces[0]?.box.x)) < 12);
  await close();
});

test('hundreds of frames of changing size, and a worker that dies among them', async () => {
  const { run, close } = await open({
    prelude: `window.workers = []; window.Worker = class extends Worker {
      constructor(...given) { super(...given); workers.push(this); } };`,
  });
  const results = await run(`
    const sizes = [canvasOf(240, 320), canvasOf(480, 640), canvasOf(640, 480), canvasOf(1280, 720)];
    let found = 0;
    for (let at = 0; at < 200; at++) found += (await inspect(sizes[at % 4])).faces.length;
    const waiting = inspect(sizes[0]).catch((error) => error.code);
    workers[0].dispatchEvent(new ErrorEvent('error', { message: 'killed' }));
    return [found, await waiting, (await inspect(sizes[0])).faces.length, workers.length];`);
  assert.deepEqual(results, [200, 'worker_died', 1, 2]);
  await close();
});

test('no frame is inspected while nothing is shown', async () => {
  const { run, close } = await open();
  const said = await run(
    `return inspect(document.createElement('video')).catch((error) => [error.code, error.message])`,
  );
  assert.deepEqual(said, ['invalid_input', 'the HTMLVideoElement shows no picture yet, or is closed']);
  await close();
});
