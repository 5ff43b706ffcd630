// What a person does on the page, as few words for the tests.

import assert from 'node:assert/strict';

/** @import { Page } from 'playwright-core' */

/** @typedef {{ name: string, mimeType: string, buffer: Buffer }} File */
/** @typedef {'source' | 'target'} Side */

/** Opens the page and waits until it has the service's policies. @param {Page} page @param {string} address */
export async function open(page, address) {
  await page.goto(address);
  await page.locator('#modes').waitFor();
}

/** @param {Page} page @param {File} file @param {Side} [side] */
export async function choose(page, file, side = 'source') {
  await page.locator(`#file-${side}`).setInputFiles(file);
}

/** Waits for the second step. @param {Page} page */
export async function checked(page) {
  await page.locator('#step-check').waitFor();
}

/** Sends and waits for the answer's facts. @param {Page} page @returns {Promise<Record<string, string>>} */
export async function send(page) {
  await page.getByRole('button', { name: 'Send for verification' }).click();
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

/** The first step again, with nothing chosen. @param {Page} page */
export async function startOver(page) {
  await page
    .locator('#verdict .actions')
    .getByRole('button', { name: /Check another photo|Start over|Take another photo/ })
    .click();
  await page.locator('#step-photo').waitFor();
}

/** @param {Page} page @param {'Search' | 'Compare' | 'Both'} mode */
export async function pickMode(page, mode) {
  await page.getByRole('radio', { name: mode }).check();
}

/** Changes settings of the engineers' panel. @param {Page} page @param {() => Promise<void>} change */
export async function withSettings(page, change) {
  const summary = page.getByText('Settings for engineers');
  await summary.click();
  await change();
  await summary.click();
}

/** @param {Page} page */
export async function title(page) {
  return page.locator('.step:not([hidden]) h1').textContent();
}
