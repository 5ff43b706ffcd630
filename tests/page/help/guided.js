// The camera's dialog with a person in front of it.

import { visit } from './browser.js';
import { open } from './steps.js';

/** @import { Image } from './portrait.js' */
/** @import { BrowserContextOptions, Page } from 'playwright-core' */

/** Frames of the films. */
export const PER_SECOND = 4;

/** @param {Image} image @param {number} seconds */
export const scene = (image, seconds) => Array(seconds * PER_SECOND).fill(image);

/**
 * Opens the camera on the page, and keeps what is hinted and spoken as `hints` and `spoken` of its window.
 * @param {string} address
 * @param {string[]} args
 * @param {BrowserContextOptions} [options]
 * @param {(page: Page) => Promise<void>} [prepare] what is done before the camera is opened
 */
export async function visitCamera(address, args, options, prepare) {
  const visitor = await visit(address, { args, ...options });
  await open(visitor.page, address);
  await visitor.page.evaluate(() => {
    const kept = /** @type {any} */ (window);
    kept.hints = [];
    kept.spoken = [];
    const capture = /** @type {HTMLElement} */ (document.getElementById('source'));
    capture.addEventListener('face-capture:hint', ({ detail }) => kept.hints.push(detail.hint));
    const announcer = /** @type {HTMLElement} */ (capture.shadowRoot?.querySelector('[aria-live]'));
    new MutationObserver(() => {
      // Emptied, it says nothing.
      if (announcer.textContent !== '') {
        kept.spoken.push({
          text: announcer.textContent,
          atMs: performance.now(),
          inside: announcer.closest('dialog') !== null,
        });
      }
    }).observe(announcer, { childList: true, characterData: true, subtree: true });
  });
  await prepare?.(visitor.page);
  await visitor.page.getByRole('button', { name: 'Use the camera' }).click();
  await visitor.page.getByRole('button', { name: 'Take the photo' }).waitFor();
  return visitor;
}

/** Waits until these were said, in this order. @param {Page} page @param {string[]} wanted */
export async function saidInOrder(page, wanted) {
  await page.waitForFunction(
    (order) => {
      let at = 0;
      for (const hint of /** @type {any} */ (window).hints) {
        if (hint === order[at]) {
          at += 1;
        }
      }
      return at === order.length;
    },
    wanted,
    { timeout: 120_000 },
  );
}
