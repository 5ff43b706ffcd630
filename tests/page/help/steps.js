// What a person and an engineer do on the page, as few words for the tests.

import assert from 'node:assert/strict';

/** @import { Page } from 'playwright-core' */

/** @typedef {{ name: string, mimeType: string, buffer: Buffer }} File */
/** @typedef {'source' | 'target'} Side */

/** Opens the page as an engineer, and waits until it has the service's policies. @param {Page} page @param {string} address */
export async function open(page, address) {
  await page.goto(`${address}?debug`);
  await page.locator('#modes').waitFor();
}

/** @param {Page} page @param {File} file @param {Side} [side] */
export async function choose(page, file, side = 'source') {
  await page.locator(`#${side} input[type=file]`).first().setInputFiles(file);
}

/** Waits until every photo that is needed is checked. @param {Page} page */
export async function checked(page) {
  await page.locator('#source .root[data-state="review"]').waitFor();
  await page.locator('#reports[data-complete="true"]').waitFor();
}

/** Waits until a photo is checked. @param {Page} page @param {Side} side */
export async function ready(page, side) {
  await page.locator(`#${side} .root[data-state="review"]`).waitFor();
}

/** Sends and waits for the answer's facts. @param {Page} page @returns {Promise<Record<string, string>>} */
export async function send(page) {
  await page.locator('#source').getByRole('button', { name: 'Send' }).click();
  return answer(page);
}

/** @param {Page} page @returns {Promise<Record<string, string>>} the facts of the answer */
export async function answer(page) {
  await page.locator('.facts').waitFor();
  const terms = await page.locator('.facts dt').allTextContents();
  const values = await page.locator('.facts dd').allTextContents();
  assert.equal(terms.length, values.length);
  return Object.fromEntries(terms.map((term, at) => [term, values[at] ?? '']));
}

/** The intro again, with nothing chosen. @param {Page} page */
export async function startOver(page) {
  await page.locator('#restart').click();
  await page.locator('#source .root[data-state="intro"]').waitFor();
}

/** @param {Page} page @param {'Search' | 'Compare' | 'Both'} mode */
export async function pickMode(page, mode) {
  await page.getByRole('radio', { name: mode }).check();
}

/** Changes settings of the engineers' part. @param {Page} page @param {() => Promise<void>} change */
export async function withSettings(page, change) {
  const summary = page.locator('#settings summary');
  await summary.click();
  await change();
  await summary.click();
}

/** The title of the step. @param {Page} page @param {Side} [side] */
export async function title(page, side = 'source') {
  return page.locator(`#${side} .step h2`).first().textContent();
}
