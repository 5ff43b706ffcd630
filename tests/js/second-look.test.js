// The second look at a face: whose weights are loaded where the detector is in doubt, or where it is asked for.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createInspect, createPreflight } from '../../pkg/lib/api.js';
import { inPlace } from '../../pkg/lib/engine.js';
import { createInstances } from '../../pkg/lib/instance.js';
import { loadLandmarks, loadModule, loadWeights } from '../../pkg/lib/load-node.js';
import { preflight } from '../../pkg/node.js';
import { drawPerson } from '../page/help/portrait.js';
import { fixture } from '../support/fixtures.js';
import { withMemories } from '../support/instances.js';
import { asPixels } from '../support/people.js';

const bytesOf = async (/** @type {string} */ name) =>
  new Uint8Array(await readFile(new URL(`../../pkg/wasm/${name}`, import.meta.url)));
const detector = await bytesOf('face_weights.bin');
const landmarks = await bytesOf('face_landmarks.bin');
const certain = asPixels(drawPerson('ada', 720, 960));
/** The detector alone scores it under 0.85. */
const doubtful = fixture('grey.jpg');

/** @param {{ checks: { id: string, status: string, value?: unknown }[] }} report @param {string} id */
const found = ({ checks }, id) => checks.find((check) => check.id === id);

/** A package that counts how often it loads the second net. @param {() => Promise<Uint8Array>} [load] */
function counted(load = loadLandmarks) {
  const loads = { count: 0 };
  const { instances, memories } = withMemories(
    createInstances(loadModule, loadWeights, () => {
      loads.count += 1;
      return load();
    }),
  );
  const engine = inPlace(instances);
  return { loads, memories, call: createPreflight(engine), look: createInspect(engine) };
}

test('a certain face loads nothing more, and is not looked at closely', async () => {
  const { call, look, loads } = counted();
  const { report } = await call(certain, {}, { face: true });
  assert.equal(found(report, 'pitch')?.status, 'skipped');
  await look(asPixels(drawPerson('ada', 120, 160)));
  await call(asPixels(drawPerson(null, 720, 960)), {}, { face: true });
  assert.equal(loads.count, 0);
});

test('a doubt loads it, once for all calls, and is resolved', async () => {
  const { call, loads, memories } = counted();
  for (const face of /** @type {const} */ ([true, 'optional', true])) {
    const { report } = await call(doubtful, {}, { face });
    assert.equal(found(report, 'no_face')?.status, 'pass');
    assert.ok(Number(found(report, 'no_face')?.value) > 0.9);
    assert.notEqual(found(report, 'pitch')?.status, 'skipped');
  }
  assert.equal(loads.count, 1);
  assert.equal(memories.size, 1, 'one instance serves all');
});

test('where it does not load, the doubt remains and the next call tries again', async () => {
  const { call, loads } = counted(async () => {
    throw new Error('ENOENT');
  });
  for (let calls = 1; calls <= 2; calls++) {
    const { report } = await call(doubtful, {}, { face: true });
    assert.equal(found(report, 'no_face')?.status, 'warn');
    assert.equal(loads.count, calls);
  }
});

test('a file that is no second net leaves the doubt, and is loaded again', async () => {
  const { call, loads } = counted(async () => (loads.count === 1 ? new Uint8Array(5000) : loadLandmarks()));
  assert.equal(found((await call(doubtful, {}, { face: true })).report, 'no_face')?.status, 'warn');
  assert.equal(found((await call(doubtful, {}, { face: true })).report, 'no_face')?.status, 'pass');
});

test('thoroughly it looks at every face, and a load that fails is reported', async () => {
  const { call, look, loads } = counted();
  const { report } = await call(certain, {}, { face: 'thorough' });
  for (const id of ['pitch', 'mouth_open']) {
    assert.notEqual(found(report, id)?.status, 'skipped', id);
  }
  const frame = await look(asPixels(drawPerson('ada', 240, 320)), {}, { face: 'thorough' });
  assert.notEqual(found(frame, 'pitch')?.status, 'skipped');
  assert.equal(loads.count, 1);
  const failing = counted(async () => {
    throw new Error('ENOENT');
  });
  await assert.rejects(failing.call(certain, {}, { face: 'thorough' }), { code: 'load_failed', message: /ENOENT/ });
  const wrong = counted(async () => new Uint8Array(5000));
  const failure = { code: 'load_failed', message: /face_landmarks\.bin/ };
  await assert.rejects(wrong.call(certain, {}, { face: 'thorough' }), failure);
});

test('the weights of either net may be the caller’s own', async () => {
  const thorough = (await preflight(certain, {}, { face: 'thorough' })).report;
  for (const face of [
    { detector, landmarks },
    { landmarks: landmarks.buffer },
    { detector: Buffer.from(detector), landmarks: true },
    { landmarks: true },
  ]) {
    assert.deepEqual((await preflight(certain, {}, { face })).report, thorough);
  }
  const { call, loads } = counted();
  for (const face of [detector, { detector, landmarks: false }, { landmarks: false }]) {
    const { report } = await call(doubtful, {}, { face });
    assert.equal(found(report, 'no_face')?.status, 'warn');
  }
  assert.equal(loads.count, 0);
  assert.equal(found((await call(doubtful, {}, { face: {} })).report, 'no_face')?.status, 'pass');
});

test('what is no choice is named', async () => {
  const refused = (/** @type {any} */ face, /** @type {RegExp} */ message) =>
    assert.rejects(preflight(certain, {}, { face }), { code: 'invalid_option', message });
  await refused('careful', /option face:/);
  await refused({ landmark: true }, /face\.landmark:.*known: detector, landmarks/);
  await refused({ detector: true }, /face\.detector:/);
  await refused({ landmarks: 'yes' }, /face\.landmarks:/);
  await refused({ detector: landmarks }, /weights/);
  await refused({ landmarks: detector }, /landmark/);
});
