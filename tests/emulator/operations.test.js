// What the emulator answers to each operation, in the contract's envelopes.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { contract } from '../../pkg/contract.js';
import { GROUPS, callEmulator, check, person, register, searchFields, startEmulator } from './client.js';
import { base64, fakePicture } from '../support/fake-picture.js';

/** @import { AddressInfo } from 'node:net' */

test('mode 0: passes, registers, and finds the face again under another user and encoding', async () => {
  const emulator = startEmulator();
  const first = await check(emulator, { SourceFacePicture: person(1), ...register });
  assert.deepEqual([first.FacePassed, first.SubCode, first.FaceRegistrationResult], ['Y', '200', 1]);
  assert.match(first.FaceRegistrationId, /^[0-9a-f]{32}$/);
  assert.match(first.TransactionId, /^[0-9a-f]{32}$/);
  assert.ok(!('FaceComparisonScore' in first) && !('DuplicateFace' in first) && !('FaceAttack' in first));
  const again = await check(emulator, {
    SourceFacePicture: person(1, { noise: 3 }),
    MerchantUserId: 'user2',
    ...register,
  });
  assert.deepEqual([again.FacePassed, again.SubCode, again.FaceRegistrationResult], ['N', '233', undefined]);
  assert.deepEqual(JSON.parse(again.DuplicateFace), [
    { faceGroupCode: 'groupone', faceId: first.FaceRegistrationId, merchantUserId: 'user1' },
  ]);
  assert.equal((await check(emulator, { SourceFacePicture: person(2) })).SubCode, '200');
  assert.equal((await check(emulator, { SourceFacePicture: person(1), FaceGroupCodes: 'grouptwo' })).SubCode, '200');
});

test('mode 1: the score and its threshold, no search', async () => {
  const emulator = startEmulator();
  await check(emulator, { SourceFacePicture: person(1), ...register });
  const fields = { VerifyModel: '1', FaceGroupCodes: '', SourceFacePicture: person(1) };
  const same = await check(emulator, { ...fields, TargetFacePicture: person(1) });
  assert.deepEqual([same.SubCode, same.FaceComparisonScore, same.DuplicateFace], ['200', '100.00', undefined]);
  const other = await check(emulator, { ...fields, TargetFacePicture: person(2) });
  assert.deepEqual([other.FacePassed, other.SubCode], ['N', '204']);
  assert.ok(Number(other.FaceComparisonScore) < 80);
});

test('mode 2: both, and nothing is registered when the comparison fails', async () => {
  const emulator = startEmulator();
  const fields = { VerifyModel: '2', SourceFacePicture: person(1), ...register };
  assert.equal((await check(emulator, { ...fields, TargetFacePicture: person(2) })).SubCode, '204');
  assert.equal(emulator.store.faces(GROUPS).length, 0);
  const passed = await check(emulator, { ...fields, TargetFacePicture: person(1) });
  assert.deepEqual([passed.SubCode, passed.FaceRegistrationResult, passed.FaceComparisonScore], ['200', 1, '100.00']);
  const found = await check(emulator, { ...fields, TargetFacePicture: person(1) });
  assert.deepEqual([found.SubCode, found.FaceComparisonScore], ['233', '100.00']);
});

test('ReturnFaces gives as many hits, the best first, over several groups', async () => {
  const emulator = startEmulator();
  for (const [index, noise] of [4, 0, 2].entries()) {
    const fields = {
      ProductCode: 'FACE_ENROLL',
      FaceGroupCode: GROUPS[index % 2] ?? '',
      FacePicture: person(1, { noise }),
      MerchantUserId: `noise${noise}`,
    };
    assert.equal(
      (await callEmulator({ ...emulator, action: 'AddFaceRecord', query: {}, fields })).json.Result.Passed,
      'Y',
    );
  }
  const hits = async (/** @type {Record<string, string>} */ more) =>
    JSON.parse(
      (await check(emulator, { SourceFacePicture: person(1), FaceGroupCodes: GROUPS.join(','), ...more }))
        .DuplicateFace,
    ).map((/** @type {any} */ face) => face.merchantUserId);
  assert.deepEqual(await hits({}), ['noise0']);
  assert.deepEqual(await hits({ ReturnFaces: '2' }), ['noise0', 'noise2']);
  assert.deepEqual(await hits({ ReturnFaces: '5' }), ['noise0', 'noise2', 'noise4']);
});

test('UpdateFaceIfUserExists: N keeps the stored face and tells 0, Y replaces it', async () => {
  const emulator = startEmulator();
  await check(emulator, { SourceFacePicture: person(1), ...register });
  const kept = await check(emulator, { SourceFacePicture: person(2), ...register });
  assert.deepEqual([kept.SubCode, kept.FaceRegistrationResult, kept.FaceRegistrationId], ['200', 0, undefined]);
  const replaced = await check(emulator, {
    SourceFacePicture: person(2),
    ...register,
    UpdateFaceIfUserExists: 'Y',
  });
  assert.equal(replaced.FaceRegistrationResult, 1);
  assert.equal((await check(emulator, { SourceFacePicture: person(1) })).SubCode, '200', 'the old face is gone');
  assert.equal(emulator.store.faces(GROUPS).length, 1);
});

test('liveness and policy by scene', async () => {
  const emulator = startEmulator();
  const live = await check(emulator, { SourceFacePicture: person(1), Liveness: '1' });
  assert.deepEqual([live.SubCode, live.FaceAttack], ['200', 'N']);
  const attack = await check(emulator, {
    SourceFacePicture: person(1),
    Liveness: '1',
    SceneCode: 'attack',
    ...register,
  });
  assert.deepEqual([attack.FacePassed, attack.SubCode, attack.FaceAttack], ['N', '205', 'Y']);
  assert.ok(Number(attack.FaceAttackScore) > 50);
  assert.equal(
    (await check(emulator, { SourceFacePicture: person(1), SceneCode: 'attack' })).SubCode,
    '200',
    'not asked for',
  );
  assert.equal(
    (await check(emulator, { SourceFacePicture: person(1), SceneCode: 'policy', ...register })).SubCode,
    '206',
  );
  assert.equal(emulator.store.faces(GROUPS).length, 0);
});

test('FaceQualityCheck adds ExtFaceInfo, with all the fields of the contract', async () => {
  const ask = async (/** @type {Record<string, string>} */ fields) =>
    (await check(startEmulator(), { SourceFacePicture: person(1), FaceQualityCheck: 'Y', ...fields })).ExtFaceInfo;
  const names = contract.extFaceInfoFields.map(({ name }) => name).sort();
  assert.equal(names.length, 11);
  const two = await ask({ VerifyModel: '1', TargetFacePicture: person(1) });
  assert.deepEqual(Object.keys(two).sort(), names);
  const one = await ask({});
  assert.deepEqual(
    Object.keys(one).sort(),
    names.filter((name) => !name.startsWith('Target')),
  );
  const { FaceAttributeInfo, ...scores } = two;
  assert.equal(typeof FaceAttributeInfo, 'string');
  assert.ok(Object.values(scores).every((score) => score >= 0 && score <= 100));
});

test('landscape is less accurate, not an error', async () => {
  const landscape = { width: 960, height: 720 };
  const result = await check(startEmulator(), {
    VerifyModel: '1',
    SourceFacePicture: person(1, landscape),
    TargetFacePicture: person(1),
  });
  assert.deepEqual([result.SubCode, result.FaceComparisonScore], ['200', '90.00']);
  const strict = await callEmulator({
    ...startEmulator({ options: { landscapeIsError: true } }),
    fields: searchFields({ SourceFacePicture: person(1, landscape) }),
  });
  assert.equal(strict.json.Code, 'UnqualifiedPhoto');
});

/** @type {[string, number, string, Record<string, string>][]} */
const refused = [
  ['no user', 400, 'MissingParameter', { MerchantUserId: '' }],
  ['no mode', 400, 'MissingParameter', { VerifyModel: '' }],
  ['no groups for a search', 400, 'MissingParameter', { FaceGroupCodes: '' }],
  ['no picture', 400, 'MissingParameter', { SourceFacePicture: '' }],
  ['no target', 400, 'MissingParameter', { VerifyModel: '1' }],
  ['no group to register in', 400, 'MissingParameter', { AutoRegistration: '0' }],
  ['a mode that does not exist', 400, 'InvalidParameter', { VerifyModel: '7' }],
  ['MerchantBizId with a dash', 400, 'InvalidParameter', { MerchantBizId: 'a-b' }],
  ['MerchantBizId of 33 characters', 400, 'InvalidParameter', { MerchantBizId: 'a'.repeat(33) }],
  ['six faces to return', 400, 'InvalidParameter', { ReturnFaces: '6' }],
  [
    'eleven groups',
    400,
    'InvalidParameter',
    { FaceGroupCodes: Array.from({ length: 11 }, (_, index) => `group${index}`).join(',') },
  ],
  ['a group that does not exist', 400, 'InvalidParameter', { FaceGroupCodes: 'groupnone' }],
  [
    'a register group that does not exist',
    400,
    'InvalidParameter',
    { AutoRegistration: '0', FaceRegisterGroupCode: 'groupnone' },
  ],
  ['liveness that is neither', 400, 'InvalidParameter', { Liveness: '2' }],
  ['a picture given twice', 401, 'DataDuplication', { SourceFacePictureUrl: 'http://127.0.0.1:1/a.jpg' }],
  [
    'text instead of a picture',
    401,
    'UnqualifiedPhoto',
    { SourceFacePicture: base64(new TextEncoder().encode('some words')) },
  ],
  ['a picture too small', 401, 'UnqualifiedPhoto', { SourceFacePicture: person(1, { width: 479, height: 640 }) }],
  [
    'a picture too large in pixels',
    401,
    'UnqualifiedPhoto',
    { SourceFacePicture: person(1, { width: 1081, height: 1920 }) },
  ],
  ['a picture over 0.6 MB', 401, 'ToolargeImage', { SourceFacePicture: person(1, { padding: 600_000 }) }],
  ['nothing to be seen', 401, 'NoFaceDetected', { SourceFacePicture: person(0) }],
  [
    'a URL that is not http',
    400,
    'InvalidParameter',
    { SourceFacePicture: '', SourceFacePictureUrl: 'file:///etc/passwd' },
  ],
  [
    'a URL of another host',
    400,
    'InvalidParameter',
    { SourceFacePicture: '', SourceFacePictureUrl: 'http://169.254.169.254/' },
  ],
  [
    'a URL without a server',
    401,
    'DownloadTimeout',
    { SourceFacePicture: '', SourceFacePictureUrl: 'http://127.0.0.1:1/a.jpg' },
  ],
];
for (const [name, status, code, fields] of refused) {
  test(`${name}: ${status} ${code}`, async () => {
    const emulator = startEmulator();
    const answer = await callEmulator({
      ...emulator,
      fields: searchFields({ SourceFacePicture: person(1), ...fields }),
    });
    assert.deepEqual([answer.status, answer.json.Code], [status, code], answer.json.Message);
  });
}
test('a failure of the emulator itself is not blamed on the picture', async () => {
  /** @type {any[]} */
  const lines = [];
  const vision = {
    engine: /** @type {const} */ ('fingerprint'),
    look: async () => ({ format: 'jpeg', width: 720, height: 960 }),
    fingerprint: async () => {
      throw new TypeError('broken');
    },
  };
  const answer = await callEmulator({
    ...startEmulator({ vision, log: (line) => lines.push(line) }),
    fields: searchFields({ SourceFacePicture: person(1) }),
  });
  assert.deepEqual([answer.status, answer.json.Code], [500, 'InternalError']);
  assert.ok(lines.some((line) => String(line.error).includes('broken')));
});

test('another product: InvalidParameter; none: MissingParameter', async () => {
  const call = { ...startEmulator(), fields: searchFields({ SourceFacePicture: person(1) }) };
  assert.equal(
    (await callEmulator({ ...call, query: { ProductCode: 'FACE_VERIFY_MIN' } })).json.Code,
    'InvalidParameter',
  );
  assert.equal((await callEmulator({ ...call, query: {} })).json.Code, 'MissingParameter');
});

test('the successor: a file is InvalidParameter, two ways DataDuplication, no product MissingParameter', async () => {
  const emulator = startEmulator();
  const codeOf = async (/** @type {Record<string, string>} */ fields, query = { ProductCode: 'FACE_IDU_MIN' }) =>
    (await callEmulator({ ...emulator, action: 'FaceVerifyIntl', query, fields: searchFields(fields) })).json.Code;
  const [source, target] = [{ SourceFacePicture: person(1) }, { TargetFacePicture: person(2) }];
  const file = 'http://files.example/a.jpg';
  assert.equal(await codeOf(source), 'Success');
  assert.equal(await codeOf({ SourceFacePictureFile: file }), 'InvalidParameter');
  assert.equal(await codeOf({ ...source, TargetFacePictureFile: file, VerifyModel: '1' }), 'InvalidParameter');
  assert.equal(await codeOf({ ...source, ...target, SourceFacePictureFile: file }), 'DataDuplication');
  assert.equal(await codeOf({}), 'MissingParameter');
  assert.equal(await codeOf(source, /** @type {any} */ ({})), 'MissingParameter');
  assert.equal(await codeOf(source, { ProductCode: 'FACE_ENROLL' }), 'InvalidParameter');
});

test('a picture at a loopback URL is fetched, within its time and size, and no redirect is followed', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/slow') {
      return;
    }
    if (request.url === '/redirect') {
      response.writeHead(302, { location: '/a.jpg' }).end();
      return;
    }
    response.end(fakePicture({ padding: request.url === '/large' ? 1_000_000 : 0 }));
  });
  await new Promise((done) => {
    server.listen(0, '127.0.0.1', () => done(undefined));
  });
  const { port } = /** @type {AddressInfo} */ (server.address());
  const codeOf = async (/** @type {string} */ path, downloadTimeoutMs = 60_000) =>
    (
      await callEmulator({
        ...startEmulator({ options: { downloadTimeoutMs } }),
        fields: searchFields({ SourceFacePictureUrl: `http://127.0.0.1:${port}${path}` }),
      })
    ).json.Code;
  try {
    assert.equal(await codeOf('/a.jpg'), 'Success');
    assert.equal(await codeOf('/slow', 200), 'DownloadTimeout');
    assert.equal(await codeOf('/redirect'), 'DownloadTimeout');
    assert.equal(await codeOf('/large'), 'ToolargeImage');
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('two calls at once cannot both register the same face', async () => {
  const emulator = startEmulator();
  const results = await Promise.all(
    [1, 2, 3, 4].map((user) =>
      check(emulator, { SourceFacePicture: person(1), MerchantUserId: `user${user}`, ...register }),
    ),
  );
  assert.deepEqual(results.map((result) => result.SubCode).sort(), ['200', '233', '233', '233']);
  assert.equal(emulator.store.faces(GROUPS).length, 1);
});
