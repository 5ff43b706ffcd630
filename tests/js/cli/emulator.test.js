// `face-preflight emulator` as a person starts it: its state in a file, its options, its engine.
import assert from 'node:assert/strict';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createClient } from '../../../pkg/server.js';
import { createFolder, start } from '../../support/cli.js';
import { root } from '../../support/package.js';

const { path: folder, remove } = await createFolder();
after(remove);
await mkdir(join(folder, 'nothing'));
await mkdir(join(folder, 'faces/staff'), { recursive: true });
await copyFile(join(root, 'tests/fixtures/large.jpg'), join(folder, 'faces/staff/anna.jpg'));

/** @typedef {{ emulator: string, accessKeyId: string, accessKeySecret: string, engine: string, engineNote: string }} Started */

/**
 * An emulator on a free port, for as long as `work` takes.
 *
 * @param {string[]} words
 * @param {(started: Started, client: ReturnType<typeof createClient>) => Promise<void>} work
 */
async function withEmulator(words, work) {
  const { child, ended, shows } = start(folder, ['emulator', '--port', '0', '--json', ...words]);
  let line = '';
  child.stdout.on('data', (text) => (line += text));
  try {
    await shows(/\n/);
    const started = /** @type {Started} */ (JSON.parse(line));
    const { emulator: endpoint, accessKeyId, accessKeySecret } = started;
    await work(started, createClient({ endpoint, credentials: { accessKeyId, accessKeySecret } }));
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

const FINGERPRINTS = ['--options', '{"engine":"fingerprint"}'];

test('--state keeps groups and faces in a file over starts', async () => {
  const seeded = ['--state', 'state.sqlite', '--seed', 'faces', ...FINGERPRINTS];
  await withEmulator(seeded, async (_, client) => {
    assert.equal((await client.queryFaceRecord({ group: 'staff' })).total, 1);
  });
  // The second start goes on with the file: --groups are for an emulator that has none.
  await withEmulator(['--state', 'state.sqlite', '--groups', 'others', ...FINGERPRINTS], async (_, client) => {
    const { groups } = await client.queryFaceGroup();
    assert.deepEqual(
      groups.map(({ code }) => code),
      ['staff'],
    );
    const { records } = await client.queryFaceRecord({ group: 'staff' });
    assert.deepEqual(
      records.map(({ userId }) => userId),
      ['anna'],
    );
  });
  await rm(join(folder, 'state.sqlite'), { force: true });
  await withEmulator(['--state', 'state.sqlite', '--groups', 'others', ...FINGERPRINTS], async (_, client) => {
    assert.equal((await client.queryFaceGroup()).groups[0]?.code, 'others', 'without the file it begins anew');
  });
});

test('--options are obeyed, and the engine and its reason are printed', async () => {
  const options = ['--options', '{"engine":"fingerprint","callsPerSecond":1}'];
  await withEmulator(options, async ({ emulator, engine, engineNote }, client) => {
    assert.deepEqual([engine, engineNote], ['fingerprint', 'fingerprints of pictures, as the option says']);
    const codes = await Promise.all(
      [1, 2].map(() =>
        client.queryFaceGroup().then(
          () => 'Success',
          (error) => error.code,
        ),
      ),
    );
    assert.ok(codes.includes('Throttling.Api'), codes.join());
    const health = await fetch(`${emulator}/_emulator/health`);
    assert.equal(health.headers.get('x-emulator-engine'), 'fingerprint');
  });
});

test('wrong options and states end at once, by name', async () => {
  for (const [words, message] of /** @type {[string[], RegExp][]} */ ([
    [['--options', '{"landscapeIsEror":true}'], /options\.landscapeIsEror: does not exist/],
    [['--options', 'lots'], /options: is no JSON/],
    [['--options', '"lots"'], /options: must be an object/],
    [['--port', 'x'], /--port takes a number/],
    [['--state', 'nothing'], /nothing|database|directory/],
  ])) {
    const { status, stdout, stderr } = await start(folder, ['emulator', ...words]).ended;
    assert.deepEqual([status, stdout], [2, ''], words.join(' '));
    assert.match(stderr, message);
  }
});
