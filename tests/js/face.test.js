// The face: found where it is asked for, by weights that are loaded once, and in frame after frame.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createInspect, createPreflight } from '../../pkg/lib/api.js';
import { inPlace } from '../../pkg/lib/engine.js';
import { createInstances } from '../../pkg/lib/instance.js';
import { loadModule, loadWeights } from '../../pkg/lib/load-node.js';
import { inspect, preflight } from '../../pkg/node.js';
import { drawPerson } from '../page/help/portrait.js';
import { withMemories } from '../support/instances.js';
import { asPixels } from '../support/people.js';

const weights = new Uint8Array(await readFile(new URL('../../pkg/wasm/face_weights.bin', import.meta.url)));
const person = asPixels(drawPerson('ada', 720, 960));
const room = asPixels(drawPerson(null, 720, 960));
const small = asPixels(drawPerson('ada', 120, 160));
const tiny = asPixels(drawPerson('bob', 96, 128));

/** The wasm's own test takes 10,000; these go through the package. */
const FRAMES = 1000;

/** @param {{ checks: { id: string, status: string }[] }} report @param {string} id */
const statusOf = ({ checks }, id) => checks.find((check) => check.id === id)?.status;

test('a photo with a face', async () => {
  const { ok, report, width, height } = await preflight(person, {}, { face: true });
  assert.equal(ok, true);
  const [face, ...others] = report.faces ?? [];
  assert.equal(others.length, 0);
  assert.ok(face && face.score > 0.85 && face.score <= 1);
  const middle = [(face.box.x + face.box.width / 2) / width, (face.box.y + face.box.height / 2) / height];
  assert.ok(Math.abs(Number(middle[0]) - 0.5) < 0.05 && Math.abs(Number(middle[1]) - 0.47) < 0.08, String(middle));
  assert.equal(face.keypoints.length, 6);
  const [leftEye, rightEye, , mouth] = face.keypoints;
  assert.ok(leftEye.x < rightEye.x && leftEye.y < mouth.y);
  assert.equal(statusOf(report, 'no_face'), 'pass');
});

test('a photo without one', async () => {
  const { ok, report } = await preflight(room, {}, { face: true });
  assert.deepEqual([ok, report.faces, statusOf(report, 'no_face')], [false, [], 'fail']);
  assert.equal(statusOf(report, 'blur'), 'skipped');
});

test('unless it is asked for, no face is looked for and no weights are loaded', async () => {
  let loads = 0;
  const call = createPreflight(inPlace(createInstances(loadModule, () => (loads++, loadWeights()))));
  for (const choice of [{}, { face: false }, { face: undefined }]) {
    const { report } = await call(person, {}, choice);
    assert.equal('faces' in report, false);
    assert.equal(statusOf(report, 'no_face'), undefined);
  }
  assert.equal(loads, 0);
});

test('the face changes nothing of the picture', async () => {
  const [plain, judged] = [await preflight(person), await preflight(person, {}, { face: true })];
  assert.equal(judged.base64(), plain.base64());
});

test('weights of the caller’s own, in every form', async () => {
  const { report } = await preflight(person, {}, { face: true });
  for (const face of [weights, weights.buffer, Buffer.from(weights)]) {
    assert.deepEqual((await preflight(person, {}, { face })).report, report);
  }
  const { faces } = await inspect(small, {}, { face: weights });
  assert.deepEqual(faces, (await inspect(small)).faces);
});

test('what is no weights is named, and the next call works', async () => {
  const wrong = { code: 'invalid_option', actor: 'caller', message: /weights/ };
  await assert.rejects(preflight(person, {}, { face: weights.slice(0, 1000) }), wrong);
  await assert.rejects(inspect(small, {}, { face: new Uint8Array(0) }), wrong);
  // @ts-expect-error neither a switch nor bytes
  await assert.rejects(preflight(person, {}, { face: 'face_weights.bin' }), {
    code: 'invalid_option',
    message: /face/,
  });
  // @ts-expect-error it stands in the next argument
  await assert.rejects(preflight(person, { face: true }), { code: 'invalid_option', message: /next argument/ });
  // @ts-expect-error inspect is about faces
  await assert.rejects(inspect(small, {}, { face: false }), { code: 'invalid_option' });
  assert.equal((await preflight(person, {}, { face: true })).ok, true);
});

test('a failed load of the weights is reported and retried, a successful one is kept', async () => {
  let loads = 0;
  const instances = createInstances(loadModule, async () => {
    if (loads++ === 0) {
      throw new Error('ENOENT');
    }
    return loadWeights();
  });
  const engine = inPlace(instances);
  const call = createPreflight(engine);
  const failure = { code: 'load_failed', actor: 'environment', message: /weights.*ENOENT/ };
  await assert.rejects(call(person, {}, { face: true }), failure);
  assert.equal((await call(person, {}, { face: true })).report.faces?.length, 1);
  assert.equal((await createInspect(engine)(small)).faces.length, 1);
  assert.equal(loads, 2);
});

test('weights of another version are a failed load, which is retried', async () => {
  let loads = 0;
  const instances = createInstances(loadModule, async () => (loads++ === 0 ? new Uint8Array(5000) : loadWeights()));
  const call = createPreflight(inPlace(instances));
  await assert.rejects(call(person, {}, { face: true }), { code: 'load_failed', message: /face_weights\.bin/ });
  assert.equal((await call(person, {}, { face: true })).ok, true);
});

test('a frame: faces and their checks alone', async () => {
  const { width, height, faces, checks } = await inspect(asPixels(drawPerson('bob', 480, 640)));
  assert.deepEqual([width, height, faces.length], [480, 640, 1]);
  const ids = checks.map(({ id }) => id);
  assert.ok(ids.includes('no_face') && ids.includes('blur') && !ids.includes('bytes') && !ids.includes('resolution'));
});

test('the marks of the checks are options of a frame as well', async () => {
  const strict = await inspect(small, { checks: { tilt: { warn: 0, fail: 0 } } });
  assert.equal(strict.checks.find(({ id }) => id === 'tilt')?.limit, 0);
  // @ts-expect-error there is no such option
  await assert.rejects(inspect(small, { chekcs: {} }), { code: 'invalid_option' });
});

for (const [name, wrong, message] of /** @type {[string, any, RegExp][]} */ ([
  ['nothing', undefined, /undefined is not a frame/],
  ['a file', new Blob([]), /Blob is not a frame/],
  ['bytes', new Uint8Array(40), /Uint8Array is not a frame/],
  ['too few pixels', { data: new Uint8Array(40), width: 10, height: 10 }, /40 bytes/],
])) {
  test(`${name} is no frame`, async () => {
    await assert.rejects(inspect(wrong), { code: 'invalid_input', actor: 'caller', message });
  });
}

test('a frame can be aborted', async () => {
  await assert.rejects(inspect(small, {}, { signal: AbortSignal.abort() }), { code: 'aborted' });
  const controller = new AbortController();
  const call = inspect(small, {}, { signal: controller.signal });
  controller.abort();
  await assert.rejects(call, { code: 'aborted' });
});

test('frames and photos at once', async () => {
  const calls = [inspect(small), preflight(person, {}, { face: true }), inspect(small), preflight(room)];
  const [one, photo, two] = /** @type {any[]} */ (await Promise.all(calls));
  assert.deepEqual(one, two);
  assert.equal(photo.report.faces.length, 1);
});

test('thousands of frames need no more memory than the first', async () => {
  const { instances, memories } = withMemories(createInstances(loadModule, loadWeights));
  const look = createInspect(inPlace(instances));
  const size = () => [...memories].map(({ buffer }) => buffer.byteLength).join();
  await look(small);
  await look(room);
  const before = size();
  for (let frame = 0; frame < FRAMES; frame++) {
    const { faces } = await look(frame % 2 ? small : tiny);
    assert.equal(faces.length, 1);
  }
  assert.equal(memories.size, 1, 'one instance serves all');
  assert.equal(size(), before);
});
