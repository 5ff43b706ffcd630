// What the person reads, and what the page can tell from an answer without a verdict.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explain } from '../../pkg/node.js';
import { person, startBackend } from './backend-client.js';

const json = (/** @type {unknown} */ body, status = 200) => Response.json(body, { status });

test('a mistake of the page is not put upon the person', async () => {
  const { verify } = startBackend();
  const unknown = await verify('none', { MerchantUserId: 'anna', SourceFacePicture: person(1) });
  const forbidden = await verify('plain', { MerchantUserId: 'anna', SourceFacePicture: person(1), Liveness: '1' });
  for (const { json: told } of [unknown, forbidden]) {
    assert.deepEqual([told.kind, told.ok, told.passed, told.retryable], ['refused', false, false, false]);
    assert.equal(told.advice, explain(told.code).forPerson);
    assert.match(told.advice, /on our side, not with your photo/);
  }
  assert.equal(forbidden.json.field, 'Liveness');
});

test('a file that cannot be read has the words of the package', async () => {
  const { send } = startBackend();
  const told = await send('/api/verify?policy=demo&MerchantUserId=anna', {
    method: 'POST',
    headers: { 'content-type': 'image/jpeg' },
    body: 'no picture',
  });
  assert.equal(told.json.code, 'picture_unreadable');
  assert.equal(told.json.advice, explain(told.json.report.error).forPerson);
});

test('without a request id nobody is asked to tell it', async () => {
  const { verify } = startBackend({ upstream: () => new Response('<h1>Bad Gateway</h1>', { status: 502 }) });
  const { json: told } = await verify('plain', { MerchantUserId: 'anna', SourceFacePicture: person(1) });
  assert.deepEqual([told.kind, told.code, told.requestId], ['refused', 'upstream_not_understood', null]);
  assert.doesNotMatch(`${told.meaning} ${told.advice}`, /request id/i);
});

test('what the contract says may pass is called again', async () => {
  const passed = { FacePassed: 'Y', SubCode: '200', TransactionId: 't1' };
  const { verify } = startBackend({
    upstream: (_, count) =>
      count === 1
        ? json({ Code: 'DownloadTimeout', RequestId: 'r1' }, 401)
        : json({ Code: 'Success', RequestId: 'r2', Result: passed }),
  });
  const url = 'https://pictures.example/a.jpg';
  const { json: told } = await verify('urls', { MerchantUserId: 'anna', SourceFacePictureUrl: url });
  assert.deepEqual([told.kind, told.passed, told.attempts, told.transactionId], ['verdict', true, 2, 't1']);
});

test('what the vendor refuses has its code, once', async () => {
  const { verify } = startBackend({ upstream: () => json({ Code: 'SuspiciousActivity', RequestId: 'r1' }, 429) });
  const { json: told } = await verify('plain', { MerchantUserId: 'anna', SourceFacePicture: person(1) });
  assert.deepEqual(
    [told.kind, told.code, told.retryable, told.actor, told.attempts],
    ['failed', 'SuspiciousActivity', false, 'policy', 1],
  );
});
