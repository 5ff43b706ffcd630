// Headless Chromium on pages of a local server.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { chromium } from 'playwright-core';
import { root } from './package.js';

/** @import { AddressInfo } from 'node:net' */
/** @import { Engine } from './engine.js' */
/** @import { BrowserContextOptions, Page } from 'playwright-core' */

/**
 * What the server answers instead of a file; `parts` comes a part at a time.
 *
 * @typedef {{ status?: number, headers?: Record<string, string>, body?: string | Uint8Array, parts?: AsyncIterable<Uint8Array> }} Answer
 */

/** @typedef {(path: string) => Answer | undefined | Promise<Answer | undefined>} Route */

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

const CLOSING_MS = 10_000;

/**
 * Closes a page or a browser. Now and then Chromium never confirms that a page is closed whose form has just been sent.
 * @param {{ close: () => Promise<void> }} what
 */
export function closed(what) {
  return Promise.race([what.close(), new Promise((done) => setTimeout(done, CLOSING_MS).unref())]);
}

/**
 * Starts the browser with a fresh profile; `close` ends it.
 *
 * @param {{ args?: string[] } & BrowserContextOptions} [options]
 */
export async function launch({ args = [], ...options } = {}) {
  const profile = await mkdtemp(join(tmpdir(), 'face-preflight-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [...FLAGS, ...args],
    headless: true,
    ...options,
  });
  return {
    context,
    async close() {
      await closed(context);
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/**
 * Runs code inside a page. Playwright's own `evaluate` needs a policy with 'unsafe-eval'; the browser's protocol
 * does not.
 *
 * @param {Page} page
 * @returns {Promise<(code: string) => Promise<any>>} takes the body of an async function
 */
export async function evaluator(page) {
  const session = await page.context().newCDPSession(page);
  return async (code) => {
    const expression = `(async () => { ${code} })()`;
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  };
}

/**
 * Serves the project's files, and what `route` says instead.
 *
 * @param {Route} [route]
 * @param {Record<string, string>} [headers] of every answer
 */
export async function serve(route = () => undefined, headers = {}) {
  /** @type {string[]} */
  const asked = [];
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    asked.push(path);
    const answer = (await route(path)) ?? (await file(path));
    const type = { 'content-type': TYPES[extname(path)] ?? 'text/html' };
    response.writeHead(answer.status ?? 200, { ...headers, ...type, ...answer.headers });
    if (answer.parts) {
      // A page that leaves ends it.
      await pipeline(answer.parts, response).catch(() => {});
    } else {
      response.end(answer.body);
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * @param {string} path
 * @returns {Promise<Answer>}
 */
async function file(path) {
  try {
    return { body: await readFile(join(root, normalize(decodeURIComponent(path)))) };
  } catch {
    return { status: 404, body: 'not found' };
  }
}

/** @returns {Promise<Engine>} */
export async function launchChromium() {
  const browser = await launch();
  const page = await browser.context.newPage();
  const run = await evaluator(page);
  const { product } = await (await browser.context.newCDPSession(page)).send('Browser.getVersion');
  return {
    name: 'Chromium',
    version: product.replace(/^.*\//, ''),
    async open(url) {
      await page.goto(url);
    },
    evaluate: run,
    close: () => browser.close(),
  };
}
