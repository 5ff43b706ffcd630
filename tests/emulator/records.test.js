// The sister operations by which a tester looks at the emulator's state and cleans it up.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { fakePicture, fakeVision } from '../support/fake-picture.js';
import { GROUPS, callEmulator, check, person, register, startEmulator } from './client.js';

/** The orientation by which a test's picture says that it is a PNG. */
const PNG = 9;

test('records: queried by user and page, deleted by user, groups listed', async () => {
  const emulator = startEmulator();
  for (let user = 1; user <= 3; user += 1) {
    await check(emulator, { SourceFacePicture: person(user), MerchantUserId: `user${user}`, ...register });
  }
  const call = async (/** @type {string} */ action, /** @type {Record<string, string>} */ query, fields = {}) =>
    (await callEmulator({ ...emulator, action, query, fields })).json;
  const page = await call('QueryFaceRecord', { FaceGroupCode: 'groupone', CurrentPage: '2', PageSize: '2' });
  assert.deepEqual(
    [
      page.Code,
      page.TotalCount,
      page.TotalPage,
      page.Items.length,
      page.Items[0].MerchantUserId,
      page.Items[0].RegistrationType,
    ],
    ['Success', 3, 2, 1, 'user3', 'AUTO'],
  );
  const few = { FaceGroupCode: 'groupone', CurrentPage: '1', PageSize: '10', MaxResults: '2' };
  const first = await call('QueryFaceRecord', few);
  assert.deepEqual([first.Items.length, first.MaxResults, first.NextToken], [2, 2, '2']);
  const rest = await call('QueryFaceRecord', { ...few, NextToken: first.NextToken });
  assert.deepEqual([rest.Items.length, rest.Items[0].MerchantUserId, rest.NextToken], [1, 'user3', undefined]);
  assert.equal((await call('QueryFaceRecord', { ...few, NextToken: 'x' })).Code, 'InvalidParameter');
  const one = await call('QueryFaceRecord', {
    FaceGroupCode: 'groupone',
    CurrentPage: '1',
    PageSize: '10',
    MerchantUserId: 'user2',
  });
  assert.equal(one.Items.length, 1);
  assert.equal(
    (await call('QueryFaceRecord', { FaceGroupCode: 'groupone', CurrentPage: '0', PageSize: '10' })).Code,
    'InvalidParameter',
  );
  assert.deepEqual((await call('DeleteFaceRecordV2', {}, { MerchantUserId: 'user2' })).Result, {
    Deleted: 'Y',
    DeletedGroupCodes: 'groupone',
  });
  assert.deepEqual(
    (await call('DeleteFaceRecordV2', {}, { MerchantUserId: 'user2', FaceGroupCode: 'groupone' })).Result,
    { Deleted: 'N', DeletedGroupCodes: '' },
  );
  assert.equal((await check(emulator, { SourceFacePicture: person(2) })).SubCode, '200');
  const groups = await call('QueryFaceGroup', { CurrentPage: '1', PageSize: '10' });
  assert.deepEqual([groups.Code, groups.Items.map((/** @type {any} */ group) => group.Code)], ['200', GROUPS]);
  assert.equal(
    (await call('AddFaceRecord', {}, { ProductCode: 'FACE_ENROLL', FaceGroupCode: 'none', FacePicture: person(1) }))
      .Code,
    'InvalidParameter',
  );
});

test('AddFaceRecord: the default of MerchantUserId is the name of the picture', async () => {
  const emulator = startEmulator({ options: { downloadTimeoutMs: 60_000 } });
  const server = createServer((_, response) => response.end(fakePicture()));
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const { port } = /** @type {AddressInfo} */ (server.address());
  const add = async (/** @type {Record<string, string>} */ more) => {
    const fields = { ProductCode: 'FACE_ENROLL', FaceGroupCode: 'groupone', ...more };
    return (await callEmulator({ ...emulator, action: 'AddFaceRecord', query: {}, fields })).json;
  };
  const at = (/** @type {string} */ path) => ({ FacePictureUrl: `http://127.0.0.1:${port}/${path}` });
  try {
    assert.equal((await add(at('people/anna%20b.jpg?size=2'))).Code, 'Success');
    assert.equal((await add({ ...at('people/anna.jpg'), MerchantUserId: 'bert' })).Code, 'Success');
    assert.equal((await add({ FacePicture: person(1) })).Code, 'Success');
    const long = await add(at(`${'a'.repeat(40)}.jpg`));
    assert.deepEqual([long.Code, long.Message], ['InvalidParameter', 'MerchantUserId takes up to 32 characters.']);
    assert.equal((await add({ FacePicture: person(1), FaceGroupCode: '' })).Code, 'MissingParameter');
    const file = await add({ FacePictureFile: 'http://files.example/a.jpg' });
    assert.deepEqual([file.Code, /cannot be uploaded/.test(file.Message)], ['InvalidParameter', true]);
    const two = await add({ FacePicture: person(1), FacePictureFile: 'http://files.example/a.jpg' });
    assert.equal(two.Code, 'DataDuplication');
  } finally {
    server.closeAllConnections();
    server.close();
  }
  const [first, second, third] = emulator.store.faces(['groupone']).map(({ merchantUserId }) => merchantUserId);
  assert.deepEqual([first, second], ['anna b.jpg', 'bert']);
  assert.match(third ?? '', /^[0-9a-f]{32}$/, 'Base64 has no name');
});

/** @import { AddressInfo } from 'node:net' */

test('AddFaceRecord: JPEG alone, 1 MB as Base64, 10 MB at an address, ids of 32 characters', async () => {
  /** Finds a PNG where a test asks for one. @type {typeof fakeVision} */
  const vision = {
    ...fakeVision,
    look: async (bytes) => ({ ...(await fakeVision.look(bytes)), ...(bytes[6] === PNG && { format: 'png' }) }),
  };
  const emulator = startEmulator({ vision, options: { downloadTimeoutMs: 60_000 } });
  const server = createServer((request, response) => {
    response.end(
      fakePicture({ padding: Number(new URL(request.url ?? '', 'http://a').searchParams.get('padding')) }),
    );
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  const { port } = /** @type {AddressInfo} */ (server.address());
  const add = async (/** @type {Record<string, string>} */ more) => {
    const fields = { ProductCode: 'FACE_ENROLL', FaceGroupCode: 'groupone', MerchantUserId: 'anna', ...more };
    return (await callEmulator({ ...emulator, action: 'AddFaceRecord', query: {}, fields })).json.Code;
  };
  const header = fakePicture().length;
  const sized = (/** @type {number} */ bytes) => ({ FacePicture: person(1, { padding: bytes - header }) });
  const at = (/** @type {number} */ bytes) => ({
    FacePictureUrl: `http://127.0.0.1:${port}/?padding=${bytes - header}`,
  });
  try {
    assert.equal(await add({ FacePicture: person(1), MerchantUserId: 'a'.repeat(32) }), 'Success');
    assert.equal(await add({ FacePicture: person(1), MerchantUserId: 'a'.repeat(33) }), 'InvalidParameter');
    assert.equal(await add({ FacePicture: person(1, { orientation: PNG }) }), 'UnqualifiedPhoto');
    assert.equal(await add(sized(750_000)), 'Success');
    assert.equal(await add(sized(750_001)), 'ToolargeImage');
    assert.equal(await add(at(10_000_000)), 'Success');
    assert.equal(await add(at(10_000_001)), 'ToolargeImage');
    assert.equal(await add({ ...sized(1_000), ...at(1_000) }), 'DataDuplication');
    assert.equal(await add({}), 'MissingParameter');
    assert.equal(await add({ FacePicture: person(0) }), 'NoFaceDetected');
  } finally {
    server.closeAllConnections();
    server.close();
  }
  assert.equal(emulator.store.faces(GROUPS).length, 3);
});

test('AddFaceRecord: higher than wide, at most 1920 x 1080; 640 x 480 is only recommended', async () => {
  const emulator = startEmulator();
  const add = async (/** @type {number} */ width, /** @type {number} */ height) => {
    const FacePicture = person(1, { width, height });
    const fields = { ProductCode: 'FACE_ENROLL', FaceGroupCode: 'groupone', MerchantUserId: 'anna', FacePicture };
    return (await callEmulator({ ...emulator, action: 'AddFaceRecord', query: {}, fields })).json.Code;
  };
  assert.equal(await add(1080, 1920), 'Success');
  assert.equal(await add(240, 320), 'Success');
  assert.equal(await add(1081, 1920), 'UnqualifiedPhoto');
  assert.equal(await add(1080, 1921), 'UnqualifiedPhoto');
  assert.equal(await add(1280, 720), 'UnqualifiedPhoto');
  assert.equal(await add(720, 720), 'UnqualifiedPhoto');
});
