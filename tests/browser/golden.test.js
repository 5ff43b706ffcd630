// The golden tables in Chromium, through the worker.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { evaluator, launch, serve } from '../support/chromium.js';
import { golden, goldenFaces } from '../support/fixtures.js';

const browser = await launch();
const server = await serve((path) => (path === '/' ? { body: '<!doctype html><title>golden</title>' } : undefined));
const page = await browser.context.newPage();
await page.goto(server.url);
const run = await evaluator(page);
after(async () => {
  await browser.close();
  server.close();
});

/** @param {'measure' | 'measureFaces'} measure @param {string} name */
const ask = (measure, name) =>
  run(`
    const { preflight } = await import('/pkg/browser.js');
    const { ${measure} } = await import('/tests/support/golden.js');
    const fixture = await fetch('/tests/fixtures/${name}');
    return ${measure}(preflight, await fixture.arrayBuffer());`);

for (const line of golden) {
  test(line.fixture, async () => assert.equal(await ask('measure', line.fixture), line.expected));
}

for (const line of goldenFaces) {
  test(`faces of ${line.fixture}`, async () => assert.equal(await ask('measureFaces', line.fixture), line.expected));
}
