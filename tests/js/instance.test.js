// The life of the wasm: loads are retried, a crashed instance is never used again.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createPreflight } from '../../pkg/lib/api.js';
import { inPlace } from '../../pkg/lib/engine.js';
import { createInstances } from '../../pkg/lib/instance.js';
import { loadModule } from '../../pkg/lib/load-node.js';
import { preflight } from '../../pkg/node.js';
import { withMemories } from '../support/instances.js';
import { drawPng } from '../support/png.js';

const photo = drawPng(720, 960);
const expected = (await preflight(photo)).base64();

test('a failed load is reported and retried by the next call', async () => {
  let loads = 0;
  const instances = createInstances(async () => {
    if (loads++ === 0) {
      throw new Error('ENOENT');
    }
    return loadModule();
  });
  const call = createPreflight(inPlace(instances));
  await assert.rejects(call(photo), { code: 'load_failed', actor: 'environment', message: /ENOENT/ });
  assert.equal((await call(photo)).base64(), expected);
  await call(photo);
  assert.equal(loads, 2, 'the compiled module is kept');
});

test('a file that is not wasm is reported and retried', async () => {
  let loads = 0;
  const call = createPreflight(
    inPlace(createInstances(() => (loads++ === 0 ? WebAssembly.compile(new Uint8Array(8)) : loadModule()))),
  );
  await assert.rejects(call(photo), { code: 'load_failed' });
  assert.equal((await call(photo)).base64(), expected);
});

test('calls that wait for the same load share it', async () => {
  let loads = 0;
  const instances = createInstances(() => (loads++, loadModule()));
  const call = createPreflight(inPlace(instances));
  await Promise.all([call(photo), call(photo), call(photo)]);
  assert.equal(loads, 1);
});

/** Instances of which one, the first, traps in the middle of its work. */
function trappingOnce() {
  const instances = createInstances(loadModule);
  /** @type {WebAssembly.Memory[]} */
  const used = [];
  return {
    used,
    ...instances,
    async acquire() {
      const instance = await instances.acquire();
      used.push(instance.memory);
      if (used.length > 1) {
        return instance;
      }
      class Session extends instance.Session {
        /** @param {Uint8Array} chunk */
        push(chunk) {
          // An address outside of the memory: the wasm traps as it would on a bug of its own.
          Object.assign(this, { __wbg_ptr: 0xfffffff0 });
          super.push(chunk);
        }
      }
      return { ...instance, Session };
    },
  };
}

test('after a RuntimeError the next call starts afresh', async () => {
  const instances = trappingOnce();
  const call = createPreflight(inPlace(instances));
  await assert.rejects(call(photo), (/** @type {any} */ error) => {
    assert.equal(error.code, 'crashed');
    assert.ok(error.cause instanceof WebAssembly.RuntimeError);
    return true;
  });
  assert.equal((await call(photo)).base64(), expected);
  assert.equal((await call(photo)).base64(), expected);
  const [crashed, fresh, kept] = instances.used;
  assert.notEqual(fresh, crashed);
  assert.equal(kept, fresh, 'a sound instance is used again');
});

test('a crash does not touch the calls beside it', async () => {
  const call = createPreflight(inPlace(trappingOnce()));
  const [crashed, beside] = await Promise.allSettled([call(photo), call(photo)]);
  assert.equal(crashed.status, 'rejected');
  assert.equal(beside.status === 'fulfilled' && beside.value.base64(), expected);
});

test('refused options and files give their instance back', async () => {
  const { instances, memories } = withMemories(createInstances(loadModule));
  const call = createPreflight(inPlace(instances));
  // @ts-expect-error there is no such option
  await assert.rejects(call(photo, { landscap: 'crop' }));
  await assert.rejects(call(new Uint8Array(0)));
  await assert.rejects(call(photo.slice(0, 1000)));
  await assert.rejects(call(photo, {}, { onProgress: ({ stage }) => assert.notEqual(stage, 'finish') }));
  await call(photo);
  assert.equal(memories.size, 1);
});

test('without enough memory the call fails and the next one works', async () => {
  const script = fileURLToPath(new URL('../support/little-memory.js', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--wasm-max-mem-pages=110', script]);
  assert.deepEqual(stdout.trim().split('\n'), ['crashed', 'true']);
});
