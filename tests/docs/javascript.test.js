// The documentation's JavaScript does what it says: it is run, or where it needs a page, checked by its types.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { allBlocks, commentExamples } from '../support/documents.js';
import { root, tarball } from '../support/package.js';

/** @import { Block } from '../support/documents.js' */

const blocks = allBlocks('js');
const folder = mkdtempSync(join(tmpdir(), 'face-preflight-docs-'));
after(() => rmSync(folder, { recursive: true }));

mkdirSync(join(folder, 'node_modules/face-preflight'), { recursive: true });
execFileSync('tar', ['-xzf', tarball(), '-C', join(folder, 'node_modules/face-preflight'), '--strip-components=1']);
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
// What an installation of the examples would bring besides.
for (const [name, from] of [
  ['jose', 'tests/node_modules/jose'],
  ['node-sqlite3-wasm', 'xtask/node_modules/node-sqlite3-wasm'],
  ['@alicloud', 'tests/node_modules/@alicloud'],
  ['@hono', 'tests/node_modules/@hono'],
  ['hono', 'tests/node_modules/hono'],
  ['@types', 'xtask/node_modules/@types'],
]) {
  symlinkSync(join(root, from ?? ''), join(folder, 'node_modules', name ?? ''));
}

/** What the examples in comments import. */
const IMPORTS = `
import { buildRequest, explain, fingerprint, inspect, preflight, probe } from 'face-preflight';
import { loadPolicies, submit } from 'face-preflight/client';
import { createEmulator } from 'face-preflight/emulator';
import { createBackend, createClient, hashedUserId, importFace, issueReceipt, issueToken, tokenAuthenticator, verifyReceipt } from 'face-preflight/server';
import { serve, toNodeHandler } from 'face-preflight/server/node';
`;

/** What the blocks take for granted. */
const SURROUNDINGS = `
declare const file: File;
declare const bytes: Uint8Array;
declare const photo: import('face-preflight').Photo;
declare const receipt: string;
declare const verdict: import('face-preflight/server').VerdictEvent;
declare const controller: AbortController;
declare const bar: HTMLProgressElement;
declare const image: HTMLImageElement;
declare const video: HTMLVideoElement;
declare function upload(picture: Blob): Promise<void>;
`;

/** The same for a run; a block has to show something, to ask the backend or to export a handler. */
const RUNNER = `
import { readFileSync } from 'node:fs';
import { preflight } from 'face-preflight';
import { issueReceipt } from 'face-preflight/server';
import { ENVIRONMENT, serviceAnswer } from ${JSON.stringify(join(root, 'tests/docs/example-service.js'))};
Object.assign(process.env, ENVIRONMENT);
const picture = readFileSync(${JSON.stringify(join(root, 'tests/fixtures/large.jpg'))});
let shown = 0;
const { fetch: realFetch } = globalThis;
console.log = (...words) => (shown += words.every((word) => word !== undefined) ? 1 : -1e6);
Object.assign(globalThis, {
  file: new File([picture], 'photo.jpg'),
  bytes: new Uint8Array(picture),
  photo: await preflight(picture),
  receipt: await issueReceipt(
    { id: 'id', userId: 'user-42', policy: 'signup', passed: true, subCode: '200', transactionId: 'transaction' },
    { secret: process.env.FACE_RECEIPT_SECRET },
  ),
  controller: new AbortController(),
  bar: { value: 0 },
  async upload(picture) {
    shown += picture.size > 0 ? 1 : -1e6;
  },
  async fetch(address, init) {
    // An emulator that the example started itself.
    if (new URL(address, 'http://localhost').hostname === '127.0.0.1') return realFetch(address, init);
    const answer = await serviceAnswer(new URL(address, 'http://localhost'), init);
    if (answer) return answer;
    JSON.parse(init.body);
    shown += 1;
    return Response.json({});
  },
});
const { default: handler } = await import(process.argv[2]);
if (handler) {
  const answer = await handler.fetch(new Request('http://localhost/', { method: 'POST', body: picture, duplex: 'half' }));
  const jpeg = new Uint8Array(await answer.arrayBuffer());
  shown += answer.ok && jpeg[0] === 0xff ? 1 : -1e6;
}
if (shown < 1) throw new Error('the example shows nothing, or something undefined');
`;
writeFileSync(join(folder, 'runner.js'), RUNNER);

/** @param {Block} block */
function fileOf({ document, line }) {
  return `${document.replaceAll(/\W/g, '_')}_${line}.js`;
}

for (const block of blocks) {
  writeFileSync(join(folder, fileOf(block)), block.code);
}

for (const block of blocks.filter(({ kind }) => kind === 'run')) {
  test(`${block.document}:${block.line} runs`, () => {
    const words = ['runner.js', `./${fileOf(block)}`];
    const { status, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8', timeout: 30_000 });
    assert.equal(status, 0, stderr);
  });
}

for (const block of blocks.filter(({ kind }) => kind === 'foreign')) {
  test(`${block.document}:${block.line} is JavaScript`, () => {
    const { status, stderr } = spawnSync(process.execPath, ['--check', fileOf(block)], {
      cwd: folder,
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });
}

test('the types hold in all of them, and in the examples of the comments', () => {
  const examples = commentExamples();
  assert.ok(examples.length >= 15, `${examples.length} examples in comments`);
  for (const example of examples) {
    writeFileSync(join(folder, fileOf(example)), IMPORTS + example.code);
  }
  const own = [...blocks.filter(({ kind }) => kind !== 'foreign'), ...examples];
  assert.ok(own.length >= 10 + examples.length);
  writeFileSync(join(folder, 'surroundings.d.ts'), SURROUNDINGS);
  const compilerOptions = {
    allowJs: true,
    checkJs: true,
    noEmit: true,
    strict: true,
    // Examples are short: they leave out the test for null and the types of parameters.
    strictNullChecks: false,
    noImplicitAny: false,
    useUnknownInCatchVariables: false,
    skipLibCheck: true,
    target: 'es2023',
    module: 'nodenext',
    moduleDetection: 'force',
    types: ['node'],
    lib: ['es2023', 'dom', 'dom.iterable'],
  };
  const files = ['surroundings.d.ts', ...own.map(fileOf)];
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  const tsc = join(root, 'xtask/node_modules/.bin/tsc');
  const { status, stdout } = spawnSync(tsc, ['--project', folder], { encoding: 'utf8', timeout: 120_000 });
  assert.equal(status, 0, stdout);
});
