// The types of the examples in plain JavaScript hold.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { installExample } from '../../support/example.js';
import { root } from '../../support/package.js';

for (const [name, file, packages] of /** @type {[string, string, string[]?][]} */ ([
  ['capture-page', 'main.js'],
  ['plain-page', 'main.js'],
  ['cloudflare-worker', 'worker.js'],
  ['cloudflare-import', 'import.js'],
  ['node-script', 'check-folder.js'],
  ['node-server', 'server.js', ['hono', '@hono']],
])) {
  test(`${name}/${file}`, () => {
    const { folder, remove } = installExample(name, { packages });
    const compilerOptions = {
      allowJs: true,
      checkJs: true,
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      target: 'es2023',
      module: 'nodenext',
      types: ['node'],
      typeRoots: [join(root, 'xtask/node_modules/@types')],
      lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }));
    const tsc = join(root, 'xtask/node_modules/.bin/tsc');
    const { status, stdout } = spawnSync(tsc, ['--project', folder], { encoding: 'utf8', timeout: 120_000 });
    assert.equal(status, 0, stdout);
    remove();
  });
}
