// The command line on folders: what it finds, in which order, where pictures go, the page.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { preflight } from '../../../pkg/node.js';
import { createFolder, start } from '../../support/cli.js';
import { fixture } from '../../support/fixtures.js';
import { drawPng } from '../../support/png.js';

const { path: folder, remove } = await createFolder();
after(remove);

const upright = drawPng(900, 1200);
const lying = drawPng(1200, 900);

await mkdir(join(folder, 'photos/b/deep'), { recursive: true });
await mkdir(join(folder, 'photos/.hidden'));
/** @type {[string, string | Uint8Array][]} */
const FILES = [
  ['photos/a.png', upright],
  ['photos/a.jpg', fixture('large.jpg')],
  ['photos/B.JPG', fixture('large.jpg')],
  ['photos/b/deep/lying.png', lying],
  ['photos/b/broken.jpg', fixture('x_truncated.jpg')],
  ['photos/b/phone.heic', fixture('x_heic.jpg')],
  ['photos/notes.txt', 'no photo'],
  ['photos/._a.jpg', 'what a Mac leaves beside a.jpg'],
  ['photos/.hidden/c.jpg', fixture('large.jpg')],
];
for (const [name, content] of FILES) {
  await writeFile(join(folder, name), content);
}
await symlink('..', join(folder, 'photos/b/round'));
await symlink('a.png', join(folder, 'photos/same.png'));
await symlink('nowhere.jpg', join(folder, 'photos/lost.jpg'));

const FOUND = ['B.JPG', 'a.jpg', 'a.png', 'b/broken.jpg', 'b/deep/lying.png', 'b/phone.heic', 'lost.jpg'];

/** The drawn photos show no face. @param {string[]} words */
function cli(words) {
  return withFace([...words, '--no-face']);
}

/** @param {string[]} words */
function withFace(words) {
  const { child, ended } = start(folder, words);
  child.stdin.end();
  return ended;
}

/** @param {string} text */
function lines(text) {
  return text.trim().split('\n');
}

test('a folder: all photos below it, each once, in order, whatever is wrong with some', async () => {
  const { status, stdout, stderr } = await cli(['photos', 'photos/a.png', '--json']);
  assert.equal(status, 2);
  const reported = lines(stdout).map((line) => JSON.parse(line));
  assert.deepEqual(
    reported.map(({ file }) => file),
    FOUND.map((name) => join('photos', name)),
  );
  assert.deepEqual(
    reported.map(({ ok, error }) => error?.code ?? ok),
    [true, true, true, 'truncated', false, 'unsupported_format', 'input_failed'],
  );
  assert.equal(lines(stderr).length, 3);
  assert.match(stderr, /lost\.jpg: a broken link/);
});

test('the table has a row for each photo and a sum', async () => {
  // The drawn photos are blocky, some more and some less.
  const { stdout } = await cli(['photos', '--checks.blocky.warn', 'null']);
  const rows = lines(stdout);
  assert.equal(rows.length, FOUND.length + 2);
  assert.match(rows[0] ?? '', /^photo +verdict +came as/);
  assert.match(rows[2] ?? '', /^photos\/a\.jpg +fit +1500 × 2000 +720 × 960 +[\d,]+$/);
  // Over the recommended size: a note, which the table leaves out.
  assert.match(rows[3] ?? '', /^photos\/a\.png +fit +.* \d+,\d+$/);
  assert.match(rows[5] ?? '', /lying\.png +unfit .*portrait: Hold your phone upright/);
  assert.match(rows[4] ?? '', /broken\.jpg +error .*truncated/);
  assert.equal(rows.at(-1), '7 photos: 3 fit, 0 fit with warnings, 1 unfit, 3 not judged; 1 other file ignored');
});

test('however many threads: the same lines', async () => {
  const one = await cli(['photos', '--json', '--jobs', '1']);
  const four = await cli(['photos', '--json', '--jobs', '4']);
  assert.equal(one.stdout, four.stdout);
});

test('--details tells each in full, --quiet tells only what could not run', async () => {
  const details = await cli(['photos', '--details']);
  assert.equal(details.stdout.match(/frame_dark/g)?.length, 4);
  const quiet = await cli(['photos', '--quiet']);
  assert.deepEqual([quiet.status, quiet.stdout, lines(quiet.stderr).length], [2, '', 3]);
});

test('--out keeps the paths below the folder; equal names get a number', async () => {
  const { stdout } = await cli(['photos', '--out', 'ready', '--json']);
  const reported = lines(stdout).map((line) => JSON.parse(line));
  assert.deepEqual(
    reported.map(({ out }) => out),
    ['ready/B.jpg', 'ready/a.jpg', 'ready/a-2.jpg', undefined, undefined, undefined, undefined],
  );
  assert.deepEqual((await readdir(join(folder, 'ready'), { recursive: true })).sort(), ['B.jpg', 'a-2.jpg', 'a.jpg']);
  const { jpeg } = await preflight(upright);
  assert.deepEqual(new Uint8Array(await readFile(join(folder, 'ready/a-2.jpg'))), jpeg);
  const again = await cli(['photos', '--out', 'ready', '--json']);
  assert.equal(again.stdout.match(/output_exists/g)?.length, 3);
  await cli(['photos', '--out', 'deep', '--landscape', 'crop', '--quiet']);
  assert.ok((await stat(join(folder, 'deep/b/deep/lying.jpg'))).isFile());
});

test('--skip-existing goes on where a run was stopped', async () => {
  const words = ['photos', '--checks.blocky.warn', 'null', '--out', 'resumed'];
  await cli([...words, '--quiet']);
  await rm(join(folder, 'resumed/a-2.jpg'));
  const before = await stat(join(folder, 'resumed/a.jpg'));
  const { status, stdout } = await cli([...words, '--skip-existing']);
  assert.equal(status, 2, 'what could not be judged still cannot');
  assert.equal(
    lines(stdout).at(-1),
    '5 photos: 1 fit, 0 fit with warnings, 1 unfit, 3 not judged; 2 skipped; 1 other file ignored',
  );
  assert.equal((await stat(join(folder, 'resumed/a.jpg'))).mtimeMs, before.mtimeMs);
  assert.deepEqual((await readdir(join(folder, 'resumed'))).sort(), ['B.jpg', 'a-2.jpg', 'a.jpg']);
  const all = await cli(['photos/a.jpg', '--out', 'resumed', '--skip-existing']);
  assert.deepEqual(
    [all.status, all.stdout],
    [0, '0 photos: 0 fit, 0 fit with warnings, 0 unfit, 0 not judged; 1 skipped\n'],
  );
});

test('the table, the page and the sum count alike', async () => {
  const { stdout } = await cli(['photos', '--report', 'counted.html']);
  const verdicts = lines(stdout)
    .slice(1, -1)
    .map((row) => /(fit|warns|unfit|error)/.exec(row.slice(20))?.[1]);
  const count = (/** @type {string} */ verdict) => verdicts.filter((one) => one === verdict).length;
  const sum = `${count('fit')} fit, ${count('warns')} fit with warnings, ${count('unfit')} unfit, ${count('error')} not judged`;
  assert.ok(lines(stdout).at(-1)?.includes(sum), stdout);
  const page = await readFile(join(folder, 'counted.html'), 'utf8');
  for (const [label, verdict] of [
    ['Fit', 'fit'],
    ['Fit, with warnings', 'warns'],
    ['Unfit', 'unfit'],
    ['Not judged', 'error'],
  ]) {
    assert.ok(page.includes(`> ${label} (${count(String(verdict))})<`), `${label} in the page`);
  }
});

test('--report is one page without a script or an address', async () => {
  const name = '<img src=x onerror=alert(1)>.png';
  await mkdir(join(folder, 'odd'));
  await writeFile(join(folder, 'odd', name), upright);
  await writeFile(join(folder, 'odd', 'bell\x07\x1b[31m\u202egpj.png'), upright);
  const { status, stdout } = await cli(['odd', 'photos', '--report', 'report.html']);
  assert.equal(status, 2);
  assert.doesNotMatch(stdout, /[\x07\x1b\u202e]/);
  const page = await readFile(join(folder, 'report.html'), 'utf8');
  assert.doesNotMatch(page, /<script|https?:|url\(|<link|[\x07\x1b\u202e]/);
  assert.ok(page.includes('&#60;img src=x onerror=alert(1)&#62;.png'));
  assert.equal(page.match(/<li class="photo/g)?.length, 9);
  const pictures = [...page.matchAll(/src="data:image\/jpeg;base64,([^"]+)"/g)].map(([, base64 = '']) => base64);
  assert.equal(pictures.length, 6);
  for (const base64 of pictures) {
    const { report } = await preflight(Buffer.from(base64, 'base64'), { landscape: 'allow' });
    assert.ok(Math.max(report.source.width, report.source.height) <= 320 && base64.length < 15_000);
  }
  assert.match((await cli(['photos', '--report', 'report.html'])).stderr, /report\.html exists/);
  assert.equal((await cli(['photos/a.png', '--report', 'report.html', '--force'])).status, 0);
});

test('the face is judged and framed, unless it is not looked for', async () => {
  const { status, stdout } = await withFace(['photos/a.jpg', '--json', '--report', 'face.html']);
  assert.equal(status, 0);
  const { report } = JSON.parse(stdout);
  assert.equal(report.faces.length, 1);
  assert.ok(report.checks.some((/** @type {any} */ { id }) => id === 'no_face'));
  assert.match(
    await readFile(join(folder, 'face.html'), 'utf8'),
    /<image href="data:image\/jpeg;base64,[^"]+" width="720" height="960"\/><rect x=/,
  );
  const without = await cli(['photos/a.jpg', '--json']);
  assert.equal(JSON.parse(without.stdout).report.faces, undefined);
});

test('a folder without photos could not run', async () => {
  await mkdir(join(folder, 'empty'));
  const { status, stderr } = await cli(['empty']);
  assert.equal(status, 2);
  assert.match(stderr, /no photo in empty/);
});

test('a folder that cannot be read is reported, the rest goes on', async () => {
  // Deeper than a path may be long, which holds for root too.
  const dig = "for (let i = 0; i < 20; i += 1) { fs.mkdirSync('deep'.repeat(60)); process.chdir('deep'.repeat(60)) }";
  await mkdir(join(folder, 'abyss'));
  execFileSync(process.execPath, ['-e', dig], { cwd: join(folder, 'abyss') });
  try {
    const { status, stdout } = await cli(['abyss', 'photos/a.png', '--json']);
    assert.equal(status, 2);
    const reported = lines(stdout).map((line) => JSON.parse(line));
    assert.deepEqual(
      reported.map(({ ok }) => ok),
      [false, true],
    );
    assert.match(reported[0].error.message, /ENAMETOOLONG/);
  } finally {
    execFileSync('rm', ['-r', 'abyss'], { cwd: folder });
  }
});
