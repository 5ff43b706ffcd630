// Attributes, and the properties that set the same.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { asFile, drawPerson } from '../../page/help/portrait.js';
import { PASSED, POLICY, chooseFile, inState, openCapture } from '../../support/capture.js';
import { launch } from '../../support/chromium.js';

const ada = asFile(drawPerson('ada'));
const landscape = asFile(drawPerson('ada', 1200, 900));

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

const capture = "document.querySelector('face-capture')";
const PORTRAIT = `const { photo } = ${capture};
  return [photo.ok, photo.report.checks.find(({ id }) => id === 'portrait').status];`;

test('options and texts are JSON or objects, and `landscape` wins over the options', async () => {
  const body = `<face-capture options='{"landscape":"crop"}' strings='{"capture.intro.title":"Say cheese"}'></face-capture>`;
  const { page, run, close } = await openCapture(browser.context, { body });
  const good = page.getByRole('button', { name: 'Use this photo' });
  const bad = page.getByRole('heading', { name: 'Let’s try another photo' });
  try {
    await page.getByRole('heading', { name: 'Say cheese' }).waitFor();
    await run(`${capture}.strings = { 'capture.intro.title': 'Smile' }`);
    await page.getByRole('heading', { name: 'Smile' }).waitFor();
    await run(`${capture}.strings = null`);
    await page.getByRole('heading', { name: 'Say cheese' }).waitFor();
    await chooseFile(page, landscape);
    await good.waitFor();
    assert.deepEqual(await run(PORTRAIT), [true, 'warn'], 'the attribute’s options');
    await run(`${capture}.options = { landscape: 'fail' }`);
    await bad.waitFor();
    assert.deepEqual(await run(PORTRAIT), [false, 'fail'], 'the property’s');
    await run(`${capture}.setAttribute('landscape', 'crop')`);
    await good.waitFor();
    await run(`${capture}.landscape = 'fail'`);
    await bad.waitFor();
    assert.equal(await run(`return ${capture}.getAttribute('landscape')`), 'fail');
    await run(`${capture}.landscape = undefined; ${capture}.options = null`);
    await good.waitFor();
    assert.deepEqual(await run(`return [${capture}.landscape ?? null, ${capture}.options]`), [
      null,
      { landscape: 'crop' },
    ]);
  } finally {
    await close();
  }
});

test('disabled, it does nothing and its form has no photo; required, a face that cannot be looked for is a problem', async () => {
  const body = '<form><face-capture name="selfie" face="required" required></face-capture></form>';
  const route = (/** @type {string} */ path) =>
    path.endsWith('face_weights.bin') ? { status: 404, body: 'not found' } : undefined;
  const { page, run, close } = await openCapture(browser.context, { body, route });
  try {
    await chooseFile(page, ada);
    await inState(page, 'problem');
    const errors = "return window.events.filter(({ name }) => name === 'error').map(({ code }) => code)";
    assert.deepEqual(await run(errors), ['load_failed']);
    await run(`${capture}.setAttribute('face', 'optional')`);
    await page.getByRole('button', { name: 'Try again' }).click();
    await inState(page, 'review');
    await page.getByRole('button', { name: 'Use this photo' }).click();
    const handedIn = 'return [[...new FormData(document.forms[0]).keys()], document.forms[0].checkValidity()]';
    assert.deepEqual(await run(handedIn), [['selfie'], true]);

    await run(`${capture}.disabled = true`);
    assert.deepEqual(await run(handedIn), [[], true], 'a disabled field is neither sent nor checked');
    assert.equal(await run(`return ${capture}.hasAttribute('disabled') && !${capture}.willValidate`), true);
    await run(`${capture}.reset(); ${capture}.start(); await ${capture}.check(new Blob(['x']))`);
    assert.equal(await run(`return ${capture}.state`), 'intro');
    for (const name of ['Use the camera', 'Choose a photo']) {
      assert.equal(await page.getByRole('button', { name }).isDisabled(), true, name);
    }
    await run(`${capture}.removeAttribute('disabled')`);
    assert.equal(await page.getByRole('button', { name: 'Choose a photo' }).isDisabled(), false);
  } finally {
    await close();
  }
});

test('a token may be a function, asked for each photo that is sent, and a nonce lets an old browser’s style in', async () => {
  const { page, run, faults, close } = await openCapture(browser.context, {
    body: '<face-capture policy="signup" endpoint="/verify" nonce="n0nce" token="text"></face-capture>',
    headers: { 'content-security-policy': `${POLICY}; style-src 'self' 'nonce-n0nce'` },
    prelude: 'delete Document.prototype.adoptedStyleSheets; delete ShadowRoot.prototype.adoptedStyleSheets;',
    route: (path) =>
      path === '/verify'
        ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(PASSED) }
        : undefined,
  });
  /** @type {(string | undefined)[]} */
  const sent = [];
  page.on('request', (request) => request.url().endsWith('/verify') && sent.push(request.headers()['authorization']));
  const send = async (/** @type {string} */ setting) => {
    await run(`${capture}.reset(); ${setting}`);
    await chooseFile(page, ada);
    await page.getByRole('button', { name: 'Send' }).click();
    await inState(page, 'verdict');
  };
  try {
    const style = `return [${capture}.shadowRoot.querySelector('style') !== null, getComputedStyle(${capture}).display]`;
    assert.deepEqual(await run(style), [true, 'block']);
    await send('');
    await send(`let asked = 0; ${capture}.token = async () => 'token-' + (asked += 1)`);
    await send('');
    assert.deepEqual(sent, ['Bearer text', 'Bearer token-1', 'Bearer token-2']);
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
});

test('the language around it is followed, also out of a shadow tree, until it is taken away', async () => {
  const prelude = `window.observing = 0;
    const { observe, disconnect } = MutationObserver.prototype;
    MutationObserver.prototype.observe = function (...given) { observing += 1; return observe.apply(this, given); };
    MutationObserver.prototype.disconnect = function () { observing = 0; return disconnect.apply(this); };
    document.getElementById('around').attachShadow({ mode: 'open' }).innerHTML = '<p><face-capture></face-capture></p>';
    window.capture = around.shadowRoot.querySelector('face-capture');`;
  const { page, run, close } = await openCapture(browser.context, { body: '<div id="around"></div>', prelude });
  const titled = (/** @type {string} */ name) => page.getByRole('heading', { name }).waitFor();
  try {
    await titled('Take a photo of your face');
    await run("document.documentElement.lang = 'es'");
    await titled('Tome una foto de su rostro');
    await run("around.lang = 'ms'");
    await titled('Ambil foto muka anda');
    await run("around.removeAttribute('lang')");
    await titled('Tome una foto de su rostro');
    assert.ok((await run('return observing')) > 0);
    await run('capture.remove()');
    assert.equal(await run('return observing'), 0);
  } finally {
    await close();
  }
});
