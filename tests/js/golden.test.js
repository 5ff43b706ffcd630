// The golden tables in Node, with both builds of the wasm.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createPreflight } from '../../pkg/lib/api.js';
import { inPlace } from '../../pkg/lib/engine.js';
import { createInstances } from '../../pkg/lib/instance.js';
import { loadLandmarks, loadWeights } from '../../pkg/lib/load-node.js';
import { fixture, golden, goldenFaces, goldenLandmarks } from '../support/fixtures.js';
import { measure, measureClosely, measureFaces } from '../support/golden.js';

for (const build of ['face_preflight', 'face_preflight_scalar']) {
  const file = new URL(`../../pkg/wasm/${build}.wasm`, import.meta.url);
  const load = async () => WebAssembly.compile(await readFile(file));
  const preflight = createPreflight(inPlace(createInstances(load, loadWeights, loadLandmarks)));
  for (const line of golden) {
    test(`${line.fixture} ${line.json} by ${build}`, async () => {
      assert.equal(await measure(preflight, fixture(line.fixture), line.json), line.expected);
    });
  }
  for (const line of goldenFaces) {
    test(`faces of ${line.fixture} by ${build}`, async () => {
      assert.equal(await measureFaces(preflight, fixture(line.fixture)), line.expected);
    });
  }
  for (const line of goldenLandmarks) {
    test(`${line.fixture} closely by ${build}`, async () => {
      assert.equal(await measureClosely(preflight, fixture(line.fixture)), line.expected);
    });
  }
}

test('the table is not empty', () => assert.ok(golden.length >= 40));
test('the table has lines with options', () => assert.ok(golden.filter(({ json }) => json).length >= 10));
test('the table of the second look has what it measured', () => {
  assert.ok(goldenLandmarks.filter(({ expected }) => !expected.includes('none')).length >= 40);
});
test('the table of faces has faces in it', () => {
  assert.ok(goldenFaces.filter(({ expected }) => expected !== 'none').length >= 40);
});
