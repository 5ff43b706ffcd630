// A camera runs for minutes: ten thousand frames through one detector must not take more memory than the first hundred.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createBindings } from '../../pkg/wasm/face_preflight.js';
import { drawPerson } from '../page/help/portrait.js';
import { asPixels } from '../support/people.js';

const FRAMES = 10_000;

const file = (/** @type {string} */ name) => readFile(new URL(`../../pkg/wasm/${name}`, import.meta.url));

test(`${FRAMES} frames leave the wasm memory as it is`, async () => {
  const bindings = createBindings();
  const { memory } = await bindings({ module_or_path: await WebAssembly.compile(await file('face_preflight.wasm')) });
  const detector = new bindings.FaceDetector(new Uint8Array(await file('face_weights.bin')));
  const frames = [
    asPixels(drawPerson('ada', 96, 128)),
    asPixels(drawPerson(null, 128, 96)),
    asPixels(drawPerson('bob', 120, 160, { size: 0.7, right: 0.1 })),
  ];
  let faces = 0;
  let settledBytes = 0;
  for (let number = 0; number < FRAMES; number++) {
    const { width, height, data } = /** @type {typeof frames[0]} */ (frames[number % frames.length]);
    faces += detector.inspectRgba(width, height, data, undefined).faces.length;
    if (number === 100) settledBytes = memory.buffer.byteLength;
  }
  // Two of the three pictures show somebody.
  assert.equal(faces, FRAMES - Math.floor((FRAMES + 1) / 3));
  assert.equal(memory.buffer.byteLength, settledBytes);
});
