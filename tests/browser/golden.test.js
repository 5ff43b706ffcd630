// The golden table in Chromium, through the worker.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { evaluator, launch, serve } from '../support/chromium.js';
import { golden } from '../support/fixtures.js';

const browser = await launch();
const server = await serve((path) => (path === '/' ? { body: '<!doctype html><title>golden</title>' } : undefined));
const page = await browser.context.newPage();
await page.goto(server.url);
const run = await evaluator(page);
after(async () => {
  await browser.close();
  server.close();
});

for (const line of golden) {
  test(line.fixture, async () => {
    const measured = await run(`
      const { preflight } = await import('/pkg/browser.js');
      const { measure } = await import('/tests/support/golden.js');
      const fixture = await fetch('/tests/fixtures/${line.fixture}');
      return measure(preflight, await fixture.arrayBuffer());`);
    assert.equal(measured, line.expected);
  });
}
