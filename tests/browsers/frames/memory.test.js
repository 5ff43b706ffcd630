// A camera runs for minutes: ten thousand frames must not take more memory than the first thousand, neither in wasm nor
// in JavaScript.
import { wasmBytes } from '../../support/wasm-memory.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { inspect } from '../../../pkg/node.js';
import { drawPerson } from '../../page/help/portrait.js';
import { asPixels } from '../../support/people.js';

const FRAMES = 10_000;
const SETTLED = 1000;

/** What may be left over without being a leak: a leak of 60 bytes a frame is more. */
const LOOSE_BYTES = 512 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = /** @type {() => void} */ (runInNewContext('gc'));

function measure() {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { wasm: wasmBytes(), heap: heapUsed, buffers: arrayBuffers };
}

test(`${FRAMES} frames leave the memory as it is`, async (t) => {
  const frames = [
    asPixels(drawPerson('ada', 96, 128)),
    asPixels(drawPerson(null, 128, 96)),
    asPixels(drawPerson('bob', 120, 160, { size: 0.7, right: 0.1 })),
  ];
  let faces = 0;
  let settled;
  for (let number = 0; number < FRAMES; number++) {
    const frame = frames[number % frames.length];
    faces += (await inspect(/** @type {NonNullable<typeof frame>} */ (frame))).faces.length;
    if (number === SETTLED) {
      settled = measure();
    }
  }
  const end = measure();
  t.diagnostic(`after ${SETTLED} frames ${JSON.stringify(settled)}, at the end ${JSON.stringify(end)}`);
  // Two of the three pictures show a person.
  assert.equal(faces, FRAMES - Math.floor((FRAMES + 1) / 3));
  assert.ok(settled && settled.wasm > 0);
  assert.equal(end.wasm, settled.wasm);
  assert.ok(end.heap - settled.heap < LOOSE_BYTES, 'JavaScript objects');
  assert.ok(end.buffers - settled.buffers < LOOSE_BYTES, 'ArrayBuffers');
});
