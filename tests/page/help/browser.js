// Chromium with a fresh profile, and watchers for what must never happen.

import { launch } from '../../support/chromium.js';

/** @import { BrowserContext as Context, BrowserContextOptions, Page } from 'playwright-core' */

/**
 * @typedef {object} Visit
 * @property {Context} context
 * @property {Page} page
 * @property {string[]} faults broken rules of the content security policy, errors of scripts, requests to elsewhere
 * @property {() => Promise<void>} end
 */

/**
 * @param {string} origin requests to anywhere else are faults
 * @param {{ args?: string[] } & BrowserContextOptions} [options]
 * @returns {Promise<Visit>}
 */
export async function visit(origin, { args = [], ...options } = {}) {
  const { context, close } = await launch({ args, viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(60_000);
  /** @type {string[]} */
  const faults = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(origin) && !/^(blob|data):/.test(request.url())) {
      faults.push(`request to ${request.url()}`);
    }
  });
  context.on('console', (message) => {
    if (/content security policy/i.test(message.text())) {
      faults.push(message.text());
    }
  });
  context.on('weberror', (error) => faults.push(String(error.error())));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`Content Security Policy: ${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  const page = context.pages()[0] ?? (await context.newPage());
  // With a listener, Chromium hands over its file dialogs from now on. A test that asks for it only when it presses the
  // button may ask too late.
  page.on('filechooser', () => {});
  return {
    context,
    page,
    faults,
    end: close,
  };
}
