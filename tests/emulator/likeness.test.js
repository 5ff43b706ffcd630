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
  assert.ok(a && b);
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

test('a picture in which the detector finds nobody has no fingerprint', async () => {
  const room = new Uint8Array(asFile(drawPerson(null)).buffer);
  assert.equal(await vision.fingerprint(room), undefined);
  assert.equal((await plain.fingerprint(room))?.length, 256);
});

test('of two faces the largest counts', async () => {
  const scene = drawPerson('ada', 900, 1200, { size: 0.7 });
  const behind = drawPerson('eve', 300, 400);
  for (let row = 0; row < behind.height; row += 1) {
    const line = behind.rgb.subarray(row * behind.width * 3, (row + 1) * behind.width * 3);
    scene.rgb.set(line, row * scene.width * 3);
  }
  const both = new Uint8Array(asFile(scene).buffer);
  const { report } = await product.preflight(both, {}, { face: true });
  assert.equal(report.faces?.length, 2);
  assert.equal(await same(picture('ada'), both), true);
  assert.equal(await same(picture('eve'), both), false);
});
