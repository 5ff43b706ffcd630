// Open points of the documentation, as options of the emulator.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { FAULTS } from '../../pkg/emulator/faults/fault-plan.js';
import { DEFAULT_OPTIONS, readOptions } from '../../pkg/emulator/options.js';
import { GROUPS, callEmulator, check, person, register, searchFields, startEmulator } from './client.js';

test('open points of the documentation are options', async () => {
  const codeOf = async (/** @type {any} */ options, /** @type {Record<string, string>} */ fields, times = 1) => {
    const emulator = startEmulator({ options });
    let answer;
    for (let time = 0; time < times; time += 1) {
      answer = await callEmulator({
        ...emulator,
        fields: searchFields({ SourceFacePicture: person(1), ...fields }),
      });
    }
    return answer?.json;
  };
  assert.equal((await codeOf({ unknownGroupIsError: false }, { FaceGroupCodes: 'groupnone' })).Code, 'Success');
  assert.equal((await codeOf({ autoRegistration: '0' }, {})).Code, 'MissingParameter');
  assert.equal((await codeOf({ repeatedBizIdIsError: true }, { MerchantBizId: 'same' }, 2)).Code, 'InvalidParameter');
  assert.equal((await codeOf({}, { MerchantBizId: 'same' }, 2)).Code, 'Success');
  assert.equal((await codeOf({ registrationResultAsText: true }, register)).Result.FaceRegistrationResult, '1');
  assert.equal((await codeOf({}, { VerifyModel: '' })).Code, 'MissingParameter');
  assert.equal((await codeOf({ verifyModel: '0' }, { VerifyModel: '' })).Result.SubCode, '200');
  assert.equal((await codeOf({ verifyModel: '1' }, { VerifyModel: '' })).Code, 'MissingParameter', 'no target');
  const second = await codeOf({ callsPerSecond: 1 }, {}, 2);
  assert.equal(second.Code, 'Throttling.Api');
  const statuses = startEmulator({ options: { statuses: { SignatureDoesNotMatch: 403 } } });
  assert.equal(
    (await callEmulator({ ...statuses, credentials: { accessKeyId: 'LTAI-test', accessKeySecret: 'x' } })).status,
    403,
  );
});

test('which verdict is reported where several apply, and what registering an existing user gives, are options', async () => {
  const fields = { VerifyModel: '2', Liveness: '1', SceneCode: 'attack', TargetFacePicture: person(2) };
  const subCodeOf = async (/** @type {any} */ options) => {
    const emulator = startEmulator({ options });
    await check(emulator, { SourceFacePicture: person(1), ...register });
    return (await check(emulator, { SourceFacePicture: person(1), ...fields })).SubCode;
  };
  assert.equal(await subCodeOf({}), '205');
  assert.equal(await subCodeOf({ verdictOrder: ['204', '233', '205'] }), '204');
  assert.equal(await subCodeOf({ verdictOrder: ['233', '204', '205'] }), '233');
  const strict = startEmulator({ options: { existingUser: 'error' } });
  await check(strict, { SourceFacePicture: person(1), ...register });
  const again = await callEmulator({
    ...strict,
    fields: searchFields({ SourceFacePicture: person(2), ...register }),
  });
  assert.equal(again.json.Code, 'InvalidParameter');
  assert.equal(strict.store.faces(GROUPS).length, 1);
});

test('a date in the future has a window of its own', async () => {
  const codeOf = async (/** @type {any} */ options) =>
    (
      await callEmulator({
        ...startEmulator({ options }),
        nowMs: Date.now() + 600_000,
        fields: searchFields({ SourceFacePicture: person(1) }),
      })
    ).json.Code;
  assert.deepEqual(
    [await codeOf({}), await codeOf({ futureWindowMs: 60_000 })],
    ['Success', 'InvalidTimeStamp.Expired'],
  );
});

test('options on the command line are held to their names and kinds', () => {
  assert.deepEqual(
    readOptions('{"landscapeIsError":true,"statuses":{"Throttling.Api":400},"verdictOrder":["233"]}'),
    {
      landscapeIsError: true,
      statuses: { 'Throttling.Api': 400 },
      verdictOrder: ['233'],
    },
  );
  for (const wrong of [
    'landscape',
    '{"landscape":true}',
    '{"constructor":1}',
    '{"landscapeIsError":1}',
    '{"verifyModel":"3"}',
    '{"verdictOrder":["200"]}',
    '{"clockWindowMs":-1}',
    '{"statuses":{"a":"b"}}',
    '{"statuses":null}',
    '{"downloadHosts":"a"}',
  ]) {
    assert.throws(() => readOptions(wrong), Error, wrong);
  }
});

test('the README lists every option with its default, and every fault', () => {
  const readme = readFileSync(new URL('../../docs/emulator.md', import.meta.url), 'utf8');
  const rows = readme.split('\n').filter((line) => line.startsWith('| `'));
  const documented = new Map(
    rows.map((row) => {
      const cells = row.slice(2, -2).split(' | ');
      return [cells[0]?.replaceAll('`', ''), cells.at(-1)?.replaceAll('`', '')];
    }),
  );
  for (const [name, value] of Object.entries(DEFAULT_OPTIONS)) {
    assert.equal(documented.get(name), JSON.stringify(value), name);
  }
  for (const fault of FAULTS) {
    assert.ok(documented.has(fault), fault);
  }
});
