// The command line as a person types it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { preflight, version } from '../../pkg/node.js';
import { drawPng } from '../support/png.js';

const program = fileURLToPath(new URL('../../pkg/cli.js', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'face-preflight-'));
after(() => rm(folder, { recursive: true }));

const upright = drawPng(900, 1200);
await writeFile(join(folder, 'upright.png'), upright);
await writeFile(join(folder, 'lying.png'), drawPng(1200, 900));
await writeFile(join(folder, 'letter.jpg'), 'Dear photo,'.padEnd(500));

/**
 * @param {string[]} words
 * @param {Uint8Array} [stdin]
 * @returns {Promise<{ status: number | null, stdout: string, stderr: string }>}
 */
function cli(words, stdin) {
  const child = spawn(process.execPath, [program, ...words], { cwd: folder });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  child.stdin.end(stdin);
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, stdout, stderr })));
}

test('a fit photo: a table, and 0', async () => {
  const { status, stdout, stderr } = await cli(['upright.png']);
  assert.equal(status, 0);
  assert.equal(stderr, '');
  assert.match(stdout, /upright\.png: png/);
  assert.match(stdout, /portrait +pass/);
  assert.match(stdout, /picture: 720 x 960/);
});

test('a failed check: its advice, and 1', async () => {
  const { status, stdout } = await cli(['lying.png']);
  assert.equal(status, 1);
  assert.match(stdout, /portrait +fail .*upright/);
});

test('options are flags', async () => {
  assert.equal((await cli(['--landscape', 'crop', 'lying.png'])).status, 0);
  const { stdout } = await cli(['--target.shorter-side-px=600', 'upright.png', '--json']);
  assert.equal(JSON.parse(stdout).width, 600);
  const { status, stderr } = await cli(['--landscap', 'crop', 'lying.png']);
  assert.equal(status, 2);
  assert.match(stderr, /landscap.*invalid_option/);
});

test('--out writes the picture', async () => {
  const { status } = await cli(['upright.png', '--out', 'out.jpg']);
  assert.equal(status, 0);
  assert.deepEqual(new Uint8Array(await readFile(join(folder, 'out.jpg'))), (await preflight(upright)).jpeg);
});

test('several photos: each told, written into a folder, the worst status', async () => {
  const { status, stdout, stderr } = await cli(['--json', '--out', 'all', 'upright.png', 'lying.png', 'letter.jpg']);
  assert.equal(status, 2);
  const lines = stdout.trim().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ file, ok, error }) => [file, ok, error?.code]),
    [
      ['upright.png', true, undefined],
      ['lying.png', false, undefined],
      ['letter.jpg', false, 'unsupported_format'],
    ],
  );
  assert.match(stderr, /letter\.jpg: .*unsupported_format/);
  assert.ok((await readdir(join(folder, 'all'))).includes('upright.jpg'));
});

test('--payload prints the request', async () => {
  const request = ['--payload', '--merchant-biz-id', 'order1', '--merchant-user-id', 'u', '--verify-model'];
  const search = await cli([...request, '0', '--face-group-codes', 'g1,g2', 'upright.png']);
  assert.equal(search.status, 0, search.stderr);
  const payload = JSON.parse(search.stdout);
  assert.equal(payload.FaceGroupCodes, 'g1,g2');
  assert.equal(payload.SourceFacePicture, (await preflight(upright)).base64());
  const compare = await cli([...request, '1', '--target', 'upright.png', 'upright.png']);
  assert.equal(JSON.parse(compare.stdout).TargetFacePicture, payload.SourceFacePicture);
  const missing = await cli(['--payload', 'upright.png']);
  assert.equal(missing.status, 2);
  assert.match(missing.stderr, /MerchantBizId.*invalid_parameter/);
  const unfit = await cli([...request, '0', '--face-group-codes', 'g1', 'lying.png']);
  assert.deepEqual([unfit.status, unfit.stdout], [1, '']);
});

test('the standard input', async () => {
  const { status, stdout } = await cli(['-', '--json'], upright);
  assert.equal(status, 0);
  assert.equal(JSON.parse(stdout).report.source.bytes, upright.length);
});

test('--help and --version', async () => {
  assert.match((await cli(['--help'])).stdout, /^Usage: face-preflight/);
  assert.equal((await cli(['--version'])).stdout, `${version}\n`);
});

for (const [words, message] of /** @type {[string[], RegExp][]} */ ([
  [[], /no photo/],
  [['--out'], /--out needs a value/],
  [['--out', '--json', 'upright.png'], /--out needs a value/],
  [['--json=yes', 'upright.png'], /takes no value/],
  [['-x', 'upright.png'], /-x/],
  [['missing.jpg'], /missing\.jpg.*input_failed/],
  [['.'], /input_failed/],
])) {
  test(`"${words.join(' ')}" could not run`, async () => {
    const { status, stdout, stderr } = await cli(words);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, message);
  });
}
