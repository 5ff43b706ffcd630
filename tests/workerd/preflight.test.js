// The Workers entry in workerd gives what the Node entry gives.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { inspect, preflight, version } from '../../pkg/node.js';
import { drawPerson } from '../page/help/portrait.js';
import { asPixels } from '../support/people.js';
import { drawPng } from '../support/png.js';
import { startWorker } from '../support/workerd.js';

const worker = startWorker('tests/workerd/worker.js');
after(() => worker.dispose());

const photo = drawPng(900, 1200);
const expected = await preflight(photo);

/**
 * @param {string} path
 * @param {Uint8Array} [body]
 * @returns {Promise<any>}
 */
async function ask(path, body) {
  const response = await worker.dispatchFetch(`http://localhost${path}`, body ? { method: 'POST', body } : {});
  return response.json();
}

test('the version', async () => {
  assert.equal(await ask('/version'), version);
});

test('a request and its body are inputs', async () => {
  for (const path of ['/request', '/body']) {
    const { ok, base64, size, report } = await ask(path, photo);
    assert.equal(ok, true);
    assert.equal(base64, expected.base64());
    assert.equal(size, expected.jpeg?.length);
    assert.deepEqual(report, expected.report);
  }
});

test('probe', async () => {
  const { format, width, height } = await ask('/probe', photo);
  assert.deepEqual({ format, width, height }, { format: 'png', width: 900, height: 1200 });
});

test('two at once', async () => {
  assert.deepEqual(await ask('/twice', photo), [expected.base64(), expected.base64()]);
});

test('pixels, and the face in them', async () => {
  const person = asPixels(drawPerson('ada', 480, 640));
  const [plain, judged] = [await preflight(person), await preflight(person, {}, { face: true })];
  assert.deepEqual((await ask('/pixels', person.data)).report, plain.report);
  assert.deepEqual((await ask('/face', person.data)).report, judged.report);
  assert.deepEqual(await ask('/inspect', person.data), await inspect(person));
});

test('errors keep their code', async () => {
  assert.equal((await ask('/request', new TextEncoder().encode('GIF89a'.padEnd(500)))).code, 'unsupported_format');
  assert.equal((await ask('/request', new Uint8Array(0))).code, 'empty_input');
  assert.equal((await ask('/request', photo.slice(0, 5000))).code, 'truncated');
  assert.equal((await ask('/aborted', photo)).code, 'aborted');
});

test('a Worker without the photo', async () => {
  const { code } = await ask('/body');
  assert.equal(code, 'invalid_input');
});
