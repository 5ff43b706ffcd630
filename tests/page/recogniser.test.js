// People in the demo: with the recogniser's weights installed, two photos of one person match and those of two people do
// not. The photos are cut from those that come with the weights; they are read, never kept.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { standingService, standingVisitor } from './help/standing.js';
import { checked, choose, open, pickMode, ready, send, startOver } from './help/steps.js';

/** @import { File } from './help/steps.js' */

const SAMPLES = new URL('../../pkg/node_modules/@vladmandic/face-api/demo/', import.meta.url);

/** @typedef {{ sample: string, left: number, top: number, width: number }} Place of one face, three wide and four high */

/** @type {Place} */
const LAUGHING = { sample: 'sample1.jpg', left: 1349, top: 106, width: 423 };
/** The same woman on another evening. @type {Place} */
const SMILING = { sample: 'sample3.jpg', left: 895, top: 66, width: 565 };
/** Another woman in the same light. @type {Place} */
const HER_FRIEND = { sample: 'sample3.jpg', left: 421, top: 185, width: 547 };

const service = standingService('recogniser');
const visitor = standingVisitor(service);

/** @param {Place} place @returns {Promise<File>} */
async function photo({ sample, ...place }) {
  const file = readFileSync(new URL(sample, SAMPLES)).toString('base64');
  const cut = await visitor.page.evaluate(
    async ({ base64, left, top, width }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes]));
      const canvas = new OffscreenCanvas(720, 960);
      canvas.getContext('2d')?.drawImage(bitmap, left, top, width, (width * 4) / 3, 0, 0, 720, 960);
      const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
      return [...new Uint8Array(await jpeg.arrayBuffer())];
    },
    { base64: file, ...place },
  );
  return { name: sample, mimeType: 'image/jpeg', buffer: Buffer.from(cut) };
}

test('two photos of one person match, two people do not, and the page says who decided', async () => {
  const { page } = visitor;
  await open(page, service.page);
  const said = page.locator('#engine', { hasText: 'People are told apart by the emulator’s recogniser.' });
  await said.waitFor();
  const [laughing, smiling, friend] = [await photo(LAUGHING), await photo(SMILING), await photo(HER_FRIEND)];
  await pickMode(page, 'Compare');
  await choose(page, laughing);
  await ready(page, 'source');
  await choose(page, smiling, 'target');
  await checked(page);
  const same = await send(page);
  assert.equal(same.SubCode, '200');
  assert.equal(same['Decided by'], 'the emulator’s recogniser');

  await startOver(page);
  await choose(page, friend);
  await ready(page, 'source');
  await choose(page, smiling, 'target');
  await checked(page);
  const other = await send(page);
  assert.equal(other.SubCode, '204');
  assert.equal(other['Decided by'], 'the emulator’s recogniser');
});
