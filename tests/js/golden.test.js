// The golden table in Node, with both builds of the wasm.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createPreflight } from '../../pkg/lib/api.js';
import { inPlace } from '../../pkg/lib/engine.js';
import { createInstances } from '../../pkg/lib/instance.js';
import { fixture, golden } from '../support/fixtures.js';
import { measure } from '../support/golden.js';

for (const build of ['face_preflight', 'face_preflight_scalar']) {
  const file = new URL(`../../pkg/wasm/${build}.wasm`, import.meta.url);
  const preflight = createPreflight(inPlace(createInstances(async () => WebAssembly.compile(await readFile(file)))));
  for (const line of golden) {
    test(`${line.fixture} by ${build}`, async () => {
      assert.equal(await measure(preflight, fixture(line.fixture)), line.expected);
    });
  }
}

test('the table is not empty', () => assert.ok(golden.length >= 40));
