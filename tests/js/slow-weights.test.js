// Weights that arrive slowly or not at all: what a photo can do without is not waited for.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { createPreflight } from '../../pkg/lib/api.js';
import { inPlace } from '../../pkg/lib/engine.js';
import { createInstances } from '../../pkg/lib/instance.js';
import { loadLandmarks, loadModule, loadWeights } from '../../pkg/lib/load-node.js';
import { drawPerson } from '../page/help/portrait.js';
import { fixture } from '../support/fixtures.js';
import { asPixels } from '../support/people.js';

// At hand: here time passes faster than a disk reads.
const weights = await loadWeights();
const certain = asPixels(drawPerson('ada', 720, 960));
/** The detector alone is in doubt about it. */
const doubtful = fixture('grey.jpg');

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

/** Time passes in steps of 100 ms until it settles. @template T @param {Promise<T>} wait @returns {Promise<T>} */
async function passing(wait) {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  wait.then(over, over);
  while (!isOver) {
    await new Promise(setImmediate);
    mock.timers.tick(100);
  }
  return wait;
}

/** @returns {Promise<never>} */
const never = () => new Promise(() => {});

test('optional weights that do not come are given up, and asked for again by the next call', {
  timeout: 60_000,
}, async () => {
  let loads = 0;
  const load = async () => (loads++ === 0 ? never() : weights);
  const call = createPreflight(inPlace(createInstances(loadModule, load, loadLandmarks)));
  assert.equal((await passing(call(certain, {}, { face: 'optional' }))).report.faceUnavailable, true);
  const { report } = await passing(call(certain, {}, { face: 'optional' }));
  assert.equal(report.faceUnavailable, undefined);
  assert.equal(report.checks.find(({ id }) => id === 'no_face')?.status, 'pass');
});

test('optional weights that come slowly are waited for, and the call says that it loads', {
  timeout: 60_000,
}, async () => {
  /** @param {() => void} onProgress */
  async function load(onProgress) {
    for (let part = 0; part < 5; part += 1) {
      await new Promise((resolve) => setTimeout(resolve, 5000));
      onProgress();
    }
    return weights;
  }
  const call = createPreflight(inPlace(createInstances(loadModule, load, loadLandmarks)));
  /** @type {string[]} */
  const stages = [];
  const { report } = await passing(
    call(certain, {}, { face: 'optional', onProgress: ({ stage }) => stages.push(stage) }),
  );
  assert.equal(report.faceUnavailable, undefined);
  assert.ok(stages.lastIndexOf('load') > 5 && stages.lastIndexOf('load') < stages.indexOf('read'), stages.join());
});

test('a second look whose weights do not come leaves the doubt', { timeout: 60_000 }, async () => {
  const call = createPreflight(inPlace(createInstances(loadModule, async () => weights, never)));
  const { report } = await passing(call(doubtful, {}, { face: true }));
  assert.equal(report.checks.find(({ id }) => id === 'pitch')?.status, 'skipped');
});

test('what onProgress throws while something loads ends its call, and not the load', async () => {
  let calls = 0;
  const instances = createInstances(
    (onProgress) => (onProgress(), loadModule()),
    async () => weights,
  );
  const call = createPreflight(inPlace(instances));
  const onProgress = () => {
    calls += 1;
    if (calls === 2) {
      throw new Error('enough');
    }
  };
  const [thrown, other] = await Promise.allSettled([call(certain, {}, { onProgress }), call(certain)]);
  assert.equal(thrown.status === 'rejected' && thrown.reason.message, 'enough');
  assert.equal(other.status, 'fulfilled');
});
