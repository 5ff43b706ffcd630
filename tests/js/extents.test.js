// The modules of the page: the smallest that a photo needs is loaded, a fuller one takes its place, and all give the same.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createFingerprint, createInspect, createPreflight, createProbe } from '../../pkg/lib/api.js';
import { inPlace } from '../../pkg/lib/engine.js';
import { createInstances } from '../../pkg/lib/instance.js';
import { Job } from '../../pkg/lib/job.js';
import { loadLandmarks, loadWeights } from '../../pkg/lib/load-node.js';
import { preflight } from '../../pkg/node.js';
import { drawPerson } from '../page/help/portrait.js';
import { fixture, golden, goldenFaces, goldenLandmarks } from '../support/fixtures.js';
import { measure, measureClosely, measureFaces } from '../support/golden.js';
import { asPixels } from '../support/people.js';
import { drawPng } from '../support/png.js';

/** @import { PreflightError } from '../../pkg/node.js' */

const FILES = ['face_preflight_jpeg', 'face_preflight_face', 'face_preflight'];
const png = drawPng(720, 960);
const { jpeg } = await preflight(png);
assert.ok(jpeg);
const expected = (await preflight(png)).base64();
const person = asPixels(drawPerson('ada', 480, 640));

/** The package's calls with modules as a page loads them, and the names of those that were loaded. */
function loading() {
  /** @type {string[]} */
  const loaded = [];
  const instances = createInstances(
    async (_onProgress, _signal, extent) => {
      const name = FILES[extent] ?? '';
      loaded.push(name);
      return WebAssembly.compile(await readFile(new URL(`../../pkg/wasm/${name}.wasm`, import.meta.url)));
    },
    loadWeights,
    loadLandmarks,
    (need) => need,
  );
  const engine = inPlace(instances);
  return {
    loaded,
    instances,
    preflight: createPreflight(engine),
    probe: createProbe(engine),
    fingerprint: createFingerprint(engine),
    inspect: createInspect(engine),
  };
}

const isPng = (/** @type {{ fixture: string }} */ line) => line.fixture.endsWith('.png');

test('the golden tables by the smallest module that can', async () => {
  const { preflight, loaded } = loading();
  const rows = [
    ...golden.map((line) => ({ line, measure })),
    ...goldenFaces.map((line) => ({ line, measure: measureFaces })),
    ...goldenLandmarks.map((line) => ({ line, measure: measureClosely })),
  ];
  for (const { line, measure } of rows.filter(({ line }) => !isPng(line))) {
    assert.equal(await measure(preflight, fixture(line.fixture), line.json), line.expected, line.fixture);
  }
  assert.deepEqual(loaded, FILES.slice(0, 2));
});

test('PNG begun by a smaller module is done by the one that reads it, face or not', async () => {
  for (const face of [false, true]) {
    const begun = loading();
    const own = await preflight(png, {}, { face });
    for (const name of ['first', 'again']) {
      const photo = await begun.preflight(png, {}, { face });
      assert.equal(photo.base64(), own.base64(), name);
      assert.deepEqual(photo.report, own.report, name);
    }
    assert.deepEqual(begun.loaded, [FILES[face ? 1 : 0], FILES[2]]);
  }
});

test('a JPEG needs the first module, a face the second; the third does for all', async () => {
  const { preflight, inspect, loaded } = loading();
  const photo = await preflight(jpeg);
  assert.deepEqual(loaded, FILES.slice(0, 1));
  assert.equal((await inspect(person)).faces.length, 1);
  assert.deepEqual(loaded, FILES.slice(0, 2));
  assert.equal((await preflight(jpeg)).base64(), photo.base64());
  await preflight(png);
  await inspect(person);
  await preflight(jpeg);
  assert.deepEqual(loaded, FILES);
});

test('what names a PNG may come in any pieces, and may be all there is', async () => {
  for (const bytes of [1, 3, 8, 11]) {
    const { instances, loaded } = loading();
    const job = await Job.open(instances, { want: 'photo' });
    for (let start = 0; start < png.length; start += bytes) {
      await job.push(png.subarray(start, start + bytes));
      if (start > 100) {
        await job.push(png.subarray(start + bytes));
        break;
      }
    }
    const result = await job.finish();
    job.close();
    assert.equal('jpeg' in result && result.jpeg && Buffer.from(result.jpeg).toString('base64'), expected);
    assert.deepEqual(loaded, [FILES[0], FILES[2]]);
  }
  for (const bytes of [4, 8, 11, 12, 30]) {
    const [one, other] = await Promise.all(
      [loading().preflight, preflight].map((call) => call(png.subarray(0, bytes)).catch((error) => error)),
    );
    assert.equal(/** @type {PreflightError} */ (one).code, /** @type {PreflightError} */ (other).code, `${bytes}`);
    assert.equal(/** @type {PreflightError} */ (one).message, /** @type {PreflightError} */ (other).message);
  }
});

test('probe and fingerprint of a PNG', async () => {
  const { probe, fingerprint, loaded } = loading();
  assert.equal((await probe(png)).format, 'png');
  assert.equal((await fingerprint(png)).length, 256);
  assert.deepEqual(loaded, [FILES[0], FILES[2]]);
});

test('other formats and options are refused in the same words', async () => {
  const given = /** @type {const} */ ([
    [new TextEncoder().encode('GIF89a'.padEnd(500)), {}],
    [jpeg, { preset: 'strict' }],
    [jpeg, { landscape: 'turn' }],
    [new Uint8Array(0), {}],
  ]);
  for (const [input, options] of given) {
    const refused = (/** @type {typeof preflight} */ call) =>
      call(input, /** @type {{}} */ (options)).then(
        () => assert.fail('it was taken'),
        ({ code, message, details }) => ({ code, message, details }),
      );
    assert.deepEqual(await refused(loading().preflight), await refused(preflight));
  }
});

test('calls at the same time share what is on its way', async () => {
  const { preflight, inspect, loaded } = loading();
  await Promise.all([preflight(jpeg), preflight(jpeg), inspect(person), preflight(jpeg, {}, { face: true })]);
  assert.deepEqual(loaded, FILES.slice(0, 2));
});

test('one instance is kept: that of the fullest module', async () => {
  const { instances } = loading();
  const small = await instances.acquire(0);
  const besides = await instances.acquire(0);
  instances.release(small);
  const whole = await instances.acquire(2);
  assert.notEqual(whole, small);
  instances.release(besides);
  instances.release(whole);
  assert.equal(await instances.acquire(0), whole);
  assert.notEqual(await instances.acquire(0), besides);
});

test('where the fuller module does not load, the smaller goes on', async () => {
  let refused = 0;
  const instances = createInstances(
    async (_onProgress, _signal, extent) => {
      if (extent > 0 && refused++ === 0) {
        throw new Error('offline');
      }
      return WebAssembly.compile(await readFile(new URL(`../../pkg/wasm/${FILES[extent]}.wasm`, import.meta.url)));
    },
    loadWeights,
    loadLandmarks,
    (need) => need,
  );
  const call = createPreflight(inPlace(instances));
  await assert.rejects(call(png), { code: 'load_failed', message: /offline/ });
  assert.ok((await call(jpeg)).ok);
  assert.equal((await call(png)).base64(), expected);
});

test('a JPEG does not wait for a module that it does not need', async () => {
  /** @type {(reason: Error) => void} */
  let refuse = () => {};
  let isAsked = () => {};
  const asked = new Promise((resolve) => {
    isAsked = () => resolve(undefined);
  });
  const instances = createInstances(
    async (_onProgress, _signal, extent) => {
      if (extent > 0) {
        isAsked();
        return new Promise((_, reject) => {
          refuse = reject;
        });
      }
      return WebAssembly.compile(await readFile(new URL(`../../pkg/wasm/${FILES[extent]}.wasm`, import.meta.url)));
    },
    loadWeights,
    loadLandmarks,
    (need) => need,
  );
  const call = createPreflight(inPlace(instances));
  assert.ok((await call(jpeg)).ok);
  const waits = call(png);
  await asked;
  assert.ok((await call(jpeg)).ok);
  refuse(new Error('offline'));
  await assert.rejects(waits, { code: 'load_failed', message: /offline/ });
});
