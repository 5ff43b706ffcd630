// The emulator as integrators start it: seeded, in memory or in a file, reset in code and over HTTP.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createEmulator } from '../../pkg/emulator.js';
import { preflight } from '../../pkg/node.js';
import { createClient } from '../../pkg/server.js';
import { fixture } from '../support/fixtures.js';

/** @import { Emulator, EmulatorOptions } from '../../pkg/emulator.js' */

const folder = mkdtempSync(join(tmpdir(), 'face-preflight-emulator-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const picture = fixture('large.jpg');
const seed = { groups: ['staff'], faces: [{ group: 'customers', userId: 'anna', picture }] };

/** @param {EmulatorOptions} options @param {(emulator: Emulator) => Promise<void>} use */
async function withEmulator(options, use) {
  // The picture is a drawing that shows nobody.
  const emulator = await createEmulator({ ...options, options: { engine: 'fingerprint', ...options.options } });
  try {
    await use(emulator);
  } finally {
    await emulator.close();
  }
}

/** @param {Emulator} emulator */
const clientOf = ({ url, credentials }) => createClient({ endpoint: url, credentials });

/** @param {Emulator} emulator */
async function usersOf(emulator) {
  const { records } = await clientOf(emulator).queryFaceRecord({ group: 'customers' });
  return records.map(({ userId }) => userId);
}

test('seeded faces are found; a reset takes back what came after them, and the faults', async () => {
  await withEmulator({ seed }, async (emulator) => {
    assert.deepEqual(emulator.groups, ['staff', 'customers']);
    const client = clientOf(emulator);
    const search = { mode: /** @type {const} */ ('search'), groups: ['customers'], userId: 'bert', bizId: 'biz1' };
    const hit = await client.faceDuplicationCheckIntl({ ...search, source: await preflight(picture) });
    assert.deepEqual([hit.subCode, hit.duplicateFaces?.[0]?.userId], ['233', 'anna']);
    await client.deleteFaceRecordV2({ userId: 'anna' });
    assert.deepEqual(await usersOf(emulator), []);
    emulator.setFaults({ rates: { error500: 1 } });
    await emulator.reset();
    assert.deepEqual(await usersOf(emulator), ['anna']);
  });
});

test('a reset over HTTP, which no page of another origin can ask for', async () => {
  await withEmulator({ seed }, async (emulator) => {
    await clientOf(emulator).deleteFaceRecordV2({ userId: 'anna' });
    const state = new URL('/_emulator/state', emulator.url);
    assert.equal((await fetch(state, { method: 'POST', body: '' })).status, 404);
    assert.deepEqual(await usersOf(emulator), []);
    assert.equal((await fetch(state, { method: 'DELETE' })).status, 200);
    assert.deepEqual(await usersOf(emulator), ['anna']);
  });
});

test('a state in a file goes on; its seed is for the first start and for resets', async () => {
  const options = { seed, state: join(folder, 'state.sqlite') };
  await withEmulator(options, async (emulator) => {
    await clientOf(emulator).deleteFaceRecordV2({ userId: 'anna' });
  });
  await withEmulator(options, async (emulator) => {
    assert.deepEqual(await usersOf(emulator), []);
    await emulator.reset();
    assert.deepEqual(await usersOf(emulator), ['anna']);
  });
  await withEmulator(options, async (emulator) => assert.deepEqual(await usersOf(emulator), ['anna']));
});

test('a seed that fails leaves a state file empty, so that the mended seed is taken', async () => {
  const state = join(folder, 'mended.sqlite');
  const faces = [...seed.faces, { group: 'customers', userId: 'bert', picture: fixture('landscape.jpg') }];
  await assert.rejects(createEmulator({ seed: { faces }, state, options: { engine: 'fingerprint' } }), /bert/);
  await withEmulator({ seed, state }, async (emulator) => {
    assert.deepEqual(emulator.groups, ['staff', 'customers']);
    assert.deepEqual(await usersOf(emulator), ['anna']);
  });
});

test('without a seed: two groups with random codes; an access key can be given', async () => {
  const credentials = { accessKeyId: 'LTAI-mine', accessKeySecret: 'secret' };
  /** @type {Record<string, unknown>[]} */
  const lines = [];
  await withEmulator({ credentials, log: (line) => lines.push(line) }, async (emulator) => {
    assert.equal(new Set(emulator.groups).size, 2);
    assert.deepEqual(
      [emulator.engine, emulator.engineNote],
      ['fingerprint', 'fingerprints of pictures, as the option says'],
    );
    const { groups } = await createClient({ endpoint: emulator.url, credentials }).queryFaceGroup();
    assert.deepEqual(
      groups.map(({ code, name }) => [code, name]),
      emulator.groups.map((code, index) => [code, ['customers', 'staff'][index]]),
    );
  });
  assert.deepEqual(
    lines.map(({ action, code }) => [action, code]),
    [['QueryFaceGroup', 'Success']],
  );
});

test('what cannot be started is refused by name', async () => {
  for (const [options, message] of /** @type {[any, RegExp][]} */ ([
    [{ prt: 1 }, /prt: does not exist; did you mean port/],
    [{ port: 70_000 }, /port: must be a whole number/],
    [{ options: { landscapeIsEror: true } }, /options\.landscapeIsEror: does not exist; known: /],
    [{ options: { callsPerSecond: -1 } }, /options\.callsPerSecond: must be a number from 0/],
    [{ options: { callsPerSecond: Infinity } }, /options\.callsPerSecond: must be a number from 0/],
    [{ options: { engine: 'recognizer' } }, /options\.engine: must be one of "auto", "recogniser", "fingerprint"/],
    [{ options: { verdictOrder: ['200'] } }, /options\.verdictOrder: must be a list of "205", "204", "233"/],
    [{ options: { landscapeIsError: 1 } }, /options\.landscapeIsError: must be true or false/],
    [{ options: { downloadHosts: 'a' } }, /options\.downloadHosts: must be something like \["photos/],
    [{ seed: { face: [] } }, /seed\.face: does not exist; did you mean faces/],
    [{ seed: [] }, /seed: must be an object/],
    [{ seed: { groups: [''] } }, /seed\.groups\[0\]: must be a text without blanks and commas/],
    [{ seed: { groups: ['a', 'a b'] } }, /seed\.groups\[1\]: must be a text without blanks and commas/],
    [{ seed: { groups: 'a' } }, /seed\.groups: must be a list/],
    [{ seed: { faces: [{ group: 'a,b', userId: 'anna', picture }] } }, /seed\.faces\[0\]\.group: must be a text/],
    [{ seed: { faces: [{ group: 'a', user: 'anna', picture }] } }, /seed\.faces\[0\]\.user: does not exist/],
    [{ seed: { faces: [{ group: 'a', userId: 'anna' }] } }, /seed\.faces\[0\]\.picture: must be the bytes/],
    [{ options: { callsPerSecondOf: 3 } }, /options\.callsPerSecondOf: must be something like {"AddFaceRecord":50}/],
    [{ options: { callsPerSecondOf: { AddFace: 3 } } }, /callsPerSecondOf\.AddFace: is no operation; known: FaceDup/],
    [{ options: [] }, /options: must be an object/],
    [
      { seed: { faces: [{ group: 'g', userId: 'anna', picture: fixture('landscape.jpg') }] } },
      /the photo of anna in g fails: portrait/,
    ],
    [
      { seed: { faces: [{ group: 'g', userId: 'a'.repeat(33), picture }] } },
      /the face of a+ in g: MerchantUserId takes up to 32 characters/,
    ],
  ])) {
    await assert.rejects(createEmulator(options), message);
  }
});
