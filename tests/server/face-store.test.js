// FACE_STORE of the server: a file, Redis, the memory, or a clear message.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openStore } from '../../www/server/store.js';
import { installServerTools } from '../support/install.js';
import { startRedis } from './redis-server.js';

const folder = mkdtempSync(join(tmpdir(), 'face-store-'));
/** @type {Record<string, unknown>[]} */
const lines = [];
const open = (/** @type {string | undefined} */ FACE_STORE) =>
  openStore(FACE_STORE === undefined ? {} : { FACE_STORE }, (line) => lines.push(line));
/** @type {Awaited<ReturnType<typeof startRedis>>} */
let redis;
before(async () => {
  installServerTools();
  redis = await startRedis();
});
after(async () => {
  await redis.close();
  rmSync(folder, { recursive: true });
});
const claim = { digest: 'd', bizId: 'b', leaseMs: 60_000, keepMs: 60_000 };

test('without FACE_STORE keys are in memory', async () => {
  const [one, other] = [await open(undefined), await open('')];
  assert.equal((await one.store.begin('key-1', claim)).state, 'yours');
  assert.equal((await other.store.begin('key-1', claim)).state, 'yours');
});

test('a path is a file, an address is Redis: what is kept is there when it is opened again', async () => {
  for (const named of [join(folder, 'keys.db'), redis.url]) {
    const first = await open(named);
    assert.equal((await first.store.begin('key-1', claim)).state, 'yours', named);
    first.close();
    const again = await open(named);
    assert.equal((await again.store.begin('key-1', claim)).state, 'running', named);
    again.close();
  }
});

test('a store that cannot be opened is reported at the start, without its address and password', async () => {
  await assert.rejects(open('http://127.0.0.1:1'), /FACE_STORE takes a path, or an address that begins with redis:/);
  await assert.rejects(open(join(folder, 'nowhere', 'keys.db')), /^Error: FACE_STORE: /);
  await assert.rejects(open('redis://me:hidden@127.0.0.1:1'), (error) => {
    assert.match(String(error), /FACE_STORE: Redis cannot be reached \(\w+\)/);
    assert.doesNotMatch(String(error) + JSON.stringify(lines), /hidden/);
    return true;
  });
});
