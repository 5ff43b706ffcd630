// A page of `<face-capture>` under a strict policy, and what the tests need of it.
import { closed, evaluator, serve } from './chromium.js';

/** @import { BrowserContext, Page } from 'playwright-core' */
/** @import { Route } from './chromium.js' */

/** Of docs/csp.md, with pictures as object URLs. */
export const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob:";

/** What the backend answers where the call passed. */
export const PASSED = {
  ...{ kind: 'verdict', ok: true, passed: true, code: 'Success', subCode: '200', score: 90, registered: false },
  ...{
    actor: null,
    meaning: '',
    advice: 'Fine.',
    key: 'answer.passed',
    requestId: 'r',
    attempts: 1,
    transactionId: 't',
  },
};

/** Keeps every event of the element as `window.events`. */
const LISTEN = `
  window.events = [];
  for (const name of ['state', 'hint', 'photo', 'verdict', 'error', 'camera']) {
    document.addEventListener('face-capture:' + name, (event) => {
      const { photo, cause: _, ...detail } = event.detail;
      window.events.push({ name, ...detail, ...(photo && { ok: photo.ok, checks: photo.report.checks }) });
    });
  }`;

/**
 * @typedef {object} How
 * @property {string} [body] of the page
 * @property {string} [lang]
 * @property {string} [prelude] runs before the package is imported
 * @property {Route} [route]
 * @property {Record<string, string>} [headers]
 * @property {string} [style] of the page
 */

/** Serves the page, for any engine. @param {How} how */
export function serveCapture({ body = '<face-capture></face-capture>', lang = 'en', prelude = '', ...how }) {
  return serve(
    async (path) => {
      const answer = await how.route?.(path);
      if (answer) {
        return answer;
      }
      if (path === '/') {
        return { body: pageOf(body, lang) };
      }
      if (path === '/page.css') {
        const style = `body { margin: 0; padding: 1rem; } ${how.style ?? ''}`;
        return { headers: { 'content-type': 'text/css' }, body: style };
      }
      if (path === '/page.js') {
        return { body: `${LISTEN} ${prelude}; await import('/pkg/capture.js'); window.ready = true;` };
      }
      return undefined;
    },
    { 'content-security-policy': POLICY, ...how.headers },
  );
}

/** Opens the page in Chromium. @param {BrowserContext} context @param {How} [how] */
export async function openCapture(context, how = {}) {
  const server = await serveCapture(how);
  const page = await context.newPage();
  /** @type {string[]} */
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => /content security policy/i.test(message.text()) && faults.push(message.text()));
  // With a listener, Chromium hands over its file dialogs from now on. A test that asks for it only when it presses the
  // button may ask too late.
  page.on('filechooser', () => {});
  await page.goto(server.url);
  const run = await evaluator(page);
  await run('while (!window.ready) await new Promise((done) => setTimeout(done, 20));');
  return {
    page,
    run,
    faults,
    url: server.url,
    asked: server.asked,
    async close() {
      await closed(page);
      server.close();
    },
  };
}

/** @param {string} body @param {string} lang */
function pageOf(body, lang) {
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Capture</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
    <link rel="stylesheet" href="/page.css"><script type="module" src="/page.js"></script></head>
    <body><main><h1>Sign up</h1>${body}</main></body></html>`;
}

/** Waits until the element is in a state. @param {Page} page @param {string} state */
export async function inState(page, state) {
  await page.locator(`face-capture .root[data-state="${state}"]`).waitFor({ state: 'attached', timeout: 60_000 });
}

/** @param {Page} page @param {{ name: string, mimeType: string, buffer: Buffer }} file @param {string} [element] */
export async function chooseFile(page, file, element = 'face-capture') {
  await page.locator(`${element} input[type=file]`).first().setInputFiles(file);
}
