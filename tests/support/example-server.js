// An example that brings its own server: started before the emulator of the API, and used by a person and by others.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:net';
import * as product from '../../pkg/node.js';
import { packageVision } from '../../pkg/emulator/pictures/package-vision.js';
import { startEmulator } from '../../pkg/emulator/start-emulator.js';
import { launch } from './chromium.js';
import { captureAndSend } from './example.js';
import { fixture } from './fixtures.js';

const START_MS = 60_000;
export const SESSION_SECRET = 'a secret of sessions with at least 32 bytes';
const USER = `anna.${createHmac('sha256', SESSION_SECRET).update('anna').digest('hex')}`;

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer();
  await new Promise((ready) => server.listen(0, '127.0.0.1', () => ready(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  await new Promise((closed) => server.close(closed));
  return port;
}

/** @param {Awaited<ReturnType<typeof startEmulator>>} emulator @param {string} origin */
function environment(emulator, origin) {
  return { ...secrets(emulator), ALIBABA_CLOUD_REGION_ID: 'ap-southeast-1', PAGE_ORIGIN: origin, ORIGIN: origin };
}

/** What every example's server needs to call the emulator. @param {Awaited<ReturnType<typeof startEmulator>>} emulator */
export function secrets(emulator) {
  return {
    ALIBABA_CLOUD_ACCESS_KEY_ID: emulator.key.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: emulator.key.accessKeySecret,
    FACE_ENDPOINT: emulator.server.url,
    FACE_GROUP: emulator.faceGroups[0],
    FACE_TOKEN_SECRET: 'a secret of tokens with at least 32 bytes',
    FACE_RECEIPT_SECRET: 'a secret of receipts with at least 32 bytes',
    FACE_USER_ID_KEY: 'a key of the hash',
    SESSION_SECRET,
  };
}

/**
 * @param {string} folder the built example
 * @param {(port: number) => { command: string, args: string[], env?: Record<string, string> }} how it is started
 */
export async function startExample(folder, how) {
  const emulator = await startEmulator({ port: 0, vision: packageVision(product) });
  // The backend has to know the page's origin before the server listens.
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const { command, args, env } = how(port);
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...process.env, ...env, ...environment(emulator, url) },
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => (output += text));
  }
  const close = async () => {
    if (child.pid !== undefined && child.exitCode === null) {
      process.kill(-child.pid);
    }
    await emulator.server.close();
  };
  for (const began = performance.now(); performance.now() - began < START_MS; ) {
    const answers = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (answers) {
      return { url, close };
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await close();
  throw new Error(`the example does not start: ${output}`);
}

/**
 * A person who is signed in takes a photo, sends it, and the server believes the receipt.
 *
 * @param {string} url
 * @returns {Promise<string>} the page's HTML as the server gave it
 */
export async function useExample(url) {
  const browser = await launch();
  try {
    await browser.context.addCookies([{ name: 'user', value: USER, url }]);
    const page = await browser.context.newPage();
    /** @type {string[]} */
    const faults = [];
    page.on('pageerror', (error) => faults.push(error.message));
    // A file that is chosen before the framework has woken the page is not noticed.
    const answer = await page.goto(url, { waitUntil: 'networkidle' });
    assert.match(await captureAndSend(page), /upright/);
    await page.getByText('Thank you, you are verified.').waitFor();
    assert.deepEqual(faults, []);
    return (await answer?.text()) ?? '';
  } finally {
    await browser.close();
  }
}

/** What nobody may do without a session, a token or a face. @param {string} url */
export async function assertRefusals(url) {
  const post = (/** @type {string} */ path, /** @type {Record<string, string>} */ headers = {}) =>
    fetch(`${url}${path}`, { method: 'POST', headers, body: new Uint8Array(fixture('landscape.jpg')) });
  assert.equal((await post('/api/token')).status, 401);
  assert.equal((await post('/api/token', { cookie: 'user=anna.00' })).status, 401);
  assert.equal((await post('/api/verified')).status, 401);
  const verify = async (/** @type {Record<string, string>} */ headers) =>
    (await (await post('/api/verify?policy=signup', { 'content-type': 'image/jpeg', ...headers })).json()).code;
  assert.equal(await verify({}), 'unauthenticated');
  const token = await (await post('/api/token', { cookie: `user=${USER}` })).text();
  assert.equal(await verify({ authorization: `Bearer ${token}` }), 'picture_refused');
}
