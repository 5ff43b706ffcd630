// The Dockerfile's own steps without Docker: what it copies, in an empty folder, started as it says, under its Node.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { issueToken } from '../../pkg/server.js';
import { installServerTools } from '../support/install.js';
import { facePng } from './load/pictures.js';
import { newerNode } from './newer-node.js';
import { startRedis } from './redis-server.js';

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
/** @type {ChildProcess[]} */
const children = [];
const SECRET = 'a-secret-of-thirty-two-bytes-or-more';
/** One line a variable, as docker's --env-file and Node's --env-file both read it. */
const VARIABLES = [
  'ALIBABA_CLOUD_ACCESS_KEY_ID=LTAI-image',
  'ALIBABA_CLOUD_ACCESS_KEY_SECRET=image-secret',
  'ALIBABA_CLOUD_REGION_ID=ap-southeast-3',
  'FACE_ENDPOINT=http://127.0.0.1:1',
  'FACE_ORIGINS=https://page.example',
  'FACE_USER_ID_KEY=00ff',
  `FACE_TOKEN_SECRET=${SECRET}`,
  'FACE_POLICIES={ "signup": { "mode": "search", "groups": ["your-group"], "hashUserId": true } }',
];
let url = '';

/** What the stage of the modules installs, from what is installed here. */
function copyModules() {
  assert.match(steps, /^RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund$/m);
  installServerTools();
  const lock = JSON.parse(readFileSync(join(root, 'www/package-lock.json'), 'utf8'));
  for (const [path, { dev }] of Object.entries(lock.packages)) {
    if (path !== '' && !dev) {
      cpSync(join(root, 'www', path), join(app, 'www', path), { recursive: true });
    }
  }
}

/** Starts what the image starts. @param {string[]} [more] variables @returns {Promise<string>} its address */
async function start(more = []) {
  writeFileSync(join(app, 'env'), [...VARIABLES, ...more].join('\n'));
  const [, ...words] = JSON.parse(/^CMD (\[.*\])$/m.exec(steps)?.[1] ?? '[]');
  // As in a read-only file system: this process may write nothing.
  const readOnly = ['--permission', '--allow-fs-read=*', '--allow-worker'];
  const child = spawn(newerNode(), [...readOnly, '--env-file=env', ...words, '--port', '0'], {
    cwd: app,
    env: {},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines = createInterface({ input: /** @type {Readable} */ (child.stdout) });
  const [first] = await once(lines, 'line');
  return JSON.parse(first).url.replace('0.0.0.0', '127.0.0.1');
}

/** @param {string} at @param {{ origin?: string, key?: string }} [how] */
async function verify(at, { origin = 'https://page.example', key } = {}) {
  const token = await issueToken({ userId: 'anna', policy: 'signup' }, { secret: SECRET });
  const headers = {
    'content-type': 'image/png',
    authorization: `Bearer ${token}`,
    origin,
    ...(key !== undefined && { 'idempotency-key': key }),
  };
  const body = /** @type {any} */ (facePng(1));
  return (await fetch(`${at}/api/verify?policy=signup`, { method: 'POST', headers, body })).json();
}

before(async () => {
  for (const { from, to } of copies) {
    cpSync(join(root, from), join(app, to), { recursive: true });
  }
  copyModules();
  url = await start();
});
after(() => {
  children.forEach((child) => child.kill());
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
  // What is new at a path that the image does not have belongs to root.
  assert.match(image, /^RUN install --directory --owner=node --group=node --mode=0700 \/data\n(?:.*\n)*USER node$/m);
  assert.match(
    readFileSync(join(root, 'docs/going-live.md'), 'utf8'),
    /FACE_STORE=\/data\/keys\.db.* -v \S+:\/data`/,
  );
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

test('it serves page, WebAssembly and API', async () => {
  for (const path of ['/', '/main.js', '/wasm/face_preflight.wasm', '/healthz']) {
    assert.equal((await fetch(url + path)).status, 200, path);
  }
  const config = await (await fetch(`${url}/api/config`)).json();
  assert.deepEqual([config.region, config.policies[0].name], ['ap-southeast-3', 'signup']);
});

test('a photo is prepared and the call is made; only the allowed page is let in', async () => {
  assert.equal((await verify(url, { origin: 'https://other.example' })).code, 'origin_forbidden');
  const answer = await verify(url);
  assert.deepEqual([answer.code, answer.attempts], ['upstream_unreachable', 3], JSON.stringify(answer));
});

test('with the store that compose.yaml names, what is kept is in Redis', { timeout: 120_000 }, async (t) => {
  const [, named = ''] = /^\s+FACE_STORE: (\S+)$/m.exec(compose) ?? [];
  assert.equal(named, 'redis://redis:6379');
  const redis = await startRedis();
  t.after(() => redis.close());
  const at = await start([`FACE_STORE=${named.replace('redis:6379', new URL(redis.url).host)}`]);
  assert.equal((await verify(at, { key: 'key-of-the-image' })).code, 'upstream_unreachable');
  const client = await redis.connect();
  const kinds = (await client.keys('*')).map((name) => name.split(/[: ]/)[1]).sort();
  assert.deepEqual([...new Set(kinds)], ['key', 'slots', 'token']);
});
