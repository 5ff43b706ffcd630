// The demo's route that takes a person on by the receipt of the verdict.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { issueReceipt } from '../../pkg/server.js';
import { RECEIPT_PATH, receiptRoute } from '../../www/server/demo-receipt.js';
import { verdict } from './identity.js';

const secret = 'a secret of at least thirty-two bytes';
const { userId } = verdict();
const route = receiptRoute({ secret, userId });

/** @param {string} body */
async function answerTo(body) {
  const response = await route(new Request(`http://demo.test${RECEIPT_PATH}`, { method: 'POST', body }));
  assert.ok(response);
  return [response.status, await response.json()];
}

test('a genuine receipt counts once', async () => {
  const receipt = await issueReceipt(verdict(), { secret });
  const { policy, passed } = verdict();
  assert.deepEqual(await answerTo(receipt), [200, { policy, passed }]);
  assert.deepEqual(await answerTo(receipt), [403, { code: 'replayed' }]);
});

test('an altered receipt, one of another key and one of another user are refused', async () => {
  const receipt = await issueReceipt(verdict({ id: 'v2' }), { secret });
  assert.deepEqual(await answerTo(`${receipt.slice(0, -4)}AAAA`), [403, { code: 'invalid' }]);
  const otherKey = await issueReceipt(verdict({ id: 'v3' }), { secret: secret.toUpperCase() });
  assert.deepEqual(await answerTo(otherKey), [403, { code: 'invalid' }]);
  const otherUser = await issueReceipt(verdict({ id: 'v4', userId: 'another user' }), { secret });
  assert.deepEqual(await answerTo(otherUser), [403, { code: 'foreign' }]);
  assert.deepEqual(await answerTo('x'.repeat(10_000)), [413, { code: 'invalid' }]);
});

test('other routes are not its own', async () => {
  assert.equal(await route(new Request(`http://demo.test${RECEIPT_PATH}`)), undefined);
  assert.equal(await route(new Request('http://demo.test/api/verify', { method: 'POST', body: '{}' })), undefined);
});
