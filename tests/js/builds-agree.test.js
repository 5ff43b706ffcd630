// The module with SIMD and the one without give the same bytes, reports and errors, whatever comes in. `ROUNDS=20 node
// --test tests/js/builds-agree.test.js` gives them twenty times as many inputs as every run of the tests does.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createPreflight } from '../../pkg/lib/api.js';
import { inPlace } from '../../pkg/lib/engine.js';
import { createInstances } from '../../pkg/lib/instance.js';
import { loadWeights } from '../../pkg/lib/load-node.js';
import { mutated, randomBytes, randomNumbers } from '../support/mutations.js';
import { root } from '../support/package.js';
import { drawPng, pngOfRows } from '../support/png.js';

/** @import { PhotoInput, PreflightOptions } from '../../pkg/lib/types.js' */
/** @import { Random } from '../support/mutations.js' */
/** @import { PreflightError } from '../../pkg/node.js' */

/** @param {string} build */
function builtAs(build) {
  const file = join(root, 'pkg/wasm', `${build}.wasm`);
  return createPreflight(inPlace(createInstances(async () => WebAssembly.compile(readFileSync(file)), loadWeights)));
}

const ROUNDS = Number(process.env['ROUNDS'] ?? 1);

const simd = builtAs('face_preflight');
const scalar = builtAs('face_preflight_scalar');

/** All that comes out: the picture and its report, or the error. */
async function outcome(/** @type {typeof simd} */ preflight, /** @type {Parameters<typeof simd>} */ call) {
  try {
    const { jpeg, report } = await preflight(...call);
    return { jpeg: jpeg && Buffer.from(jpeg).toString('base64'), report };
  } catch (error) {
    const { code, message, details } = /** @type {PreflightError} */ (error);
    return { code, message, details };
  }
}

/**
 * Options under which the smallest picture comes out too, at any of the decoder's scales.
 *
 * @param {Random} random
 * @returns {PreflightOptions}
 */
function anyOptions(random) {
  const max = () => (random(3) === 0 ? 4096 : 16 + random(150));
  return {
    landscape: 'allow',
    target: { minWidthPx: 1, minHeightPx: 1, maxWidthPx: max(), maxHeightPx: max() },
    subsampling: random(2) === 0 ? '4:2:0' : '4:4:4',
    coding: random(2) === 0 ? 'baseline' : 'progressive',
    fidelity: random(4) === 0 ? 'fast' : 'best',
  };
}

/**
 * Gives both builds inputs, each with options of its own, and says how many became pictures of a hundred.
 *
 * @param {number} inputs of a round
 * @param {Random} random
 * @param {(at: number) => PhotoInput} input
 */
async function agreeing(inputs, random, input) {
  let pictures = 0;
  const count = inputs * ROUNDS;
  for (let at = 0; at < count; at++) {
    /** @type {Parameters<typeof simd>} */
    const call = [input(at), anyOptions(random), { face: at % 16 === 0 }];
    const [one, other] = [await outcome(simd, call), await outcome(scalar, call)];
    assert.deepEqual(one, other, `input ${at}`);
    if (one.jpeg) {
      pictures++;
    }
  }
  return (100 * pictures) / count;
}

/** @param {Uint8Array[]} seeds */
const mutatedOf = (seeds, /** @type {Random} */ random) => (/** @type {number} */ at) =>
  mutated(random, seeds[at % seeds.length] ?? new Uint8Array());

test('mutated files of every structure', async (t) => {
  const random = randomNumbers(0x5eed);
  const folder = join(root, 'fuzz/seeds/jpeg');
  const seeds = readdirSync(folder)
    .sort()
    .map((name) => new Uint8Array(readFileSync(join(folder, name))));
  const pictures = await agreeing(3000, random, mutatedOf(seeds, random));
  t.diagnostic(`${pictures.toFixed()} of 100 became pictures`);
  assert.ok(pictures > 8);
});

/**
 * The file with the largest quantization (T.81 B.2.4.1): numbers far beyond those of any picture.
 *
 * @param {Uint8Array} file
 */
function withLargestQuantization(file) {
  const changed = Buffer.from(file);
  for (let at = changed.indexOf('ffdb', 0, 'hex'); at >= 0; at = changed.indexOf('ffdb', at + 2, 'hex')) {
    const end = at + 2 + changed.readUInt16BE(at + 2);
    for (let table = at + 4; table < end; table += 65) {
      changed.fill(255, table + 1, table + 65);
    }
  }
  return new Uint8Array(changed);
}

test('mutated photos', async (t) => {
  const random = randomNumbers(0xf07);
  const seeds = [];
  for (const coding of /** @type {const} */ (['baseline', 'progressive'])) {
    for (const qualityFloor of [30, 95]) {
      const target = { minWidthPx: 1, minHeightPx: 1, windowMinBytes: 0, windowMaxBytes: 12_000, qualityFloor };
      const subsampling = qualityFloor < 50 ? '4:2:0' : '4:4:4';
      const { jpeg } = await simd(drawPng(110, 149), { target, coding, subsampling });
      if (jpeg) {
        seeds.push(jpeg, withLargestQuantization(jpeg));
      }
    }
  }
  assert.equal(seeds.length, 8);
  const pictures = await agreeing(800, random, mutatedOf(seeds, random));
  t.diagnostic(`${pictures.toFixed()} of 100 became pictures`);
  assert.ok(pictures > 30);
});

/** PNG's check sums refuse mutations; rows of any bytes under any filter do not. */
test('PNG of any rows', async (t) => {
  const random = randomNumbers(0xca5e);
  const pictures = await agreeing(500, random, () => {
    const [width, height] = [1 + random(90), 1 + random(90)];
    const colour = random(2) === 0 ? 2 : 6;
    const rowBytes = width * (colour === 2 ? 3 : 4);
    const rows = Array.from({ length: height }, () => [random(5), ...randomBytes(random, rowBytes)]);
    return pngOfRows({ width, height, colour }, Uint8Array.from(rows.flat()));
  });
  t.diagnostic(`${pictures.toFixed()} of 100 became pictures`);
  assert.equal(pictures, 100);
});

test('any pixels', async (t) => {
  const random = randomNumbers(0xa11);
  const pictures = await agreeing(400, random, () => {
    const [width, height] = [1 + random(200), 1 + random(200)];
    return { width, height, data: new Uint8ClampedArray(randomBytes(random, 4 * width * height)) };
  });
  t.diagnostic(`${pictures.toFixed()} of 100 became pictures`);
  assert.equal(pictures, 100);
});
