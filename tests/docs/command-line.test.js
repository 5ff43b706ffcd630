// Every command line of the documentation that begins with `npx face-preflight` runs as it is written.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, test } from 'node:test';
import { allBlocks } from '../support/documents.js';
import { packageFolder, root } from '../support/package.js';

const home = mkdtempSync(join(tmpdir(), 'face-preflight-docs-'));
after(() => rmSync(home, { recursive: true }));

/** Programs that stand for those of the same names: nothing is fetched. */
const STAND_INS = {
  npx: `shift; exec '${process.execPath}' '${join(packageFolder, 'cli.js')}' "$@"`,
  curl: 'exec cat photo.jpg',
};
mkdirSync(join(home, 'bin'));
for (const [name, body] of Object.entries(STAND_INS)) {
  writeFileSync(join(home, 'bin', name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(home, 'bin', name), 0o755);
}

const lines = allBlocks('sh').flatMap(({ code, document }) =>
  code
    .split('\n')
    .filter((line) => line.includes('npx face-preflight'))
    .map((line) => ({ document, line })),
);

test('there are some', () => assert.ok(lines.length >= 7));

for (const [number, { document, line }] of lines.entries()) {
  test(`${document}: ${line}`, () => {
    const folder = join(home, `${number}`);
    mkdirSync(join(folder, 'photos/summer'), { recursive: true });
    for (const name of ['photo.jpg', 'photos/a.jpg', 'photos/summer/b.jpg']) {
      copyFileSync(join(root, 'tests/fixtures/large.jpg'), join(folder, name));
    }
    const PATH = [join(home, 'bin'), process.env['PATH']].join(delimiter);
    const { status, stdout, stderr } = spawnSync('sh', ['-c', line], {
      cwd: folder,
      env: { ...process.env, PATH },
      encoding: 'utf8',
      timeout: 60_000,
    });
    assert.equal(status, 0, stderr + stdout);
  });
}
