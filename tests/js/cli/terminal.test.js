// The command line in a terminal: its bar, its colours, and how it ends when it is interrupted.
import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { findPhotos } from '../../../pkg/lib/cli/find-photos.js';
import { root } from '../../support/package.js';
import { createFolder, start, startInTerminal } from '../../support/cli.js';

const { path: folder, remove } = await createFolder();
after(remove);

/**
 * @param {string} name
 * @param {number} count
 */
async function fill(name, count) {
  await mkdir(join(folder, name));
  for (let number = 0; number < count; number += 1) {
    await copyFile(join(root, 'tests/fixtures/large.jpg'), join(folder, name, `${number}.jpg`));
  }
}

await fill('few', 4);
await fill('many', 200);

/**
 * What a terminal shows in the end: returns and erased lines carried out (ECMA-48 CR, EL), colours left out.
 *
 * @param {string} output
 */
function screen(output) {
  const lines = output.replace(/\x1b\[\d*m/g, '').split('\r\n');
  return lines.map((line) => line.split('\x1b[K').at(-1)?.replace(/\r/g, '')).join('\n');
}

test('a bar on the way, a coloured table in the end', async () => {
  const { ended } = startInTerminal(folder, ['few', '--checks.blocky.warn=null', '--no-face']);
  const { status, stdout } = await ended;
  assert.equal(status, 0);
  assert.match(stdout, /\r\x1b\[K\[#*-+\] [0-4] of 4 photos/);
  assert.match(stdout, /\x1b\[32mfit/);
  const shown = screen(stdout).trimEnd().split('\n');
  assert.equal(shown.length, 6);
  assert.equal(shown.at(-1), '4 photos: 4 fit, 0 fit with warnings, 0 unfit, 0 not judged');
});

for (const [words, env] of /** @type {[string[], Record<string, string>][]} */ ([
  [['few', '--quiet'], {}],
  [['few'], { TERM: 'dumb' }],
  [['few/0.jpg'], {}],
])) {
  test(`no bar: ${words.join(' ')} ${JSON.stringify(env)}`, async () => {
    const { status, stdout } = await startInTerminal(folder, words, env).ended;
    assert.equal(status, 0);
    assert.doesNotMatch(stdout, /\x1b\[K|photos,/);
  });
}

test('NO_COLOR is obeyed', async () => {
  const { stdout } = await startInTerminal(folder, ['few'], { NO_COLOR: '1' }).ended;
  assert.doesNotMatch(stdout, /\x1b\[\d+m/);
  assert.match(stdout, /\x1b\[K/);
});

test('piped: no bar, no colours', async () => {
  const { child, ended } = start(folder, ['few']);
  child.stdin.end();
  const { stdout, stderr } = await ended;
  assert.doesNotMatch(stdout + stderr, /[\x1b\r]/);
});

test('Ctrl-C ends the run; the bar and complete files stay', async () => {
  const { child, ended, shows } = startInTerminal(folder, [
    'many',
    '--no-face',
    '--out',
    'out',
    '--report',
    'report.html',
  ]);
  await shows(/many\/1\.jpg/);
  child.stdin.write('\x03');
  const { status, stdout } = await ended;
  assert.equal(status, 130);
  assert.match(screen(stdout), /\n(\^C)?face-preflight: stopped\n$/);
  const written = await readdir(join(folder, 'out'));
  assert.ok(written.length > 0 && written.length < 200, `${written.length} written`);
  for (const name of written) {
    assert.deepEqual([...(await readFile(join(folder, 'out', name))).subarray(-2)], [0xff, 0xd9]);
  }
  assert.ok(!(await readdir(folder)).includes('report.html'));
});

test('a signal ends the wait for the standard input', async () => {
  const { child, ended } = start(folder, ['-']);
  child.stdin.write('\xff\xd8');
  setTimeout(() => child.kill('SIGTERM'), 1500);
  const { status, stderr } = await ended;
  assert.equal(status, 143);
  assert.match(stderr, /stopped/);
});

test('a reader that has had enough ends the run', async () => {
  const { child, ended } = start(folder, ['many', '--no-face', '--json']);
  child.stdin.end();
  child.stdout.once('data', () => child.stdout.destroy());
  const { status, stderr } = await ended;
  assert.equal(status, 141);
  assert.doesNotMatch(stderr, /EPIPE|at /);
});

test('the search ends too', async () => {
  const { photos } = await findPhotos([join(folder, 'few')], new AbortController().signal);
  assert.equal(photos.length, 4);
  await assert.rejects(findPhotos([join(folder, 'few')], AbortSignal.abort(130)), (reason) => reason === 130);
});
