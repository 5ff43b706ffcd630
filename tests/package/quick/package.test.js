// The package as the registry would get it: judged by publint and attw, its files and its size, a trial of publishing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { packageFolder, tarball } from '../../support/package.js';
import { runIn, toolsFolder } from '../help/project.js';

/** A larger package needs a reason. */
const LARGEST = {
  // With the weights of the second look, 323 KB, the emulator's recogniser, 150 KB, the modules for pages, 280 KB, and the
  // texts in fourteen languages.
  tarball: 2_150_000,
  'wasm/face_preflight_jpeg.wasm': 350_000,
  'wasm/face_preflight_face.wasm': 420_000,
  'wasm/face_preflight.wasm': 600_000,
  'wasm/face_preflight_scalar.wasm': 600_000,
};

const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
const files = execFileSync('tar', ['-tzf', tarball()], { encoding: 'utf8' })
  .trim()
  .split('\n')
  .map((path) => path.replace(/^package\//, ''));
const program = (/** @type {string} */ name) => join(toolsFolder('quick'), 'node_modules/.bin', name);

test('publint has nothing to say, not even a suggestion', async () => {
  const { stdout } = await runIn(packageFolder, program('publint'), ['run', '.', '--strict']);
  assert.match(stdout, /All good!\s*$/);
});

test('attw finds every entry and its types', async () => {
  const modules = Object.keys(manifest.exports).filter((name) => /\.(wasm|bin|json)$/.test(name));
  const words = ['--profile', 'esm-only', '--format', 'json', '--exclude-entrypoints', ...modules, '--', tarball()];
  const { analysis, problems } = JSON.parse((await runIn(packageFolder, program('attw'), words)).stdout);
  const judged = Object.keys(analysis.entrypoints).sort();
  assert.deepEqual(
    judged,
    Object.keys(manifest.exports)
      .filter((name) => !modules.includes(name))
      .sort(),
  );
  assert.ok(judged.length >= 8);
  // What CommonJS gets is a module, as Node has it since 20.19.
  assert.deepEqual(Object.keys(problems), ['CJSResolvesToESM']);
});

test('a trial of publishing warns of nothing but the missing login', async () => {
  const words = ['publish', '--dry-run', '--ignore-scripts', '--offline', tarball()];
  const npm = join(dirname(process.execPath), 'npm');
  const { stdout, stderr } = await runIn(packageFolder, npm, words);
  assert.match(stdout, new RegExp(`\\+ ${manifest.name}@${manifest.version.replaceAll('.', '\\.')}`));
  const warnings = stderr.split('\n').filter((line) => /^npm (warn|error)/i.test(line));
  assert.deepEqual(
    warnings.filter((line) => !/requires you to be logged in/.test(line)),
    [],
  );
  assert.deepEqual(manifest.publishConfig, { access: 'public', provenance: true });
});

test('types come first in every entry, and no entry lacks them', () => {
  for (const [name, entry] of Object.entries(manifest.exports)) {
    if (typeof entry === 'string') {
      assert.match(name, /\.(wasm|bin|json)$/);
    } else {
      assert.equal(Object.keys(entry)[0], 'types', name);
    }
  }
});

test('the tarball holds what the entries reach and little else', () => {
  const outside = files.filter(
    (file) => !/^(capture|emulator|lib|server|wasm)\//.test(file) && !file.endsWith('.d.ts'),
  );
  assert.deepEqual(outside.sort(), [
    ...['CHANGELOG.md', 'LICENSE-APACHE', 'LICENSE-MIT', 'README.md', 'THIRD-PARTY.txt', 'browser.js'],
    ...[
      'capture.js',
      'cli.js',
      'client.js',
      'contract.js',
      'custom-elements.json',
      'edge.js',
      'emulator.js',
      'face-preflight-worker.js',
      'inline-weights.js',
      'inline.js',
      'node.js',
      'openapi.json',
      'package.json',
      'react.js',
    ],
    ...['server-node.js', 'server.js', 'texts.js', 'vue.js', 'workerd.js'],
  ]);
  const scripts = files.filter((file) => file.endsWith('.js'));
  const reached = new Set(scripts.filter((file) => !file.includes('/')));
  for (const file of reached) {
    for (const next of namedIn(file)) {
      reached.add(next);
    }
  }
  assert.deepEqual(
    scripts.filter((file) => !reached.has(file)),
    [],
  );
  for (const file of scripts) {
    assert.ok(files.includes(file.replace(/\.js$/, '.d.ts')), `${file} has no types`);
  }
});

test('no entry loads the recogniser, its weights or its module; the emulator does with its first use', () => {
  const recogniser = /^emulator\/recogniser\/(?!choose-vision|no-weights)/;
  for (const [name, entry] of Object.entries(manifest.exports)) {
    const starts = typeof entry === 'string' ? [] : conditions(entry).filter((file) => file.endsWith('.js'));
    const loaded = new Set(starts.map((file) => join(file)));
    for (const file of loaded) {
      for (const next of importedBy(file)) {
        loaded.add(next);
      }
    }
    assert.deepEqual(
      [...loaded].filter((file) => recogniser.test(file)),
      [],
      name,
    );
    if (name === './emulator') {
      assert.ok(loaded.has('emulator/recogniser/choose-vision.js'), 'the imports are followed');
    } else {
      assert.deepEqual(
        [...loaded].filter((file) => file.startsWith('emulator/')),
        [],
        name,
      );
    }
    for (const file of loaded) {
      assert.doesNotMatch(
        readFileSync(join(packageFolder, file), 'utf8'),
        /recogniser\.wasm|face_recognition_model/,
        file,
      );
    }
  }
  assert.match(
    readFileSync(join(packageFolder, 'emulator/recogniser/recognising-vision.js'), 'utf8'),
    /recogniser\.wasm/,
  );
});

test('the tarball and the modules are no larger than they may be', () => {
  for (const [file, most] of Object.entries(LARGEST)) {
    const { size } = statSync(file === 'tarball' ? tarball() : join(packageFolder, file));
    assert.ok(size > most / 4 && size < most, `${file}: ${size} bytes`);
  }
});

test('the licences of what is compiled in go with it', () => {
  const notices = readFileSync(join(packageFolder, 'THIRD-PARTY.txt'), 'utf8');
  for (const name of ["Rust's standard library", 'base64', 'png', 'serde', 'wasm-bindgen']) {
    assert.match(notices, new RegExp(`^${name}\\b.*(MIT|Apache-2\\.0)`, 'm'));
  }
  assert.match(notices, /Permission is hereby granted, free of charge/);
});

/** The files of an entry, whatever the condition. @param {object} entry @returns {string[]} */
function conditions(entry) {
  return Object.values(entry).flatMap((value) => (typeof value === 'string' ? [value] : conditions(value)));
}

/**
 * What a script imports when it is loaded: `import … from`, `export … from`, `import '…'`, and not `import(…)`.
 *
 * @param {string} file
 */
function importedBy(file) {
  const text = readFileSync(join(packageFolder, file), 'utf8');
  const own = { '#preflight': ['workerd.js', 'edge.js', 'node.js', 'browser.js'] };
  const named = [...text.matchAll(/^(?:import|export)\b(?!\s*\()[^'"();]*?['"]([^'"]+)['"]/gm)].map(
    ([, path = '']) => path,
  );
  return named.flatMap((path) => {
    if (path === '#preflight') {
      return own[path];
    }
    return path.startsWith('.') ? [join(dirname(file), path.replace('?module', ''))] : [];
  });
}

/**
 * The scripts of the package that a script names.
 *
 * @param {string} file
 */
function namedIn(file) {
  const text = readFileSync(join(packageFolder, file), 'utf8');
  const named = [...text.matchAll(/['"](\.{1,2}\/[^'"]+\.js)['"]/g)].map(([, path = '']) =>
    join(dirname(file), path),
  );
  return named.filter((path) => existsSync(join(packageFolder, path)));
}
