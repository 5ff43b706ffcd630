// `importFace` and a client that keeps a rate, as a program calls them, over the emulator.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createEmulator } from '../../pkg/emulator.js';
import { createClient, hashedUserId, importFace, memoryStore } from '../../pkg/server.js';
import { fixture } from '../support/fixtures.js';

const group = 'customers';
const photo = fixture('large.jpg');
/** @type {string[]} */
const actions = [];
const emulator = await createEmulator({
  seed: { groups: [group] },
  options: { engine: 'fingerprint' },
  log: ({ action }) => actions.push(String(action)),
});
after(() => emulator.close());
const service = { endpoint: emulator.url, credentials: emulator.credentials };
const client = createClient(service);

test('a photo is added, and who is there is left alone, before the photo is even read', async () => {
  const how = { client, group };
  assert.deepEqual(await importFace({ userId: 'anna', photo }, { ...how, dryRun: true }), {
    status: 'would_be_added',
  });
  assert.deepEqual(await importFace({ userId: 'anna', photo: async () => photo }, how), { status: 'added' });
  const again = await importFace({ userId: 'anna', photo: () => assert.fail('read') }, how);
  assert.deepEqual(again, { status: 'there' });
  assert.equal((await client.queryFaceRecord({ group, userId: 'anna' })).records.length, 1);
});

test('photos and ids that are unfit fail with a reason, and nothing is added', async () => {
  for (const [face, reason] of /** @type {[Parameters<typeof importFace>[0], RegExp][]} */ ([
    [{ userId: 'bert', photo: fixture('landscape.jpg') }, /^portrait: ./],
    [{ userId: 'bert', photo: fixture('x_text.jpg') }, /^\w+: ./],
    [{ userId: 'b'.repeat(33), photo }, /more than 32 characters/],
  ])) {
    const imported = await importFace(face, { client, group });
    assert.deepEqual([imported.status, imported.retryable], ['failed', false]);
    assert.match(imported.reason ?? '', reason);
  }
  assert.equal((await client.queryFaceRecord({ group })).total, 1);
});

test('what may pass later is retryable; what would fail for everybody rejects', async () => {
  const isThere = async () => false;
  emulator.setFaults({ rates: { 'code=Throttling.Api': 1 } });
  const throttled = await importFace({ userId: 'carl', photo }, { client, group, isThere });
  assert.deepEqual([throttled.status, throttled.retryable], ['failed', true]);
  emulator.setFaults({});
  const other = { client, group: 'none', isThere };
  await assert.rejects(importFace({ userId: 'carl', photo }, other), { name: 'ApiError', code: 'InvalidParameter' });
});

test('a client with a store keeps to the rate over all its calls; one that would wait too long is refused', async () => {
  const store = memoryStore();
  const kept = createClient({ ...service, store, callsPerSecond: 2 });
  const startMs = performance.now();
  await Promise.all(Array.from({ length: 5 }, () => kept.queryFaceGroup()));
  assert.ok(performance.now() - startMs > 2_000, 'two in a second');
  const hasty = createClient({ ...service, store, callsPerSecond: 2, queueMs: 0 });
  const asked = await Promise.allSettled(Array.from({ length: 3 }, () => hasty.queryFaceGroup()));
  const busy = asked.find(({ status }) => status === 'rejected');
  assert.equal(/** @type {any} */ (busy)?.reason.code, 'service_busy');
  assert.ok(/** @type {any} */ (busy)?.reason.retryAfterMs > 0);
  const before = actions.length;
  await assert.rejects(kept.queryFaceGroup({}, { signal: AbortSignal.abort(new Error('left')) }), /left/);
  assert.equal(actions.length, before);
});

test('the options of the rate are held to what they can be', () => {
  const store = memoryStore();
  for (const [options, message] of /** @type {[any, RegExp][]} */ ([
    [{ callsPerSecond: 3 }, /callsPerSecond: needs the option store/],
    [{ store, callsPerSecond: 0 }, /callsPerSecond: is not a number above 0/],
    [{ store, region: 'eu-central-1' }, /callsPerSecond: is not known/],
    [{ store, queueMs: 600_001 }, /queueMs: is not an integer/],
  ])) {
    assert.throws(() => createClient({ ...service, ...options }), { code: 'invalid_option', message });
  }
});

test('the id of a user with hashUserId, which an empty key cannot make', async () => {
  assert.equal(await hashedUserId('anna', 'key'), await hashedUserId('anna', 'key'));
  assert.match(await hashedUserId('anna', 'key'), /^[0-9a-f]{32}$/);
  await assert.rejects(hashedUserId('anna', ''), { code: 'invalid_option' });
});
