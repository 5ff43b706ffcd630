// The same in Chromium, as a page's camera does it: canvases of 480 × 640, which go through the page's worker. A page
// cannot ask for its memory as often as Node can, and a frame takes longer: fewer frames, and a larger rest.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawPerson } from '../page/help/portrait.js';
import { evaluator, launch, serve } from '../support/chromium.js';
import { asPixels } from '../support/people.js';

const [SETTLED, FRAMES] = [300, 2000];

/** A leak of one frame's pixels in a hundred frames is more, and one of 2 KB a frame. */
const LOOSE_BYTES = 4 * 1024 * 1024;

/** What `measureUserAgentSpecificMemory` asks for, so that it counts the worker as well. */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

test(`${FRAMES} canvases leave the memory of page and worker as it is`, async (t) => {
  const people = [drawPerson('ada', 480, 640), drawPerson('bob', 480, 640, { size: 0.7, right: 0.1 })].map(asPixels);
  const server = await serve((path) => {
    if (path === '/') return { body: '<!doctype html><title>frames</title>' };
    const person = people[Number(path.slice(1))];
    return person ? { body: new Uint8Array(person.data) } : undefined;
  }, ISOLATED);
  const browser = await launch();
  try {
    const page = await browser.context.newPage();
    await page.goto(server.url);
    const run = await evaluator(page);
    await run(`
      Object.assign(window, await import('/pkg/browser.js'));
      window.canvases = [];
      for (const name of [0, 1]) {
        const data = new Uint8ClampedArray(await (await fetch('/' + name)).arrayBuffer());
        const canvas = Object.assign(document.createElement('canvas'), { width: 480, height: 640 });
        canvas.getContext('2d', { willReadFrequently: true }).putImageData(new ImageData(data, 480, 640), 0, 0);
        canvases.push(canvas);
      }
      window.look = async (frames) => {
        let faces = 0;
        for (let at = 0; at < frames; at++) faces += (await inspect(canvases[at % 2])).faces.length;
        return faces;
      };
      // The first call collects what the second would count.
      window.measure = async () => {
        await performance.measureUserAgentSpecificMemory();
        return (await performance.measureUserAgentSpecificMemory()).bytes;
      };`);
    const [faces, settled] = await run(`return [await look(${SETTLED}), await measure()];`);
    const [more, end] = await run(`return [await look(${FRAMES - SETTLED}), await measure()];`);
    t.diagnostic(`after ${SETTLED} frames ${settled} bytes, at the end ${end}`);
    assert.equal(faces + more, FRAMES);
    assert.ok(settled > 0 && end - settled < LOOSE_BYTES, `${end - settled} bytes more`);
  } finally {
    await browser.close();
    server.close();
  }
});
