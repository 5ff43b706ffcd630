// Files that load: progress is reported, a request that hangs is repeated, and all callers share the result.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { createInspect, createWarmUp } from '../../pkg/lib/api.js';
import { inPlace } from '../../pkg/lib/engine.js';
import { createInstances } from '../../pkg/lib/instance.js';
import { lazy } from '../../pkg/lib/lazy.js';
import { loadModule } from '../../pkg/lib/load-browser.js';
import * as node from '../../pkg/lib/load-node.js';
import { drawPerson } from '../page/help/portrait.js';
import { asPixels } from '../support/people.js';

let now = 0;
beforeEach(() => {
  now = 1000;
  mock.method(performance, 'now', () => now);
});
afterEach(() => mock.reset());

/** A loader whose requests the test answers. */
function waiting() {
  /** @type {{ onProgress: () => void, signal: AbortSignal, resolve: (value: string) => void, reject: (cause: Error) => void }[]} */
  const requests = [];
  const loaded = lazy(
    (onProgress, signal) =>
      new Promise((resolve, reject) => {
        requests.push({ onProgress, signal, resolve, reject });
      }),
    (cause) => /** @type {Error} */ (cause),
  );
  const request = (/** @type {number} */ at) => {
    const found = requests[at];
    assert.ok(found, `${requests.length} requests were made`);
    return found;
  };
  return { loaded, requests, request };
}

test('a request that hangs is ended by the next call, which makes another; who waited gets its answer', async () => {
  const { loaded, requests, request } = waiting();
  const first = loaded.get();
  now += 7999;
  const second = loaded.get();
  assert.equal(requests.length, 1, 'it may still come');
  now += 1;
  const third = loaded.get();
  assert.equal(requests.length, 2);
  assert.deepEqual([request(0).signal.aborted, request(1).signal.aborted], [true, false]);
  request(0).reject(new Error('aborted'));
  request(1).resolve('fresh');
  assert.deepEqual(await Promise.all([first, second, third]), ['fresh', 'fresh', 'fresh']);
  now += 60_000;
  assert.equal(await loaded.get(), 'fresh');
  assert.equal(requests.length, 2, 'what came is kept');
});

test('a request of which parts come is not ended, however long it takes', async () => {
  const { loaded, requests, request } = waiting();
  const first = loaded.get();
  for (let part = 0; part < 5; part += 1) {
    now += 7000;
    request(0).onProgress();
  }
  now += 7000;
  const second = loaded.get();
  request(0).resolve('slow');
  assert.deepEqual([await first, await second, requests.length], ['slow', 'slow', 1]);
});

test('where the other request fails, all who wait are told, and the next call tries again', async () => {
  const { loaded, requests, request } = waiting();
  const first = loaded.get();
  now += 8000;
  const second = loaded.get();
  request(1).reject(new Error('offline'));
  await Promise.all([first, second].map((wait) => assert.rejects(wait, /offline/)));
  const third = loaded.get();
  request(2).resolve('late');
  assert.deepEqual([await third, requests.length], ['late', 3]);
});

for (const type of ['application/wasm', 'text/plain']) {
  test(`each part of the WebAssembly counts as progress, sent as ${type}`, async () => {
    const wasm = await readFile(new URL('../../pkg/wasm/face_preflight.wasm', import.meta.url));
    const size = Math.ceil(wasm.length / 6);
    const parts = Array.from({ length: 6 }, (_, part) => wasm.subarray(part * size, (part + 1) * size));
    const body = new ReadableStream({
      pull(controller) {
        const part = parts.shift();
        if (part) {
          controller.enqueue(part);
        } else {
          controller.close();
        }
      },
    });
    mock.method(globalThis, 'fetch', async () => new Response(body, { headers: { 'content-type': type } }));
    let told = 0;
    const module = await loadModule(() => (told += 1), new AbortController().signal);
    assert.ok(module instanceof WebAssembly.Module);
    assert.equal(told, 7, 'the head and six parts');
  });
}

test('inspect reports progress too, and an exception from its callback ends only that call', async () => {
  const person = asPixels(drawPerson('ada', 480, 640));
  const create = () =>
    createInspect(
      inPlace(createInstances((onProgress) => (onProgress(), node.loadModule()), node.loadWeights)),
      undefined,
    );
  const inspect = create();
  /** @type {string[]} */
  const stages = [];
  await inspect(person, {}, { onProgress: ({ stage }) => stages.push(stage) });
  assert.ok(stages.length >= 2 && stages.every((stage) => stage === 'load'), stages.join());
  const another = create();
  const onProgress = () => {
    throw new Error('enough');
  };
  const [thrown, other] = await Promise.allSettled([another(person, {}, { onProgress }), another(person)]);
  assert.equal(thrown.status === 'rejected' && thrown.reason.message, 'enough');
  assert.equal(other.status, 'fulfilled');
});

test('what was warmed up serves the next call', async () => {
  let modules = 0;
  let weights = 0;
  const instances = createInstances(
    async () => ((modules += 1), node.loadModule()),
    async () => ((weights += 1), node.loadWeights()),
  );
  const engine = inPlace(instances);
  await createWarmUp(engine)({ face: true });
  assert.deepEqual([modules, weights], [1, 1]);
  const warm = await instances.acquire();
  instances.release(warm);
  assert.ok(warm.lastDetector, 'its detector is made');
  const { faces } = await createInspect(engine)(asPixels(drawPerson('ada', 480, 640)));
  assert.equal(faces.length, 1);
  assert.deepEqual([modules, weights], [1, 1]);
  assert.equal(await instances.acquire(), warm);
});
