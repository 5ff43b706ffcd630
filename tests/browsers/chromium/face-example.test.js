// The example of docs/checks.md for a page, run in a page with a photo and a camera.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawPerson } from '../../page/help/portrait.js';
import { evaluator, launch, serve } from '../../support/chromium.js';
import { blocksOf } from '../../support/documents.js';
import { asPixels } from '../../support/people.js';

const [example, ...others] = blocksOf('docs/checks.md').filter(({ kind }) => kind === 'page');

/** What the example takes for granted: a photo's file and a video that shows the same person. */
const SURROUNDINGS = `
  const data = new Uint8ClampedArray(await (await fetch('/person')).arrayBuffer());
  const canvas = Object.assign(document.createElement('canvas'), { width: 480, height: 640 });
  const draw = () => canvas.getContext('2d').putImageData(new ImageData(data, 480, 640), 0, 0);
  draw();
  window.file = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  window.video = document.createElement('video');
  Object.assign(video, { muted: true, srcObject: canvas.captureStream(30) });
  // A stream of a canvas sends a frame for each time that it is drawn on.
  setInterval(draw, 30);
  await video.play();
  window.outcome = await import('/example.js').catch((error) => ({ error: String(error) }));`;

test('the example finds the face in the file and in the frame', async () => {
  assert.ok(example && others.length === 0, 'one example, whose assumptions are written here');
  const map = JSON.stringify({ imports: { 'face-preflight': '/pkg/browser.js' } });
  /** @type {Record<string, string | Uint8Array>} */
  const files = {
    '/': `<!doctype html><script type="importmap">${map}</script><script type="module" src="/page.js"></script>`,
    '/page.js': SURROUNDINGS,
    '/example.js': `${example.code}\nexport { checks, faces, report };`,
    '/person': new Uint8Array(asPixels(drawPerson('ada', 480, 640)).data),
  };
  const server = await serve((path) => (path in files ? { body: files[path] ?? '' } : undefined));
  const browser = await launch();
  try {
    const page = await browser.context.newPage();
    await page.goto(server.url);
    const run = await evaluator(page);
    const { error, report, faces, checks } = await run(`
      while (!window.outcome) await new Promise((resolve) => setTimeout(resolve, 20));
      const { error, report, faces, checks } = window.outcome;
      return { error, report, faces, checks };`);
    assert.equal(error, undefined);
    assert.equal(report.source.format, 'png');
    assert.equal(report.faces.length, 1);
    assert.equal(faces.length, 1);
    const noFace = checks.find((/** @type {{ id: string }} */ { id }) => id === 'no_face');
    assert.equal(noFace?.status, 'pass');
  } finally {
    await browser.close();
    server.close();
  }
});
