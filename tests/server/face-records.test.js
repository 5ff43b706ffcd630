// The client's methods for faces in groups and for what is kept of a verification, over the emulator.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { person } from '../emulator/client.js';
import { answeredBy, client, search, startService } from './client-emulator.js';

const service = await startService();
const { url } = service;
const group = 'groupone';

test('a face is added, found, listed and deleted', async () => {
  const { addFaceRecord, queryFaceRecord, deleteFaceRecordV2, faceDuplicationCheckIntl } = client(url);
  const added = await addFaceRecord({ group, userId: 'anna', picture: person(1), quality: true });
  assert.deepEqual([added.passed, added.extFaceInfo], [true, { faceQuality: 'HIGH' }]);
  await addFaceRecord({ group: 'grouptwo', userId: 'anna', picture: person(1) });
  const found = await faceDuplicationCheckIntl(search(1));
  assert.equal(found.duplicateFaces?.[0]?.userId, 'anna');

  const { records, total, pages, page, nextToken } = await queryFaceRecord({ group, userId: 'anna' });
  assert.deepEqual([total, pages, page, nextToken], [1, 1, 1, null]);
  assert.deepEqual([records[0]?.userId, records[0]?.registrationType], ['anna', 'MANUAL']);
  assert.match(records[0]?.faceId ?? '', /^[0-9a-f]{32}$/);

  const one = await deleteFaceRecordV2({ userId: 'anna', group });
  assert.deepEqual([one.deleted, one.groups], [true, [group]]);
  const all = await deleteFaceRecordV2({ userId: 'anna' });
  assert.deepEqual([all.deleted, all.groups], [true, ['grouptwo']]);
  const none = await deleteFaceRecordV2({ userId: 'anna' });
  assert.deepEqual([none.deleted, none.groups], [false, []]);
});

test('pages follow each other', async () => {
  const { addFaceRecord, queryFaceRecord } = client(url);
  for (const number of [11, 12, 13]) {
    await addFaceRecord({ group: 'grouptwo', userId: `user${number}`, picture: person(number) });
  }
  const first = await queryFaceRecord({ group: 'grouptwo', pageSize: 2 });
  assert.deepEqual([first.records.length, first.total, first.pages], [2, 3, 2]);
  const second = await queryFaceRecord({ group: 'grouptwo', pageSize: 2, page: 2 });
  assert.deepEqual(
    second.records.map(({ userId }) => userId),
    ['user13'],
  );
  const rest = await queryFaceRecord({ group: 'grouptwo', pageSize: 2, nextToken: first.nextToken ?? '' });
  assert.deepEqual(rest.records, second.records);
});

test('the groups, whose success the service spells 200', async () => {
  const { groups, total } = await client(url).queryFaceGroup();
  assert.deepEqual([groups.map(({ code }) => code), total], [['groupone', 'grouptwo'], 2]);
  const [one] = (await client(url).queryFaceGroup({ code: 'grouptwo' })).groups;
  assert.deepEqual([one?.code, one?.name, typeof one?.id], ['grouptwo', 'grouptwo', 'number']);
});

test('what is kept of a verification: asked for, deleted, gone', async () => {
  const { faceDuplicationCheckIntl, checkVerifyLog, deleteVerifyResult } = client(url);
  const request = search(31);
  const { transactionId } = await faceDuplicationCheckIntl(request);
  assert.ok(transactionId);
  const log = await checkVerifyLog({ bizId: request.bizId });
  assert.deepEqual([log.passed, log.subCode, log.status, log.errorCode], [true, '200', 0, '1000']);
  const deleted = await deleteVerifyResult({ transactionId, type: 'Img' });
  assert.deepEqual([deleted.deleted, deleted.transactionId], [true, transactionId]);
  const gone = { name: 'ApiError', code: 'TransactionIdInvalid', httpStatus: 400 };
  await assert.rejects(deleteVerifyResult({ transactionId, type: 'Img' }), gone);
  await assert.rejects(checkVerifyLog({ transactionId }), gone);
});

test('each parameter travels where the vendor says', async () => {
  /** @type {{ action: string | null, query: string[], form: string[] }[]} */
  const sent = [];
  const made = client(url, {
    fetch: async (input, init) => {
      const [query, form] = [new URL(String(input)).searchParams, new URLSearchParams(String(init?.body))];
      const action = new Headers(init?.headers).get('x-acs-action');
      sent.push({ action, query: [...query.keys()].sort(), form: [...form.keys()].sort() });
      return Response.json({ Code: 'InternalError' }, { status: 500 });
    },
  });
  await Promise.allSettled([
    made.addFaceRecord({ group, userId: 'a', picture: { url: 'https://a.test/b.jpg' }, quality: true }),
    made.queryFaceRecord({ group, userId: 'a', faceId: 'f', registrationType: 'MANUAL', nextToken: '2' }),
    made.deleteFaceRecordV2({ userId: 'a', group }),
    made.queryFaceGroup({ code: 'c', name: 'n', maxResults: 5 }),
    made.deleteVerifyResult({ transactionId: 't', type: 'Text' }),
    made.checkVerifyLog({ transactionId: 't', bizId: 'b' }),
  ]);
  const paging = ['CurrentPage', 'PageSize'];
  assert.deepEqual(
    sent.sort((one, other) => String(one.action).localeCompare(String(other.action))),
    [
      {
        action: 'AddFaceRecord',
        query: [],
        form: ['FaceGroupCode', 'FacePictureUrl', 'FaceQualityCheck', 'MerchantUserId', 'ProductCode'],
      },
      { action: 'CheckVerifyLog', query: [], form: ['MerchantBizId', 'TransactionId'] },
      { action: 'DeleteFaceRecordV2', query: ['FaceGroupCode', 'MerchantUserId'], form: [] },
      { action: 'DeleteVerifyResult', query: ['DeleteAfterQuery', 'DeleteType', 'TransactionId'], form: [] },
      { action: 'QueryFaceGroup', query: [...paging, 'GroupCode', 'MaxResults', 'Name'].sort(), form: [] },
      {
        action: 'QueryFaceRecord',
        query: [...paging, 'FaceGroupCode', 'FaceId', 'MerchantUserId', 'NextToken', 'RegistrationType'].sort(),
        form: [],
      },
    ],
  );
});

test('what the service would refuse, or misread, is not sent', async () => {
  const { addFaceRecord, queryFaceRecord, deleteFaceRecordV2, queryFaceGroup, deleteVerifyResult, checkVerifyLog } =
    answeredBy({});
  const png = 'iVBORw0KGgo=';
  const failed = { ok: false, jpeg: new Uint8Array(3), base64: () => person(1), report: {} };
  const picture = person(1);
  /** @type {[() => Promise<unknown>, RegExp][]} */
  const wrong = [
    [() => addFaceRecord({ group: '', picture }), /group/],
    [() => addFaceRecord({ group, picture, userId: 'x'.repeat(33) }), /userId: has 33 characters; 32 are allowed/],
    [() => addFaceRecord({ group, picture: png }), /picture: is no JPEG/],
    [() => addFaceRecord({ group, picture: failed }), /failed its checks/],
    [() => addFaceRecord({ group, picture: `/9j/${'A'.repeat(1_000_000)}` }), /1000000 are allowed/],
    [() => addFaceRecord(/** @type {any} */ ({ group })), /picture: is no photo/],
    [() => addFaceRecord(/** @type {any} */ ({ group, picture, user: 'a' })), /user: does not exist/],
    [() => queryFaceRecord({ group, pageSize: 101 }), /pageSize.*1 to 100/],
    [() => queryFaceRecord({ group, page: 0 }), /page: .*1 to/],
    // A variable that is not set must not delete in every group.
    [() => deleteFaceRecordV2({ userId: 'anna', group: undefined }), /group/],
    [() => deleteFaceRecordV2({ userId: '' }), /userId/],
    [() => queryFaceGroup({ maxResults: 101 }), /maxResults/],
    [() => deleteVerifyResult({ transactionId: 't', type: '' }), /type/],
    [() => checkVerifyLog({}), /transactionId: or bizId is needed/],
  ];
  for (const [call, message] of wrong) {
    await assert.rejects(async () => call(), { code: 'invalid_option', message });
  }
});

test('what is not a list, and a deletion without an answer, are not understood', async () => {
  const strange = answeredBy({ Code: 'Success', Result: {} });
  for (const call of [
    () => strange.queryFaceRecord({ group }),
    () => strange.queryFaceGroup(),
    () => strange.deleteFaceRecordV2({ userId: 'anna' }),
    () => strange.addFaceRecord({ group, picture: person(1) }),
    () => strange.deleteVerifyResult({ transactionId: 't', type: 'Img' }),
  ]) {
    await assert.rejects(call, { name: 'ApiError', code: 'upstream_not_understood' });
  }
});
