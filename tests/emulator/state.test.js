// The emulator's state file: the same behaviour as in memory, and nothing lost when the process is killed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../pkg/server/node/sqlite.js';
import { sqliteStore } from '../../pkg/emulator/stores/sqlite-store.js';
import { memoryStore } from '../../pkg/emulator/stores/memory-store.js';
import { GROUPS, callEmulator, searchFields, startEmulator } from './client.js';
import { base64, fakePicture } from '../support/fake-picture.js';

/** @import { Store } from '../../pkg/emulator/stores/memory-store.js' */

const folder = mkdtempSync(join(tmpdir(), 'face-state-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const face = {
  groupCode: 'one',
  merchantUserId: 'anna',
  registrationType: /** @type {const} */ ('AUTO'),
  createdMs: 5,
  fingerprint: new Uint8Array([1, 2, 3]),
};

for (const [name, open] of /** @type {[string, () => Promise<Store>][]} */ ([
  ['memory', async () => memoryStore()],
  ['file', () => sqliteStore(join(folder, 'same.db'))],
])) {
  test(`a store in ${name} keeps groups, faces and nonces`, async () => {
    const store = await open();
    for (const code of ['one', 'two', 'one']) {
      store.addGroup({ code, name: code, description: 'd' });
    }
    assert.deepEqual(
      store.groups().map((group) => group.code),
      ['one', 'two'],
    );
    const { id } = store.addFace({ ...face, faceId: 'a' });
    store.addFace({ ...face, faceId: 'b', groupCode: 'two' });
    assert.deepEqual(store.faces(['one']), [{ ...face, id, faceId: 'a' }]);
    assert.deepEqual(
      store.faces(['one', 'two']).map((one) => one.faceId),
      ['a', 'b'],
    );
    assert.deepEqual(store.faces([]), []);
    store.deleteFace(id);
    assert.deepEqual(store.faces(['one']), []);
    assert.deepEqual(
      [store.rememberNonce('n', 100, 0), store.rememberNonce('n', 100, 99), store.rememberNonce('n', 200, 100)],
      [true, false, true],
    );
    assert.deepEqual([store.rememberBizId('x'), store.rememberBizId('x')], [true, false]);
    const result = /** @type {const} */ ({ transactionId: 't1', bizId: 'b', passed: 'Y', subCode: '200' });
    store.addResult(result);
    store.addResult({ ...result, transactionId: 't2', passed: 'N', subCode: '233' });
    assert.deepEqual(store.result({ transactionId: 't1' }), result);
    assert.equal(store.result({ bizId: 'b' })?.transactionId, 't2', 'the newest');
    assert.equal(store.result({ transactionId: 't1', bizId: 'c' }), undefined);
    store.deleteResult('t1');
    assert.equal(store.result({ transactionId: 't1' }), undefined);
    store.close();
  });
}

test('a transaction that fails leaves nothing in the file', async () => {
  const store = await sqliteStore(join(folder, 'rollback.db'));
  store.addGroup({ code: 'one', name: '', description: '' });
  assert.throws(
    () =>
      store.transaction(() => {
        store.addFace({ ...face, faceId: 'a' });
        throw new Error('no');
      }),
    /no/,
  );
  assert.deepEqual(store.faces(['one']), []);
  store.close();
});

test('a state file has one owner at a time', async () => {
  const path = join(folder, 'owned.db');
  const store = await sqliteStore(path);
  await assert.rejects(sqliteStore(path));
  store.close();
  (await sqliteStore(path)).close();
});

test('what was registered is found after a restart', async () => {
  const path = join(folder, 'restart.db');
  const fields = () =>
    searchFields({
      SourceFacePicture: base64(fakePicture()),
      AutoRegistration: '0',
      FaceRegisterGroupCode: 'groupone',
    });
  const before = startEmulator({ store: await sqliteStore(path) });
  const nonce = 'kept over the restart';
  assert.equal((await callEmulator({ ...before, fields: fields(), nonce })).json.Result.SubCode, '200');
  before.store.close();
  const later = startEmulator({ store: await sqliteStore(path) });
  assert.equal((await callEmulator({ ...later, fields: fields() })).json.Result.SubCode, '233');
  assert.equal((await callEmulator({ ...later, fields: fields(), nonce })).json.Code, 'SignatureNonceUsed');
  assert.deepEqual(
    later.store.groups().map((group) => group.code),
    GROUPS,
  );
  later.store.close();
});

test('killed at any moment: nothing that was reported is lost, nothing is stored by half', async () => {
  const path = join(folder, 'killed.db');
  /** @type {string[]} */
  const reported = [];
  for (let round = 0; round < 8; round += 1) {
    const child = spawn(process.execPath, [fileURLToPath(new URL('state-child.js', import.meta.url)), path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const before = reported.length;
    let text = '';
    const ended = new Promise((done) => child.once('close', done));
    child.stdout.on('data', (chunk) => {
      text += chunk;
      // At another moment of its work in each round.
      if (text.split('\n').length > 3 + round * 2) {
        setTimeout(() => child.kill('SIGKILL'), round);
      }
    });
    await ended;
    reported.push(...text.split('\n').slice(0, -1));
    assert.ok(reported.length > before, 'the child worked');
    const store = await sqliteStore(path);
    const stored = new Set(store.faces(['groupone']).map((one) => one.faceId));
    for (const faceId of reported) {
      assert.ok(stored.has(faceId) && stored.has(`${faceId}-twin`), faceId);
    }
    assert.equal(stored.size % 2, 0, 'both of a pair or none');
    store.close();
    const database = await openDatabase(path);
    assert.deepEqual(database.all('PRAGMA integrity_check').map(Object.values), [['ok']]);
    database.close();
  }
});
