// docs/examples/node-script on a folder of photos.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { probe } from '../../../pkg/node.js';
import { installExample } from '../../support/example.js';
import { root } from '../../support/package.js';

const { folder, remove } = installExample('node-script');
after(remove);

/** @param {string[]} words */
function run(...words) {
  return spawnSync(process.execPath, ['check-folder.js', ...words], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 60_000,
  });
}

test('writes the fit photos, tells of the others', async () => {
  mkdirSync(join(folder, 'photos'));
  for (const name of ['landscape.jpg', 'large.jpg', 'small.jpg', 'x_text.jpg']) {
    copyFileSync(join(root, 'tests/fixtures', name), join(folder, 'photos', name));
  }
  const { status, stdout, stderr } = run('photos', 'ready');
  assert.equal(stderr, '');
  assert.equal(status, 1);
  const lines = stdout.trim().split('\n').sort();
  assert.equal(lines.length, 4);
  assert.match(lines[0] ?? '', /^landscape\.jpg: \d+ x \d+$/);
  assert.match(lines[1] ?? '', /^large\.jpg: 720 x 960$/);
  assert.match(lines[2] ?? '', /^small\.jpg: Use the original photo/);
  assert.match(lines[3] ?? '', /^x_text\.jpg: .*\(unsupported_format\)$/);
  assert.deepEqual(readdirSync(join(folder, 'ready')).sort(), ['landscape.jpg', 'large.jpg']);
  assert.equal((await probe(readFileSync(join(folder, 'ready/large.jpg')))).width, 720);
});

test('says how it is used', () => {
  const { status, stderr } = run();
  assert.equal(status, 1);
  assert.match(stderr, /usage: node check-folder\.js/);
});
