// The Dockerfile's own steps without Docker: what it copies, in an empty folder, started as it says, under its Node.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { issueToken } from '../../pkg/server.js';
import { facePng } from './load/pictures.js';
import { newerNode } from './newer-node.js';

/** @import { ChildProcess } from 'node:child_process' */
/** @import { Readable } from 'node:stream' */

const root = fileURLToPath(new URL('../../', import.meta.url));
const steps = readFileSync(join(root, 'www/Dockerfile'), 'utf8');
const ignored = readFileSync(join(root, 'www/Dockerfile.dockerignore'), 'utf8').split('\n');
const compose = readFileSync(join(root, 'www/compose.yaml'), 'utf8');
/** What a stage copies from the repository. @param {string} stage */
const copiesOf = (stage) =>
  [...stage.matchAll(/^COPY (\S+) (\S+)$/gm)].map(([, from = '', to = '']) => ({ from, to }));
/** The last stage is what runs. */
const image = steps.slice(steps.lastIndexOf('\nFROM '));
const copies = copiesOf(image);
const app = mkdtempSync(join(tmpdir(), 'face-image-'));
/** @type {ChildProcess} */
let child;
const SECRET = 'a-secret-of-thirty-two-bytes-or-more';
let url = '';

before(async () => {
  for (const { from, to } of copies) {
    cpSync(join(root, from), join(app, to), { recursive: true });
  }
  // One line a variable, as docker's --env-file and Node's --env-file both read it.
  writeFileSync(
    join(app, 'env'),
    [
      'ALIBABA_CLOUD_ACCESS_KEY_ID=LTAI-image',
      'ALIBABA_CLOUD_ACCESS_KEY_SECRET=image-secret',
      'ALIBABA_CLOUD_REGION_ID=ap-southeast-3',
      'FACE_ENDPOINT=http://127.0.0.1:1',
      'FACE_ORIGINS=https://page.example',
      'FACE_USER_ID_KEY=00ff',
      `FACE_TOKEN_SECRET=${SECRET}`,
      'FACE_POLICIES={ "signup": { "mode": "search", "groups": ["your-group"], "hashUserId": true } }',
    ].join('\n'),
  );
  const [, ...words] = JSON.parse(/^CMD (\[.*\])$/m.exec(steps)?.[1] ?? '[]');
  // As in a read-only file system: this process may write nothing.
  const readOnly = ['--permission', '--allow-fs-read=*', '--allow-worker'];
  child = spawn(newerNode(), [...readOnly, '--env-file=env', ...words, '--port', '0'], {
    cwd: app,
    env: {},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: /** @type {Readable} */ (child.stdout) });
  const first = await new Promise((done) => lines.once('line', done));
  url = JSON.parse(first).url.replace('0.0.0.0', '127.0.0.1');
});
after(() => {
  child?.kill();
  rmSync(app, { recursive: true, force: true });
});

test('all that is copied is let into the build, and nothing else is', () => {
  const allowed = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const copied = new Set(copiesOf(steps).map(({ from }) => from));
  assert.deepEqual(allowed.sort(), [...copied].sort());
  assert.equal(ignored[0], '*');
});

test('images are named by their digests, and what runs is not root', () => {
  const images = [...steps.matchAll(/^FROM (\S+)/gm), ...compose.matchAll(/^\s+image: (\S+)/gm)].map(
    ([, name]) => name,
  );
  assert.equal(images.length, 3);
  images.forEach((name) => assert.match(String(name), /^[a-z]+:[\w.-]+@sha256:[0-9a-f]{64}$/));
  assert.match(image, /^USER node$/m);
  const services = compose.slice(compose.indexOf('services:'), compose.indexOf('networks:\n  outside'));
  for (const line of ['read_only: true', 'cap_drop: [ALL]', 'security_opt: [no-new-privileges:true]']) {
    assert.equal(services.split(`\n    ${line}\n`).length - 1, 2, line);
  }
});

test('the health check tells a server that answers from one that does not', async () => {
  const words = JSON.parse(/^HEALTHCHECK .*\\\n\s+CMD (\[.*\])$/m.exec(image)?.[1] ?? '[]');
  const check = async (/** @type {string} */ port) => {
    const [, ...given] = words.map((/** @type {string} */ word) => word.replace('8720', port));
    const checking = spawn(process.execPath, given, { stdio: 'ignore' });
    return new Promise((done) => checking.once('exit', done));
  };
  assert.equal(await check(new URL(url).port), 0);
  assert.equal(await check('1'), 1);
  assert.match(image, /^EXPOSE 8720$/m);
});

test('it serves page, package and API', async () => {
  for (const path of ['/', '/main.js', '/face-preflight/browser.js', '/healthz']) {
    assert.equal((await fetch(url + path)).status, 200, path);
  }
  const config = await (await fetch(`${url}/api/config`)).json();
  assert.deepEqual([config.region, config.policies[0].name], ['ap-southeast-3', 'signup']);
});

test('a photo is prepared and the call is made; only the allowed page is let in', async () => {
  const token = await issueToken({ userId: 'anna', policy: 'signup' }, { secret: SECRET });
  const ask = (/** @type {string} */ origin) =>
    fetch(`${url}/api/verify?policy=signup`, {
      method: 'POST',
      headers: { 'content-type': 'image/png', authorization: `Bearer ${token}`, origin },
      body: /** @type {any} */ (facePng(1)),
    });
  assert.equal((await (await ask('https://other.example')).json()).code, 'origin_forbidden');
  const answer = await (await ask('https://page.example')).json();
  assert.deepEqual([answer.code, answer.attempts], ['upstream_unreachable', 3], JSON.stringify(answer));
});
