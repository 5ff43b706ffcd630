// The inflater of `face-preflight/inline` where the platform has none: every kind of block, and damage.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { constants, deflateRawSync } from 'node:zlib';
import { inflate } from '../../pkg-template/lib/inflate.js';
import { fixture } from '../support/fixtures.js';
import { packageFolder } from '../support/package.js';

const INPUTS = {
  nothing: new Uint8Array(),
  'one byte': Uint8Array.of(7),
  'one byte again and again': new Uint8Array(70_000).fill(1),
  'a photo, which hardly gets smaller': fixture('large.jpg'),
  'the module, longer than the first buffer': Buffer.concat(
    Array.from({ length: 2 }, () => readFileSync(join(packageFolder, 'wasm/face_preflight.wasm'))),
  ),
};

const WAYS = {
  'not compressed': { level: 0 },
  'the fixed codes': { strategy: constants.Z_FIXED },
  'codes of their own': { level: 9 },
  'no repetition': { strategy: constants.Z_HUFFMAN_ONLY },
};

for (const [way, options] of Object.entries(WAYS)) {
  for (const [name, input] of Object.entries(INPUTS)) {
    test(`${name}, ${way}`, () => {
      assert.ok(Buffer.from(inflate(deflateRawSync(input, options))).equals(input));
    });
  }
}

test('what is cut off or damaged throws, and does not run for ever', () => {
  const deflated = deflateRawSync(fixture('large.jpg').subarray(0, 20_000), { strategy: constants.Z_FIXED });
  assert.throws(() => inflate(deflated.subarray(0, deflated.length / 2)), /end too early/);
  assert.throws(() => inflate(new Uint8Array()), /end too early/);
  // Block type 1, then a length of 3 at distance 1 before there is anything.
  assert.throws(() => inflate(Uint8Array.of(0x03, 0x02, 0x00)), /damaged/);
});
