// docs/examples/next: built and served by Next, used in Chromium; its route handlers sign, before the emulator of the API.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import * as product from '../../../pkg/node.js';
import { packageVision } from '../../../pkg/emulator/pictures/package-vision.js';
import { startEmulator } from '../../../pkg/emulator/start-emulator.js';
import { launch } from '../../support/chromium.js';
import { captureAndSend, frameworks, installExample } from '../../support/example.js';
import { fixture } from '../../support/fixtures.js';

const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', CI: '1' };
const next = join(frameworks, 'node_modules/.bin/next');
/** @type {(() => unknown)[]} */
const endings = [];
after(async () => {
  for (const end of endings.reverse()) {
    await end();
  }
});

const SESSION_SECRET = 'a secret of sessions with at least 32 bytes';
const signature = createHmac('sha256', SESSION_SECRET).update('anna').digest('hex');
const cookie = `user=anna.${signature}`;

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  await new Promise((closed) => server.close(closed));
  return port;
}

/** @param {string} folder */
async function startNext(folder) {
  const emulator = await startEmulator({ port: 0, vision: packageVision(product) });
  endings.push(() => emulator.server.close());
  // The backend has to know the page's origin before the server listens.
  const port = await freePort();
  const child = spawn(next, ['start', '--hostname', '127.0.0.1', '--port', String(port)], {
    cwd: folder,
    env: {
      ...env,
      ALIBABA_CLOUD_ACCESS_KEY_ID: emulator.key.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: emulator.key.accessKeySecret,
      ALIBABA_CLOUD_REGION_ID: 'ap-southeast-1',
      FACE_ENDPOINT: emulator.server.url,
      FACE_GROUP: emulator.faceGroups[0],
      FACE_TOKEN_SECRET: 'a secret of tokens with at least 32 bytes',
      FACE_RECEIPT_SECRET: 'a secret of receipts with at least 32 bytes',
      FACE_USER_ID_KEY: 'a key of the hash',
      PAGE_ORIGIN: `http://127.0.0.1:${port}`,
      SESSION_SECRET,
    },
    detached: true,
  });
  endings.push(() => process.kill(-(child.pid ?? 0)));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => (output += text));
  }
  for (let waits = 0; waits < 300; waits += 1) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
    if (url && /Ready/.test(output)) {
      return url;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`next start says ${output}`);
}

test('the page judges and submits, the routes sign and check the receipt', async () => {
  const { folder, remove } = installExample('next', { below: frameworks });
  endings.push(remove);
  execFileSync(next, ['build'], { cwd: folder, env, timeout: 400_000, stdio: 'pipe' });
  const url = await startNext(folder);
  const browser = await launch();
  endings.push(() => browser.close());
  await browser.context.addCookies([{ name: 'user', value: `anna.${signature}`, url }]);
  const page = await browser.context.newPage();
  /** @type {string[]} */
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  // A file that is chosen before React has woken the page is not noticed.
  await page.goto(url, { waitUntil: 'networkidle' });
  assert.match(await page.locator('main p').first().innerText(), /480 × 640 pixels/);
  assert.match(await captureAndSend(page), /upright/);
  await page.getByText('Thank you, you are verified.').waitFor();
  assert.deepEqual(faults, []);

  const post = (/** @type {string} */ path, /** @type {Record<string, string>} */ headers = {}) =>
    fetch(`${url}${path}`, { method: 'POST', headers, body: new Uint8Array(fixture('landscape.jpg')) });
  assert.equal((await post('/api/token')).status, 401);
  assert.equal((await post('/api/token', { cookie: 'user=anna.00' })).status, 401);
  assert.equal((await post('/api/verified')).status, 401);
  const verify = async (/** @type {Record<string, string>} */ headers) =>
    (await (await post('/api/verify?policy=signup', { 'content-type': 'image/jpeg', ...headers })).json()).code;
  assert.equal(await verify({}), 'unauthenticated');
  const token = await (await post('/api/token', { cookie })).text();
  assert.equal(await verify({ authorization: `Bearer ${token}` }), 'picture_refused');
});
