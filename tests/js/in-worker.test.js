// The page's worker where it does not start: the work is done in place, no call waits forever, and it is tried again.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { inWorker } from '../../pkg/lib/in-worker.js';

/** @import { Engine } from '../../pkg/lib/engine.js' */

/** A worker of whose start the test decides. */
class StandIn extends EventTarget {
  /** @type {StandIn[]} */
  static all = [];
  ended = false;
  /** @type {string[]} */
  asked = [];
  /** @type {ArrayBuffer[]} */
  given = [];

  /** @param {URL} address */
  constructor(address) {
    super();
    this.address = address;
    StandIn.all.push(this);
  }

  /** @param {unknown} data */
  say(data) {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  /**
   * @param {{ type: string }} message
   * @param {ArrayBuffer[]} transfer
   */
  postMessage({ type }, transfer) {
    this.asked.push(type);
    this.given.push(...transfer);
  }

  terminate() {
    this.ended = true;
  }
}

const inPlace = /** @type {any} */ ({ place: 'the page' });
const task = /** @type {any} */ ({ want: 'photo' });
/** @type {Engine} */
let engine;
let now = 0;

beforeEach(() => {
  Object.assign(globalThis, { document: {}, Worker: StandIn });
  StandIn.all = [];
  now = 1000;
  mock.timers.enable({ apis: ['setTimeout'] });
  mock.method(performance, 'now', () => now);
  engine = inWorker(/** @type {any} */ ({ open: async () => inPlace, inspect: async () => inPlace }));
});

afterEach(() => {
  mock.reset();
  mock.timers.reset();
  Reflect.deleteProperty(globalThis, 'document');
  Reflect.deleteProperty(globalThis, 'Worker');
});

/** @param {number} at */
function worker(at) {
  const found = StandIn.all[at];
  assert.ok(found, `${StandIn.all.length} workers were started`);
  return found;
}

/** @param {StandIn} standIn */
function refuse(standIn) {
  standIn.dispatchEvent(Object.assign(new Event('error', { cancelable: true }), { message: '' }));
}

test('the worker has a name that no other file of a site has', async () => {
  const opened = engine.open(task);
  worker(0).say({ type: 'ready' });
  assert.notEqual(await opened, inPlace);
  assert.deepEqual(worker(0).asked, ['open']);
  assert.match(String(worker(0).address), /\/face-preflight-worker\.js$/);
});

test('only chunks that no one else holds are transferred, others are copied', async () => {
  const opened = engine.open(task);
  worker(0).say({ type: 'ready' });
  const job = await opened;
  const [held, fresh, part] = [new Uint8Array(8), new Uint8Array(8), new Uint8Array(8).subarray(4)];
  job.push(held);
  job.push(fresh, true);
  job.push(part, true);
  const [ofHeld, ofFresh, ofPart] = worker(0).given;
  assert.notEqual(ofHeld, held.buffer);
  assert.equal(ofFresh, fresh.buffer);
  assert.notEqual(ofPart, part.buffer);
  assert.equal(ofPart?.byteLength, 4);
});

for (const [fresh, most] of /** @type {const} */ ([
  [true, 2],
  [false, 4],
])) {
  test(`${most} chunks are under way at most where they are ${fresh ? '' : 'not '}fresh`, async () => {
    const opened = engine.open(task);
    worker(0).say({ type: 'ready' });
    const job = await opened;
    let settled = 0;
    for (let chunk = 0; chunk < most; chunk++) {
      job.push(new Uint8Array(8), fresh).then(() => settled++);
    }
    await new Promise(setImmediate);
    assert.equal(settled, most - 1);
    worker(0).say({ type: 'taken', id: 1, source: undefined });
    await new Promise(setImmediate);
    assert.equal(settled, most);
  });
}

test('a worker that never says a word is given up', { timeout: 5000 }, async () => {
  const opened = engine.open(task);
  mock.timers.tick(14_999);
  assert.equal(worker(0).ended, false);
  mock.timers.tick(1);
  assert.equal(await opened, inPlace);
  assert.equal(worker(0).ended, true);
});

for (const word of ['hello', null, { type: 'update' }]) {
  test(`a worker whose first word is ${JSON.stringify(word)} is not ours`, { timeout: 5000 }, async () => {
    const opened = engine.open(task);
    worker(0).say(word);
    assert.equal(await opened, inPlace);
    assert.equal(worker(0).ended, true);
    assert.deepEqual(worker(0).asked, []);
  });
}

test('a worker that has started is not given up later', async () => {
  const opened = engine.open(task);
  worker(0).say({ type: 'ready' });
  await opened;
  mock.timers.tick(60_000);
  assert.equal(worker(0).ended, false);
});

test('after workers that would not start another is tried, not at once and as often as needed', async () => {
  for (let failure = 0; failure < 4; failure++) {
    const opened = engine.open(task);
    refuse(worker(failure));
    assert.equal(await opened, inPlace);
    now += 29_999;
    assert.equal(await engine.open(task), inPlace);
    assert.equal(StandIn.all.length, failure + 1);
    now += 1;
  }
  const opened = engine.open(task);
  worker(4).say({ type: 'ready' });
  assert.notEqual(await opened, inPlace);
});

test('a constructor that throws is tried again as well', async () => {
  let calls = 0;
  Object.assign(globalThis, {
    Worker: class {
      constructor() {
        calls++;
        throw new Error('no');
      }
    },
  });
  for (const [time, expected] of /** @type {const} */ ([
    [0, 1],
    [29_999, 1],
    [30_000, 2],
  ])) {
    now = 1000 + time;
    assert.equal(await engine.open(task), inPlace);
    assert.equal(calls, expected);
  }
});
