// How the emulator tells pictures apart, with the built package and its detector, on drawn people.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packageVision } from '../../pkg/emulator/pictures/package-vision.js';
import { likeness } from '../../pkg/emulator/pictures/likeness.js';
import { DEFAULT_OPTIONS } from '../../pkg/emulator/options.js';
import * as product from '../../pkg/node.js';
import { asFile, drawPerson } from '../page/help/portrait.js';

const [vision, plain] = [packageVision(product), packageVision(product, { faces: false })];
const picture = (/** @type {'ada' | 'eve'} */ name, pose = {}) =>
  new Uint8Array(asFile(drawPerson(name, 900, 1200, pose)).buffer);

/** @param {Uint8Array} left @param {Uint8Array} right @param {typeof vision} by */
async function same(left, right, by = vision) {
  const [a, b] = await Promise.all([by.fingerprint(left), by.fingerprint(right)]);
  return likeness(a, b) >= DEFAULT_OPTIONS.searchThreshold;
}

test('another encoding and size of a picture is the same face, another person is not', async () => {
  const ada = picture('ada');
  const small = await product.preflight(ada, { target: { shorterSidePx: 480 }, prefer: 'size' });
  for (const by of [vision, plain]) {
    assert.equal(await same(ada, /** @type {Uint8Array} */ (small.jpeg), by), true);
    assert.equal(await same(ada, picture('eve'), by), false);
  }
});

test('the face is found again from farther away, where the whole picture differs', async () => {
  const [near, far] = [picture('ada'), picture('ada', { size: 0.7 })];
  assert.equal(await same(near, far, plain), false);
  assert.equal(await same(near, far), true);
  assert.equal(await same(picture('eve'), far), false);
});

test('a picture without a face is compared as a whole', async () => {
  const room = new Uint8Array(asFile(drawPerson(null)).buffer);
  assert.deepEqual(await vision.fingerprint(room), await plain.fingerprint(room));
});
