// The sister operations by which a tester looks at the emulator's state and cleans it up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GROUPS, callEmulator, check, person, register, startEmulator } from './client.js';

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
