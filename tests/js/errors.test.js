// Errors keep their code on every way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageChannel } from 'node:worker_threads';
import { PreflightError } from '../../pkg/node.js';

/** @param {unknown} message */
async function posted(message) {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(message);
  const received = await new Promise((resolve) => port2.once('message', resolve));
  port1.close();
  return received;
}

test('an error survives postMessage and comes back whole', async () => {
  const inner = new PreflightError('load_failed', 'no wasm', { cause: new TypeError('offline') });
  const error = new PreflightError('worker_died', 'gone', { details: { job: 3 }, cause: inner });
  const back = PreflightError.from(await posted(error.toJSON()));
  assert.ok(back instanceof PreflightError && back instanceof Error);
  const { name, code, actor, message, details, stack } = back;
  assert.deepEqual(
    { name, code, actor, message, details },
    {
      name: 'PreflightError',
      code: 'worker_died',
      actor: 'environment',
      message: 'gone',
      details: { job: 3 },
    },
  );
  assert.equal(stack, error.stack);
  const cause = /** @type {any} */ (back.cause);
  assert.equal(cause.code, 'load_failed');
  assert.deepEqual(cause.cause, { name: 'TypeError', message: 'offline' });
});

test('a cause that cannot be cloned is described', async () => {
  for (const cause of [() => {}, Symbol('why'), { toString: () => 'odd' }, null, 7]) {
    const error = new PreflightError('aborted', 'stop', { cause });
    await posted(error.toJSON());
  }
});

test('what is no error of this kind is left alone', () => {
  for (const value of [undefined, null, 'text', 7, {}, { code: 'ENOENT' }, new Error('other')]) {
    assert.equal(PreflightError.from(value), undefined);
  }
  const error = new PreflightError('aborted', 'stop');
  assert.equal(PreflightError.from(error), error);
});

test('every code that is born here has its actor', () => {
  const codes = /** @type {const} */ (['invalid_input', 'aborted', 'no_picture', 'crashed']);
  const actors = codes.map((code) => new PreflightError(code, '').actor);
  assert.deepEqual(actors, ['caller', 'caller', 'photo', 'environment']);
});

test('JSON of an error is readable', () => {
  const error = new PreflightError('invalid_option', 'option x', { details: { name: 'x' } });
  const plain = JSON.parse(JSON.stringify(error));
  assert.equal(plain.code, 'invalid_option');
  assert.deepEqual(plain.details, { name: 'x' });
});
