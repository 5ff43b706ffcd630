// The recogniser: its numbers against another implementation, its weights, and what happens without them. That it knows
// photos of people apart is in ../page/recogniser.test.js.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { likeness, describedPrint } from '../../pkg/emulator/pictures/likeness.js';
import { chooseVision } from '../../pkg/emulator/recogniser/choose-vision.js';
import { WEIGHTS_PACKAGE, WEIGHTS_VERSION, findWeights } from '../../pkg/emulator/recogniser/find-weights.js';
import { NoWeights } from '../../pkg/emulator/recogniser/no-weights.js';
import { openRecogniser } from '../../pkg/emulator/recogniser/recognising-vision.js';
import * as product from '../../pkg/node.js';
import { asFile, drawPerson } from '../page/help/portrait.js';
import { base64 } from '../support/fake-picture.js';
import { callEmulator, searchFields, startEmulator } from './client.js';

const INSTALLED = fileURLToPath(new URL('../../pkg/node_modules/@vladmandic/face-api/', import.meta.url));
const NUMBERS = 'model/face_recognition_model.bin';
const CHIP_BYTES = 150 * 150 * 3;

const folder = mkdtempSync(join(tmpdir(), 'face-recogniser-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('the net says of a chip what another implementation says of it', async () => {
  const golden = readFileSync(new URL('../golden/recogniser-net.txt', import.meta.url), 'utf8');
  const wanted = golden.trim().split('\n').slice(1).map(Number);
  const chip = Uint8Array.from({ length: CHIP_BYTES }, (_, at) => (at * 7919 + Math.floor(at / 450) * 131) % 256);
  const found = (await openRecogniser()).describeChip(chip);
  assert.equal(wanted.length, found.length);
  const furthest = Math.max(...wanted.map((number, at) => Math.abs(number - (found[at] ?? NaN))));
  assert.ok(furthest < 2e-6, `the numbers differ by up to ${furthest}`);
});

test('weights are converted once, and again where the kept file is damaged', async () => {
  const cache = join(folder, 'kept');
  const weights = await findWeights({ installed: INSTALLED, cache });
  const [kept = ''] = readdirSync(cache);
  assert.ok(readFileSync(join(cache, kept)).equals(weights));
  const stampOf = () => {
    const { ino, mtimeNs } = statSync(join(cache, kept), { bigint: true });
    return { ino, mtimeNs };
  };
  const stamp = stampOf();
  const convert = () => assert.fail('converted once more');
  assert.ok(Buffer.from(weights).equals(await findWeights({ installed: INSTALLED, cache, convert })), 'read');
  assert.deepEqual(stampOf(), stamp, 'not written anew');
  const damaged = readFileSync(join(cache, kept));
  damaged[1_000] = (damaged[1_000] ?? 0) ^ 1;
  writeFileSync(join(cache, kept), damaged);
  assert.ok(Buffer.from(weights).equals(await findWeights({ installed: INSTALLED, cache })));
  assert.ok(readFileSync(join(cache, kept)).equals(weights), 'the kept file is mended');
  assert.deepEqual(readdirSync(cache), [kept], 'nothing is left beside it');
});

test('weights are found where nothing can be kept', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const weights = await findWeights({ installed: INSTALLED, cache: join(file, 'cache') });
  assert.equal(weights.length, 22_430_472);
});

test('other weights than the known ones are not used', async () => {
  const installed = join(folder, 'other');
  mkdirSync(installed);
  cpSync(join(INSTALLED, 'model'), join(installed, 'model'), { recursive: true });
  const numbers = readFileSync(join(installed, NUMBERS));
  numbers[5] = (numbers[5] ?? 0) ^ 1;
  writeFileSync(join(installed, NUMBERS), numbers);
  const find = () => findWeights({ installed, cache: join(folder, 'other-cache') });
  await assert.rejects(
    find,
    (error) => error instanceof NoWeights && /its SHA-256 is [0-9a-f]{64}/.test(error.message),
  );
  rmSync(join(installed, NUMBERS));
  await assert.rejects(find, /face_recognition_model\.bin cannot be read: npm install --save-dev @vladmandic/);
});

test('the peer dependency is the version whose files are known, and no other', () => {
  const manifest = (/** @type {URL | string} */ path) => JSON.parse(readFileSync(path, 'utf8'));
  const { peerDependencies } = manifest(new URL('../../pkg/package.json', import.meta.url));
  assert.equal(peerDependencies[WEIGHTS_PACKAGE], WEIGHTS_VERSION);
  assert.equal(manifest(join(INSTALLED, 'package.json')).version, WEIGHTS_VERSION);
});

/** @import { Image } from '../page/help/portrait.js' */

/** @param {Image} image */
const asPng = (image) => new Uint8Array(asFile(image).buffer);

/** One picture of two, left and right. @param {Image[]} images @returns {Image} */
function besideEachOther(images) {
  const width = images.reduce((sum, image) => sum + image.width, 0);
  const height = Math.max(...images.map((image) => image.height));
  const rgb = new Uint8Array(width * height * 3).fill(160);
  let left = 0;
  for (const image of images) {
    for (let y = 0; y < image.height; y += 1) {
      const row = image.rgb.subarray(y * image.width * 3, (y + 1) * image.width * 3);
      rgb.set(row, (y * width + left) * 3);
    }
    left += image.width;
  }
  return { width, height, rgb };
}

test('of several faces the largest is recognised', async () => {
  const { describe } = await openRecogniser();
  const face = (/** @type {Uint8Array} */ photo) => /** @type {Float32Array} */ (describe(photo));
  const far = (/** @type {Float32Array} */ one, /** @type {Float32Array} */ other) =>
    Math.hypot(...one.map((number, at) => number - (other[at] ?? 0)));
  const [large, small] = [drawPerson('ada', 480, 640), drawPerson('bob', 240, 320)];
  const alone = { large: face(asPng(large)), small: face(asPng(small)) };
  // In either order, so that the place does not decide.
  for (const order of [
    [large, small],
    [small, large],
  ]) {
    const found = face(asPng(besideEachOther(order)));
    assert.ok(far(found, alone.large) < far(found, alone.small) / 2, 'the larger one is described');
  }
});

test('without weights fingerprints decide, and the start and every answer say so', async () => {
  const none = () => Promise.reject(new NoWeights('they are not installed'));
  const { vision, note } = await chooseVision(product, 'auto', none);
  assert.match(note, /^fingerprints of pictures, which do not recognise people\. they are not installed$/);
  const { fetch } = startEmulator({ vision });
  const health = await fetch(new Request('http://emulator.test/_emulator/health'));
  assert.equal(health.headers.get('x-emulator-engine'), 'fingerprint');
  await assert.rejects(chooseVision(product, 'recogniser', none), NoWeights);
  const broken = () => Promise.reject(new Error('out of memory'));
  await assert.rejects(chooseVision(product, 'auto', broken), /out of memory/);
});

test('with weights the recogniser decides; a picture of nobody is NoFaceDetected', async () => {
  const { vision, note } = await chooseVision(product);
  assert.equal(note, 'recognises people');
  const emulator = startEmulator({ vision });
  /** @type {(string | null)[]} */
  const engines = [];
  const send = async (/** @type {Parameters<typeof drawPerson>[0]} */ who) => {
    const photo = await product.preflight(new Uint8Array(asFile(drawPerson(who)).buffer));
    const answer = await callEmulator({
      async fetch(request) {
        const response = await emulator.fetch(request);
        engines.push(response.headers.get('x-emulator-engine'));
        return response;
      },
      fields: { ...searchFields(), SourceFacePicture: base64(/** @type {Uint8Array} */ (photo.jpeg)) },
    });
    return [answer.json.Code, answer.json.Result?.SubCode];
  };
  assert.deepEqual(await send('ada'), ['Success', '200']);
  assert.deepEqual(await send(null), ['NoFaceDetected', undefined]);
  assert.deepEqual(engines, ['recogniser', 'recogniser']);
});

test('scores follow the distance of two faces; 80 is the limit of its author', () => {
  const luma = new Uint8Array(256).map((_, at) => (at * 37) % 256);
  const print = (/** @type {number} */ first) => describedPrint(luma, new Float32Array(128).fill(first, 0, 1));
  const scores = [0, 0.25, 0.599, 0.601, 0.75, 1.25, 2].map((far) => likeness(print(0), print(far)));
  assert.deepEqual(scores, [100, 91.66, 80.03, 79.86, 60, 0, 0]);
});

test('a face that was registered by another engine is compared as a picture', () => {
  const luma = new Uint8Array(256).map((_, at) => (at * 37) % 256);
  const described = describedPrint(luma, new Float32Array(128).fill(0.5));
  assert.equal(likeness(described, luma), 100);
  assert.equal(likeness(new Uint8Array([...luma, ...luma]), described), 100);
});
