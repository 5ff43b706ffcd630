// What docs/csp.md says of policies holds in Chromium.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { preflight } from '../../../pkg/node.js';
import { evaluator, launch, serve } from '../../support/chromium.js';
import { blocksOf } from '../../support/documents.js';
import { fixture } from '../../support/fixtures.js';

const documented = blocksOf('docs/csp.md').flatMap(
  ({ code }) => /^Content-Security-Policy: (.+)$/m.exec(code)?.[1] ?? [],
);
const expected = (await preflight(fixture('large.jpg'))).base64();
const browser = await launch();
after(() => browser.close());

const SCRIPT = `
import { preflight } from '/pkg/browser.js';
let workers = 0;
const Real = Worker;
window.Worker = class extends Real { constructor(...given) { super(...given); workers += 1; } };
window.judge = async () => {
  const { ok, ...more } = await fetch('/tests/fixtures/large.jpg').then(preflight).then(
    (photo) => ({ ok: true, base64: photo.base64() }),
    ({ code, message }) => ({ ok: false, code, message }),
  );
  return { ok, ...more, workers };
};`;

/** @param {Record<string, string>} headers of every file */
async function judgeUnder(headers) {
  const server = await serve((path) => {
    if (path === '/') {
      return { body: '<!doctype html><script type="module" src="/page.js"></script>' };
    }
    return path === '/page.js' ? { body: SCRIPT } : undefined;
  }, headers);
  const page = await browser.context.newPage();
  try {
    await page.goto(server.url);
    const run = await evaluator(page);
    return await run('while (!window.judge) await new Promise((done) => setTimeout(done, 20)); return judge();');
  } finally {
    await page.close();
    server.close();
  }
}

test('the policy of the page is enough, with a worker', async () => {
  assert.equal(documented.length, 1);
  const result = await judgeUnder({ 'content-security-policy': documented[0] ?? '' });
  assert.deepEqual(result, { ok: true, base64: expected, workers: 1 });
});

test('cross-origin isolated too', async () => {
  const result = await judgeUnder({
    'content-security-policy': documented[0] ?? '',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  });
  assert.deepEqual(result, { ok: true, base64: expected, workers: 1 });
});

test('under Trusted Types the work is done in place', async () => {
  const result = await judgeUnder({
    'content-security-policy': `${documented[0]}; require-trusted-types-for 'script'`,
  });
  assert.deepEqual(result, { ok: true, base64: expected, workers: 0 });
});

test("without 'wasm-unsafe-eval' the error names it", async () => {
  const { code, message } = await judgeUnder({ 'content-security-policy': "default-src 'self'" });
  assert.equal(code, 'load_failed');
  assert.match(message, /wasm-unsafe-eval/);
});
