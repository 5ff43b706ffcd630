// `node www/server/node.js` without an access key: the vendor's package finds temporary keys and renews them.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { facePng } from './load/pictures.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'face-keys-'));
for (const part of ['server', 'public']) {
  cpSync(join(root, 'www', part), join(folder, 'www', part), { recursive: true });
}
symlinkSync(join(root, 'pkg'), join(folder, 'pkg'));
/** @type {(() => unknown)[]} */
const closing = [() => rmSync(folder, { recursive: true })];
after(() => closing.reverse().map((close) => close()));

/** @param {import('node:http').RequestListener} answer @returns {Promise<string>} */
async function listening(answer) {
  const server = createServer(answer);
  closing.push(() => server.close());
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  return `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
}

/** @param {Record<string, string>} env */
function start(env) {
  const policies = { demo: { mode: 'search', groups: ['g'], demo: true } };
  const child = spawn(process.execPath, ['www/server/node.js', '--port', '0'], {
    cwd: folder,
    // No home: a configuration file on the machine that runs the tests must not be found.
    env: {
      HOME: folder,
      ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true',
      FACE_POLICIES: JSON.stringify(policies),
      ...env,
    },
  });
  closing.push(() => child.kill());
  return child;
}

/** @param {ReturnType<typeof start>} child */
async function failure(child) {
  let text = '';
  child.stderr.on('data', (chunk) => (text += chunk));
  const code = await new Promise((done) => child.once('close', done));
  return [code, text];
}

test('without the package it does not start, and says what is missing', async () => {
  const [code, text] = await failure(start({}));
  assert.equal(code, 2);
  assert.match(String(text), /ALIBABA_CLOUD_ACCESS_KEY_ID is not set, and @alicloud\/credentials is not installed/);
});

test('with it, each call is signed with the keys of the moment', async () => {
  mkdirSync(join(folder, 'www/node_modules'));
  symlinkSync(join(root, 'tests/node_modules/@alicloud'), join(folder, 'www/node_modules/@alicloud'));
  const [code, text] = await failure(start({}));
  assert.equal(code, 2);
  assert.match(String(text), /@alicloud\/credentials finds no keys/);

  let given = 0;
  const keys = await listening((_, answer) => {
    given += 1;
    const keys = { AccessKeyId: `STS.${given}`, AccessKeySecret: 'secret', SecurityToken: `token-${given}` };
    // So near that the package asks again before the next call.
    const Expiration = new Date(Date.now() + 2_000).toISOString();
    answer.end(JSON.stringify({ Code: 'Success', ...keys, Expiration }));
  });
  /** @type {unknown[][]} */
  const used = [];
  const service = await listening(({ headers }, answer) => {
    used.push([headers['x-acs-accesskey-id'], headers['x-acs-security-token']]);
    answer.end(JSON.stringify({ Code: 'Success', Result: { SubCode: '200', FacePassed: 'Y' } }));
  });
  const child = start({ ALIBABA_CLOUD_CREDENTIALS_URI: keys, FACE_ENDPOINT: service });
  const [line] = await Promise.race([
    new Promise((done) => createInterface({ input: child.stdout }).once('line', (line) => done([line]))),
    failure(child).then(([, text]) => assert.fail(String(text))),
  ]);
  const { url } = JSON.parse(line);
  const body = Buffer.from(await facePng(1));
  for (let time = 0; time < 2; time += 1) {
    const address = `${url}/api/verify?policy=demo&MerchantUserId=anna`;
    const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'image/png' }, body });
    assert.equal(answer.status, 200, await answer.text());
    await new Promise((done) => setTimeout(done, 2_100));
  }
  assert.match(used.join(), /^STS\.\d+,token-\d+,STS\.\d+,token-\d+$/);
  assert.notEqual(used[0]?.[0], used[1]?.[0]);
});
