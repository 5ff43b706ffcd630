// docs/examples/cloudflare-worker, bundled by wrangler, in workerd, against the emulator of the API.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Miniflare } from 'miniflare';
import * as product from '../../../pkg/node.js';
import { packageVision } from '../../../www/emulator/pictures/package-vision.js';
import { startEmulator } from '../../../www/emulator/start-emulator.js';
import { fixture } from '../../support/fixtures.js';
import { installExample } from '../../support/example.js';
import { root } from '../../support/package.js';
import { installServerTools } from '../../support/install.js';

/** @type {Awaited<ReturnType<typeof startEmulator>>} */
let emulator;
/** @type {Miniflare} */
let worker;
/** @type {() => void} */
let remove;

before(async () => {
  installServerTools();
  const example = installExample('cloudflare-worker');
  remove = example.remove;
  const wrangler = join(root, 'www/node_modules/.bin/wrangler');
  execFileSync(wrangler, ['deploy', '--dry-run', '--outdir', 'dist'], {
    cwd: example.folder,
    env: { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false' },
    timeout: 180_000,
    stdio: 'pipe',
  });
  const dist = join(example.folder, 'dist');
  emulator = await startEmulator({ port: 0, vision: packageVision(product) });
  worker = new Miniflare({
    host: '127.0.0.1',
    port: 0,
    modules: [
      { type: 'ESModule', path: 'worker.js', contents: readFileSync(join(dist, 'worker.js'), 'utf8') },
      ...readdirSync(dist)
        .filter((name) => name.endsWith('.wasm'))
        .map((name) => ({
          type: /** @type {const} */ ('CompiledWasm'),
          path: name,
          contents: readFileSync(join(dist, name)),
        })),
    ],
    compatibilityDate: '2026-04-01',
    bindings: {
      ENDPOINT: emulator.server.url,
      FACE_GROUPS: emulator.faceGroups[0] ?? '',
      ALIBABA_CLOUD_ACCESS_KEY_ID: emulator.key.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: emulator.key.accessKeySecret,
    },
  });
  await worker.ready;
});

after(async () => {
  await worker?.dispose();
  await emulator?.server.close();
  remove?.();
});

/**
 * @param {Uint8Array | undefined} body
 * @param {Record<string, string>} [headers]
 */
async function post(body, headers = { 'x-user': 'a-hash' }) {
  const answer = await fetch(await worker.ready, {
    method: 'POST',
    headers,
    ...(body && { body: new Uint8Array(body) }),
  });
  return { status: answer.status, ...(await answer.json()) };
}

test('a raw photo becomes a signed call that the service takes', async () => {
  const { status, ok, code, subCode, meaning } = await post(fixture('large.jpg'));
  assert.deepEqual({ status, ok, code, subCode }, { status: 200, ok: true, code: 'Success', subCode: '200' });
  assert.match(meaning, /\w/);
});

test('an unfit photo is not sent', async () => {
  const { status, ok, checks } = await post(fixture('landscape.jpg'));
  assert.deepEqual([status, ok], [422, false]);
  assert.equal(checks.find((/** @type {any} */ { id }) => id === 'portrait').status, 'fail');
});

test('what is no photo, and who does not say who asks', async () => {
  assert.equal((await post(fixture('x_text.jpg'))).status, 422);
  assert.equal((await post(fixture('x_truncated.jpg'))).status, 422);
  assert.equal((await post(undefined)).status, 400);
  assert.equal((await post(fixture('large.jpg'), {})).status, 400);
});
