// The documents' pages that call a backend, and the README's server, as they stand: the server runs in a process of its
// own and calls the emulator.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import * as product from '../../pkg/node.js';
import { packageVision } from '../../pkg/emulator/pictures/package-vision.js';
import { startEmulator } from '../../pkg/emulator/start-emulator.js';
import { asFile, drawPerson } from '../page/help/portrait.js';
import { allBlocks } from '../support/documents.js';
import { installPackage, root } from '../support/package.js';

const READY_MS = 20_000;

const blocks = allBlocks('js');
const servers = blocks.filter(({ kind }) => kind === 'server');
const pages = blocks.filter(({ kind, code }) => kind === 'page' && code.includes('face-preflight/client'));
const folder = mkdtempSync(join(tmpdir(), 'face-preflight-readme-'));
/** @type {Awaited<ReturnType<typeof startEmulator>>} */
let emulator;
/** @type {import('node:child_process').ChildProcess} */
let server;
let address = '';

before(async () => {
  installPackage(folder);
  for (const dependency of ['hono', '@hono']) {
    symlinkSync(join(root, 'tests/node_modules', dependency), join(folder, 'node_modules', dependency));
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  assert.deepEqual([servers.length, servers[0]?.document], [1, 'README.md']);
  writeFileSync(join(folder, 'server.js'), servers[0]?.code ?? '');
  emulator = await startEmulator({ port: 0, vision: packageVision(product) });
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  server = spawn(process.execPath, ['server.js'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      FACE_ENDPOINT: emulator.server.url,
      ALIBABA_CLOUD_ACCESS_KEY_ID: emulator.key.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: emulator.key.accessKeySecret,
      FACE_GROUP: emulator.faceGroups[0],
      FACE_TOKEN_SECRET: 'a secret of tokens with at least 32 bytes',
      FACE_RECEIPT_SECRET: 'a secret of receipts with at least 32 bytes',
    },
  });
  await untilReady(`${address}/healthz`);
});
after(async () => {
  server.kill();
  await emulator.server.close();
  rmSync(folder, { recursive: true });
});

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
  probe.close();
  await once(probe, 'close');
  return port;
}

/** @param {string} url */
async function untilReady(url) {
  const until = Date.now() + READY_MS;
  for (;;) {
    try {
      await fetch(url);
      return;
    } catch (error) {
      if (Date.now() > until) {
        throw error;
      }
      await new Promise((done) => {
        setTimeout(done, 100);
      });
    }
  }
}

/**
 * Runs a page's code with a photo, and tells what it asked its server and what it showed.
 * @param {string} code
 * @param {File} file
 */
async function runPage(code, file) {
  /** @type {{ path: string, answer: unknown }[]} */
  const asked = [];
  /** @type {unknown[]} */
  const shown = [];
  const page = /** @type {any} */ (globalThis);
  const { fetch, location } = page;
  const { log } = console;
  page.location = new URL(address);
  Object.assign(page, { file, controller: new AbortController(), bar: { value: 0 } });
  console.log = (...words) => shown.push(...words);
  page.fetch = async (/** @type {string} */ path, /** @type {RequestInit} */ init) => {
    const response = await fetch(new URL(path, address), init);
    const { pathname } = new URL(path, address);
    asked.push({
      path: pathname,
      answer: pathname === '/verified' ? await response.clone().json() : response.status,
    });
    return response;
  };
  try {
    const script = join(folder, `page-${crypto.randomUUID()}.js`);
    writeFileSync(script, code);
    await import(script);
  } finally {
    console.log = log;
    Object.assign(page, { fetch, location });
  }
  return { asked, shown };
}

/** @param {import('../page/help/portrait.js').Image} image */
function fileOf(image) {
  const { buffer, name, mimeType } = asFile(image);
  return new File([new Uint8Array(buffer)], name, { type: mimeType });
}

/** The README's page. */
function readmePage() {
  const [page, ...more] = pages.filter(({ document }) => document === 'README.md');
  assert.deepEqual(more, []);
  return page?.code ?? '';
}

test('a first photo passes, and the receipt is verified on the server', async () => {
  const { asked, shown } = await runPage(readmePage(), fileOf(drawPerson('ada')));
  assert.deepEqual(shown, []);
  assert.deepEqual(
    asked.map(({ path }) => path),
    ['/token', '/api/verify', '/verified'],
  );
  assert.deepEqual(asked.at(-1)?.answer, { verified: true });
});

test('a picture that shows nobody is not sent', async () => {
  const { asked } = await runPage(readmePage(), fileOf(drawPerson(null)));
  assert.deepEqual(asked, []);
});

for (const { document, line, code } of pages.filter(({ document }) => document !== 'README.md')) {
  test(`${document}:${line} gets its answer from the backend`, async () => {
    const { asked, shown } = await runPage(code, fileOf(drawPerson('ada')));
    assert.ok(shown.length > 0 && shown.every((word) => word !== undefined && word !== ''), String(shown));
    assert.ok(asked.some(({ path }) => path.startsWith('/api/')));
    assert.ok(
      asked.every(({ answer }) => answer === 200),
      JSON.stringify(asked),
    );
  });
}
