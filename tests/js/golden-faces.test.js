// The faces of the fixtures, boxes rounded, by both builds of the wasm; xtask's tests hold the native build against the
// same table.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createBindings } from '../../pkg/wasm/face_preflight.js';
import { fixture } from '../support/fixtures.js';

const table = await readFile(new URL('../golden-faces.txt', import.meta.url), 'utf8');
const lines = table.split('\n').filter((line) => line !== '');
const file = (/** @type {string} */ name) => readFile(new URL(`../../pkg/wasm/${name}`, import.meta.url));
const weights = new Uint8Array(await file('face_weights.bin'));

for (const build of ['face_preflight', 'face_preflight_scalar']) {
  test(`faces by ${build}`, async () => {
    const bindings = createBindings();
    await bindings({ module_or_path: await WebAssembly.compile(await file(`${build}.wasm`)) });
    const detector = new bindings.FaceDetector(weights);
    for (const line of lines) {
      const name = line.slice(0, line.indexOf(' '));
      const session = new bindings.Session({}, detector);
      session.push(new Uint8Array(fixture(name)));
      const faces = (session.finish().report.faces ?? []).map(({ score, box }) =>
        [score * 100, box.x, box.y, box.width, box.height].map(Math.round).join(','),
      );
      assert.equal([name, faces.join(' ') || 'none'].join(' '), line);
    }
  });
}

test('the table has faces in it', () => assert.ok(lines.filter((line) => !line.endsWith(' none')).length >= 5));
