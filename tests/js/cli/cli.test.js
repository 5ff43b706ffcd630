// The command line as a person types it.
import assert from 'node:assert/strict';
import { link, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { preflight, version } from '../../../pkg/node.js';
import { parseArguments } from '../../../pkg/lib/cli/arguments.js';
import { LIMIT_SETS } from '../../../pkg/lib/limit-sets.js';
import { OPTION_TABLE } from '../../../pkg/lib/cli/option-table.js';
import { createFolder, start } from '../../support/cli.js';
import { drawPng } from '../../support/png.js';

const { path: folder, remove } = await createFolder();
after(remove);

const upright = drawPng(900, 1200);
await writeFile(join(folder, 'upright.png'), upright);
await writeFile(join(folder, 'lying.png'), drawPng(1200, 900));
await writeFile(join(folder, 'letter.jpg'), 'Dear photo,'.padEnd(500));

/**
 * The drawn photos show no face.
 *
 * @param {string[]} words
 * @param {Uint8Array} [stdin]
 */
function cli(words, stdin) {
  const { child, ended } = start(folder, [...words, '--no-face']);
  child.stdin.end(stdin);
  return ended;
}

test('a fit photo: a table, and 0', async () => {
  const { status, stdout, stderr } = await cli(['upright.png']);
  assert.equal(status, 0);
  assert.equal(stderr, '');
  assert.match(stdout, /upright\.png: png/);
  assert.match(stdout, /portrait +pass/);
  assert.match(stdout, /picture: 720 × 960/);
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
  const off = await cli(['--checks.frame_dark.warn', 'null', 'upright.png', '--json', '--checks.blank.fail=99']);
  const { report } = JSON.parse(off.stdout);
  const limits = Object.fromEntries(report.checks.map((/** @type {any} */ { id, limit }) => [id, limit]));
  assert.deepEqual([limits.frame_dark, limits.blank], [40, 99]);
});

test('every option of preflight is a flag, and in the help', async () => {
  const { stdout } = await cli(['--help=all']);
  for (const { name, unit, range } of OPTION_TABLE) {
    const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    assert.ok(stdout.includes(`  --${flag} `), flag);
    const [first = ''] = range.split(/, | to /);
    const { options } = parseArguments([`--${flag}`, first]);
    const value = name.split('.').reduce((group, member) => group[member], options);
    assert.equal(value, unit === '' ? first : Number(first), name);
  }
});

test('--limits names a set, of which single flags change a value', async () => {
  assert.deepEqual(parseArguments(['--limits', 'server']).options, { limits: LIMIT_SETS.server });
  const mixed = parseArguments(['--limits.scans=7', '--limits', 'server']).options;
  assert.deepEqual(mixed, { limits: { ...LIMIT_SETS.server, scans: 7 } });
  assert.equal((await cli(['--limits', 'server', 'upright.png'])).status, 0);
  const refused = await cli(['--limits', 'server', '--limits.source-pixels=1000', 'upright.png', '--json']);
  assert.equal(JSON.parse(refused.stdout).error.code, 'limit_exceeded');
  const wrong = await cli(['--limits', 'servers', 'upright.png']);
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /--limits takes device or server, not servers/);
  assert.match((await cli(['--help=all'])).stdout, / {2}--limits device\|server\n/);
});

test('a caller who hands over text gets the message for it', async () => {
  for (const [text, words] of [
    ['/9j/4AAQSkZJRgABAQAAAQAB', /Base64 text: decode it first/],
    ['data:image/jpeg;base64,/9j/4AAQ', /a data: URL: fetch it, or decode its Base64/],
    ['/home/me/selfie.jpg', /the path of a file: read the file/],
    ['\ufffd\ufffd\ufffd\ufffd\0\x10JFIF', /read as text, which lost most of it/],
    ['\xff\xd8\xff\xe0\0\x10JFIF', /read as Latin-1/],
  ]) {
    const { status, stdout } = await cli(['-', '--json'], new TextEncoder().encode(String(text).padEnd(600)));
    const { error } = JSON.parse(stdout);
    assert.deepEqual([status, error.code, error.actor], [2, 'invalid_input', 'caller']);
    assert.match(error.message, /** @type {RegExp} */ (words));
  }
});

test('--out writes the picture, below a folder or by a name', async () => {
  assert.equal((await cli(['upright.png', '--out', 'one/out.jpg'])).status, 0);
  assert.equal((await cli(['upright.png', '--out', 'one'])).status, 0);
  const { jpeg } = await preflight(upright);
  for (const name of ['out.jpg', 'upright.jpg']) {
    assert.deepEqual(new Uint8Array(await readFile(join(folder, 'one', name))), jpeg);
  }
});

test('--out overwrites nothing without --force, and never the photo', async () => {
  await writeFile(join(folder, 'taken.jpg'), 'mine');
  const refused = await cli(['upright.png', '--out', 'taken.jpg']);
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /taken\.jpg exists.*output_exists/);
  assert.equal(await readFile(join(folder, 'taken.jpg'), 'utf8'), 'mine');
  assert.equal((await cli(['upright.png', '--out', 'taken.jpg', '--force'])).status, 0);
  const made = await readFile(join(folder, 'taken.jpg'));
  const itself = await cli(['taken.jpg', '--out', '.', '--force', '--json']);
  assert.equal(itself.status, 2);
  assert.match(itself.stderr, /is one of the photos/);
  assert.equal(JSON.parse(itself.stdout).error.code, 'output_exists');
  assert.deepEqual(await readFile(join(folder, 'taken.jpg')), made);
});

test('no photo is overwritten, by whatever name it is called', async () => {
  await link(join(folder, 'upright.png'), join(folder, 'linked.jpg'));
  for (const words of [
    ['upright.png', '--out', 'linked.jpg', '--force'],
    ['upright.png', '--report', 'linked.jpg', '--force'],
    ['lying.png', 'upright.png', '--report', 'lying.png', '--force'],
  ]) {
    const { status, stderr } = await cli(words);
    assert.equal(status, 2, words.join(' '));
    assert.match(stderr, /is one of the photos.*output_exists/);
  }
  assert.deepEqual(new Uint8Array(await readFile(join(folder, 'upright.png'))), upright);
});

test('--out leaves unfit photos out', async () => {
  assert.equal((await cli(['lying.png', '--out', 'unfit'])).status, 1);
  await assert.rejects(stat(join(folder, 'unfit')));
});

test('a folder that cannot be created is reported', async () => {
  const { status, stderr } = await cli(['upright.png', '--out', 'letter.jpg/inside']);
  assert.equal(status, 2);
  assert.match(stderr, /output_failed/);
});

test('several photos: each reported, written to a folder, the worst status', async () => {
  const { status, stdout, stderr } = await cli(['--json', '--out', 'all', 'upright.png', 'lying.png', 'letter.jpg']);
  assert.equal(status, 2);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
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
  const request = ['--payload', '--biz-id', 'order1', '--user-id', 'u', '--mode'];
  const search = await cli([...request, 'search', '--groups', 'g1,g2', 'upright.png']);
  assert.equal(search.status, 0, search.stderr);
  const payload = JSON.parse(search.stdout);
  assert.equal(payload.FaceGroupCodes, 'g1,g2');
  assert.equal(payload.SourceFacePicture, (await preflight(upright)).base64());
  const compare = await cli([...request, 'compare', '--target', 'upright.png', 'upright.png']);
  assert.equal(JSON.parse(compare.stdout).TargetFacePicture, payload.SourceFacePicture);
  const missing = await cli(['--payload', 'upright.png']);
  assert.equal(missing.status, 2);
  assert.match(missing.stderr, /MerchantBizId.*invalid_parameter/);
  const unfit = await cli([...request, 'search', '--groups', 'g1', 'lying.png']);
  assert.deepEqual([unfit.status, unfit.stdout], [1, '']);
  const several = await cli([...request, 'search', '--groups', 'g1', 'upright.png', 'lying.png']);
  assert.deepEqual([several.status, several.stdout], [2, '']);
  assert.match(several.stderr, /one photo/);
});

test('the standard input', async () => {
  const { status, stdout } = await cli(['-', '--json'], upright);
  assert.equal(status, 0);
  assert.equal(JSON.parse(stdout).report.source.bytes, upright.length);
});

test('--help and --version', async () => {
  for (const word of ['--help', '-h']) {
    const { stdout } = await cli([word]);
    assert.match(stdout, /^Usage: face-preflight/);
    assert.ok(stdout.split('\n').length < 40 && !stdout.includes('--landscape'), 'on one screen');
  }
  assert.match((await cli(['--help=all'])).stdout, /^Usage: face-preflight.*--landscape.*--biz-id/s);
  assert.equal((await cli(['--version'])).stdout, `${version}\n`);
});

for (const [words, message] of /** @type {[string[], RegExp][]} */ ([
  [[], /no photo/],
  [['--out'], /--out needs a value/],
  [['--out='], /--out needs a value/],
  [['--out', '--json', 'upright.png'], /--out needs a value/],
  [['--out', 'a', '--out', 'b', 'upright.png'], /--out is given twice/],
  [['--out', 'a.jpg', 'upright.png', 'lying.png'], /one file.*2 photos/],
  [['--json=yes', 'upright.png'], /takes no value/],
  [['--help=some'], /--help takes no value but all/],
  [['--skip-existing', 'upright.png'], /--skip-existing needs --out/],
  [['--skip-existing', '--force', '--out', 'a', 'upright.png'], /exclude each other/],
  [['--face', 'upright.png'], /--face is not a flag; did you mean --no-face\?/],
  [['-x', 'upright.png'], /-x is not a flag/],
  [['--landscap', 'crop', 'upright.png'], /--landscap is not a flag; did you mean --landscape\?/],
  [['--landscape', 'turn', 'upright.png'], /landscape.*fail, crop, allow.*invalid_option/],
  [['--__proto__.x', '1', 'upright.png'], /is not a flag/],
  [['--target.shorter-side-px', 'wide', 'upright.png'], /takes a number, not wide/],
  [['--target.shorter-side-px', '5', 'upright.png'], /not between 480 and 1080 px/],
  [['--jobs', '0', 'upright.png'], /--jobs takes a number from 1 to/],
  [['missing.jpg'], /missing\.jpg.*input_failed/],
  [['--report', 'lying.png', 'upright.png'], /lying\.png exists/],
])) {
  test(`"${words.join(' ')}" could not run`, async () => {
    const { status, stdout, stderr } = await cli(words);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, message);
  });
}
