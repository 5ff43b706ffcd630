// docs/examples/node-server: from the session to a verdict that the server itself has checked.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import * as product from '../../../pkg/node.js';
import { packageVision } from '../../../pkg/emulator/pictures/package-vision.js';
import { startEmulator } from '../../../pkg/emulator/start-emulator.js';
import { SESSION_SECRET, secrets } from '../../support/example-server.js';
import { installExample } from '../../support/example.js';
import { fixture } from '../../support/fixtures.js';

/** @type {string} */
let url;
/** @type {(() => unknown)[]} */
const endings = [];

before(async () => {
  const { folder, remove } = installExample('node-server', { packages: ['hono', '@hono'] });
  endings.push(remove);
  const emulator = await startEmulator({ port: 0, vision: packageVision(product) });
  endings.push(() => emulator.server.close());
  const child = spawn(process.execPath, ['server.js'], {
    cwd: folder,
    env: {
      ...process.env,
      PORT: '0',
      ...secrets(emulator),
    },
  });
  endings.push(() => child.kill());
  url = await new Promise((resolve, reject) => {
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text) => {
        output += text;
        const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? [];
        if (found) {
          resolve(found);
        }
      });
    }
    child.once('exit', () => reject(new Error(output)));
  });
});
after(async () => {
  for (const end of endings.reverse()) {
    await end();
  }
});

/** @param {string} userId the cookie that a login would have set */
function signedIn(userId) {
  const signature = createHmac('sha256', SESSION_SECRET).update(userId).digest('base64');
  return { cookie: `user=${encodeURIComponent(`${userId}.${signature}`)}` };
}

/** @param {string} path @param {Record<string, string>} headers @param {BodyInit} [body] */
const post = (path, headers, body) => fetch(`${url}${path}`, { method: 'POST', headers, ...(body && { body }) });

/** @param {string} userId @param {string} policy @returns {Promise<any>} */
async function verify(userId, policy) {
  const token = await (await post(`/token?policy=${policy}`, signedIn(userId))).text();
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'image/jpeg',
    'idempotency-key': crypto.randomUUID(),
  };
  return (await post(`/api/verify?policy=${policy}`, headers, new Uint8Array(fixture('large.jpg')))).json();
}

test('from the session to a verdict that the server has checked', async () => {
  const answer = await verify('anna', 'signup');
  assert.deepEqual([answer.passed, answer.registered], [true, true]);
  const finish = async (/** @type {string} */ user) =>
    (await post('/verified', signedIn(user), answer.receipt)).json();
  assert.deepEqual(await finish('bert'), { verified: false, code: 'foreign' });
  assert.deepEqual(await finish('anna'), { verified: true });
  assert.deepEqual(await finish('anna'), { verified: false, code: 'replayed' });
  assert.equal((await verify('anna', 'login')).passed, true);
  assert.equal((await verify('bert', 'login')).passed, false);
});

test('nobody gets a token without a session, or a verdict without a token', async () => {
  assert.equal((await post('/token?policy=signup', {})).status, 401);
  assert.equal((await post('/token?policy=signup', { cookie: 'user=anna.forged' })).status, 401);
  assert.equal((await post('/token?policy=admin', signedIn('anna'))).status, 400);
  assert.equal((await post('/verified', {}, 'a receipt')).status, 401);
  const headers = { 'content-type': 'image/jpeg' };
  const answer = await post('/api/verify?policy=signup', headers, new Uint8Array(fixture('large.jpg')));
  assert.equal((await answer.json()).code, 'unauthenticated');
});
