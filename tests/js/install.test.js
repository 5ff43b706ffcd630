// The tarball in an empty project: it loads, it types, it holds what it should.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { drawPng } from '../support/png.js';
import { packageFolder, root, tarball } from '../support/package.js';

const execute = promisify(execFile);
const project = await mkdtemp(join(tmpdir(), 'face-preflight-'));
after(() => rm(project, { recursive: true }));
await writeFile(join(project, 'package.json'), '{ "private": true, "type": "module" }');
await execute('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', tarball()], { cwd: project });
await writeFile(join(project, 'photo.png'), drawPng(900, 1200));

/** @param {string[]} words */
const node = (...words) => execute(process.execPath, words, { cwd: project });

test('import works and gives every public name', async () => {
  await writeFile(
    join(project, 'names.mjs'),
    "import * as all from 'face-preflight'; console.log(Object.keys(all).sort().join());",
  );
  const { stdout, stderr } = await node('names.mjs');
  const names = stdout.trim().split(',');
  for (const name of [
    'PreflightError',
    'buildRequest',
    'contract',
    'explain',
    'inspect',
    'preflight',
    'probe',
    'version',
    'warmUp',
  ]) {
    assert.ok(names.includes(name), name);
  }
  assert.equal(stderr, '');
});

test('the photo of the first example', async () => {
  await writeFile(
    join(project, 'first.mjs'),
    `import { readFile } from 'node:fs/promises';
     import { preflight } from 'face-preflight';
     const photo = await preflight(await readFile('photo.png'));
     console.log(photo.ok, photo.width, photo.height);`,
  );
  assert.equal((await node('first.mjs')).stdout, 'true 720 960\n');
});

test('the entries resolve by their conditions, without touching anything at import', async () => {
  await writeFile(
    join(project, 'entries.mjs'),
    `import { contract } from 'face-preflight/contract';
     import { createRequire } from 'node:module';
     const require = createRequire(import.meta.url);
     const at = (name) => require.resolve(name).split('face-preflight/').pop();
     console.log(contract.operation.action, at('face-preflight'), at('face-preflight/worker'),
       at('face-preflight/face_preflight.wasm'), at('face-preflight/face_preflight_scalar.wasm'),
       require('face-preflight/package.json').name);
     await import('./node_modules/face-preflight/browser.js');`,
  );
  const resolved =
    'face-preflight-worker.js wasm/face_preflight.wasm wasm/face_preflight_scalar.wasm face-preflight\n';
  assert.equal((await node('entries.mjs')).stdout, `FaceDuplicationCheckIntl node.js ${resolved}`);
  assert.match((await node('--conditions=workerd', 'entries.mjs')).stdout, /workerd\.js/);
  assert.match((await node('--conditions=edge-light', 'entries.mjs')).stdout, /edge\.js/);
});

test('the command line is there', async () => {
  const { stdout } = await execute('npx', ['--offline', 'face-preflight', 'photo.png', '--no-face'], {
    cwd: project,
  });
  assert.match(stdout, /picture: 720 × 960/);
});

// What the components are for is optional, and not installed with the package.
for (const name of ['@types', 'react', 'vue']) {
  await symlink(join(packageFolder, 'node_modules', name), join(project, 'node_modules', name));
}

for (const [resolution, exactOptionalPropertyTypes] of /** @type {const} */ ([
  ['nodenext', false],
  ['nodenext', true],
  ['bundler', true],
])) {
  test(`types under ${resolution}${exactOptionalPropertyTypes ? ', exact' : ''}`, async () => {
    const folder = join(project, `${resolution}-${exactOptionalPropertyTypes}`);
    await mkdir(folder);
    await cp(join(root, 'tests/js/types'), folder, { recursive: true });
    const config = {
      compilerOptions: {
        module: resolution === 'nodenext' ? 'nodenext' : 'esnext',
        moduleResolution: resolution,
        target: 'es2022',
        lib: ['es2022', 'dom', 'dom.iterable', 'dom.asynciterable'],
        types: [],
        strict: true,
        noUncheckedIndexedAccess: true,
        exactOptionalPropertyTypes,
        jsx: 'react-jsx',
        noEmit: true,
        skipLibCheck: false,
      },
      include: ['*.ts', '*.tsx'],
    };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(root, 'xtask/node_modules/.bin/tsc');
    const failed = await execute(tsc, ['--project', folder]).then(
      () => '',
      (error) => error.stdout,
    );
    assert.equal(failed, '');
  });
}

test('the package names its licence, its version and the one dependency that it was tested with', async () => {
  const manifest = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8'));
  const cargo = await readFile(join(root, 'Cargo.toml'), 'utf8');
  assert.ok(cargo.includes(`version = "${manifest.version}"`));
  assert.equal(manifest.license, 'MIT OR Apache-2.0');
  const { version } = JSON.parse(await readFile(join(packageFolder, 'node_modules/jose/package.json'), 'utf8'));
  assert.deepEqual(manifest.dependencies, { jose: `^${version}` });
  assert.deepEqual(Object.keys(manifest.exports['.']), ['types', 'workerd', 'edge-light', 'node', 'default']);
});
