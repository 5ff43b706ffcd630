// A policy's own options of the preflight, with the built package.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import * as product from '../../pkg/node.js';
import { checkOptions } from '../../pkg/server/verification/pictures.js';
import { startBackend } from './backend-client.js';
import { facePng } from './load/pictures.js';

const { preflight } = product;
const landscape = await readFile(new URL('../fixtures/landscape.jpg', import.meta.url));

const POLICIES = {
  plain: { mode: 'compare', targetFrom: 'browser' },
  crops: { mode: 'compare', targetFrom: 'browser', picture: { landscape: 'crop' } },
  faces: { mode: 'compare', targetFrom: 'browser', face: true },
  strict: { mode: 'compare', targetFrom: 'browser', picture: { checks: { frame_dark: { fail: 255 } } } },
};

/** @param {string} policy @param {Uint8Array} photo */
async function raw(policy, photo) {
  const { send } = startBackend({ env: { FACE_POLICIES: JSON.stringify(POLICIES) }, options: { preflight } });
  const form = new FormData();
  for (const [name, value] of Object.entries({ policy, MerchantUserId: 'anna' })) {
    form.set(name, value);
  }
  for (const side of ['source', 'target']) {
    form.set(side, new Blob([/** @type {any} */ (photo)]), 'a.jpg');
  }
  return (await send('/api/verify', { method: 'POST', body: form })).json;
}

test('a raw photo is prepared and judged as its policy says', async () => {
  const failed = (/** @type {any} */ { report }) =>
    report?.checks.flatMap((/** @type {any} */ check) => (check.status === 'fail' ? check.id : []));
  const plain = await raw('plain', landscape);
  assert.deepEqual([plain.code, failed(plain)], ['picture_refused', ['portrait']]);
  const upright = (await preflight(landscape, { landscape: 'crop' })).jpeg;
  assert.ok(upright);
  assert.notEqual((await raw('crops', landscape)).code, 'picture_refused');
  assert.notEqual((await raw('plain', upright)).code, 'picture_refused');
  const strict = await raw('strict', upright);
  assert.deepEqual([strict.code, failed(strict)], ['picture_refused', ['frame_dark']]);
});

test('the face is looked for where the policy says so', async () => {
  assert.notEqual((await raw('plain', facePng(1))).code, 'picture_refused');
  const { code, report } = await raw('faces', facePng(1));
  assert.equal(code, 'picture_refused');
  const check = report.checks.find((/** @type {any} */ one) => one.id === 'no_face');
  assert.deepEqual([check.status, check.apiCode], ['fail', 'NoFaceDetected']);
});

test('a picture that is sent ready is not cut: landscape stays refused', async () => {
  const { verify } = startBackend({ env: { FACE_POLICIES: JSON.stringify(POLICIES) }, options: { preflight } });
  const wide = (await preflight(landscape, { landscape: 'allow' })).base64();
  const request = { MerchantUserId: 'anna', SourceFacePicture: wide, TargetFacePicture: wide };
  assert.equal((await verify('crops', request)).json.code, 'picture_refused');
});

test('wrong options are refused at the start, by name', async () => {
  const options = (/** @type {any} */ picture) =>
    /** @type {[string, { picture: any }][]} */ ([['mine', { picture }]]);
  await checkOptions(options({ landscape: 'crop' }), preflight);
  await assert.rejects(checkOptions(options({ landscap: 'crop' }), preflight), /policy mine: picture: .*landscap/);
  await assert.rejects(checkOptions(options({ landscape: 'cut' }), preflight), /policy mine: picture: .*landscape/);
  await assert.rejects(checkOptions(options({ signal: 1 }), preflight), /policy mine/);
});
