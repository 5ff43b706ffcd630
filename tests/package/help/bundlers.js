// The bundlers: how each makes a page of a fresh project, with no setting of ours.
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownWorkerFiles, pageFiles, pageOf } from './app.js';
import { assertGood, assertNamesInline } from './expected.js';
import { loadBuilt } from './load.js';
import { cell } from './matrix.js';
import { makeProject, runIn, versionOf } from './project.js';

/** @import { Engine } from '../../support/engine.js' */

/**
 * @typedef {object} Bundler
 * @property {string} name as the table says it
 * @property {string} tool the npm package
 * @property {'quick' | 'heavy'} kind
 * @property {string} [sources] the folder that it looks for sources in
 * @property {string} [entry] the script that it starts from, where that is not to be chosen
 * @property {string} [page] the script of an `index.html` that it starts from
 * @property {(scripts: string[]) => string[]} command program and arguments
 * @property {string} [script] the script to write into a page beside what it made
 * @property {boolean} [leavesModule] whether it does not copy the .wasm
 * @property {string} workerEntry the entry for the app's own worker: Parcel breaks a worker that holds another one
 */

/** @type {Bundler[]} */
const BUNDLERS = [
  {
    name: 'Vite build',
    tool: 'vite',
    kind: 'quick',
    page: '/main.js',
    command: () => ['vite', 'build', '--logLevel=warn'],
    workerEntry: 'face-preflight',
  },
  {
    name: 'esbuild',
    tool: 'esbuild',
    kind: 'quick',
    command: (scripts) => ['esbuild', ...scripts, '--bundle', '--format=esm', '--outdir=dist', '--log-level=warning'],
    script: 'main.js',
    leavesModule: true,
    workerEntry: 'face-preflight/inline',
  },
  {
    name: 'webpack',
    tool: 'webpack',
    kind: 'heavy',
    sources: 'src/',
    command: () => ['webpack', '--mode=production', '--entry=./src/main.js'],
    script: 'main.js',
    workerEntry: 'face-preflight',
  },
  {
    name: 'Rspack',
    tool: '@rspack/core',
    kind: 'heavy',
    sources: 'src/',
    command: () => ['rspack', 'build', '--mode=production', '--entry=./src/main.js'],
    script: 'main.js',
    workerEntry: 'face-preflight',
  },
  {
    name: 'Rsbuild',
    tool: '@rsbuild/core',
    kind: 'heavy',
    sources: 'src/',
    entry: 'src/index.js',
    command: () => ['rsbuild', 'build'],
    workerEntry: 'face-preflight',
  },
  {
    name: 'Rollup',
    tool: 'rollup',
    kind: 'heavy',
    command: (scripts) => ['rollup', ...scripts, '--plugin=@rollup/plugin-node-resolve', '--dir=dist', '--silent'],
    script: 'main.js',
    leavesModule: true,
    workerEntry: 'face-preflight/inline',
  },
  {
    name: 'Parcel',
    tool: 'parcel',
    kind: 'heavy',
    page: './main.js',
    command: () => ['parcel', 'build', 'index.html', '--no-cache', '--dist-dir=dist'],
    workerEntry: 'face-preflight/inline',
  },
];

/**
 * Builds a project and gives the folder with its page.
 *
 * @param {Bundler} bundler
 * @param {string} name
 * @param {(folder?: string) => Record<string, string>} files
 */
async function build(bundler, name, files) {
  /** @type {Record<string, string>} */
  const start = {
    ...(bundler.page && { 'index.html': pageOf(bundler.page) }),
    ...(bundler.entry && { [bundler.entry]: "import './main.js';\n" }),
  };
  const project = `${bundler.tool}-${name}`.replace(/\W+/g, '-');
  const folder = makeProject(bundler.kind, project, { ...start, ...files(bundler.sources) });
  const scripts = ['main.js', 'own-worker.js'].filter((script) => existsSync(join(folder, script)));
  const [program = '', ...words] = bundler.command(scripts);
  await runIn(folder, program, words);
  const built = join(folder, 'dist');
  if (bundler.script) {
    writeFileSync(join(built, 'index.html'), pageOf(bundler.script));
  }
  return built;
}

/**
 * The tests of a kind, as far as they need no server of the bundler's own.
 *
 * @param {'quick' | 'heavy'} kind
 * @param {Engine} engine
 */
export function bundlers(kind, engine) {
  for (const bundler of BUNDLERS.filter((one) => one.kind === kind)) {
    const row = `${bundler.name} ${versionOf(kind, bundler.tool)}`;

    cell('bundlers', row, 'face-preflight', async () => {
      const built = await build(bundler, 'default', (folder) => pageFiles('face-preflight', folder));
      const outcome = await loadBuilt(engine, built);
      if (bundler.leavesModule) {
        assertNamesInline(outcome.failed);
        return 'names `/inline`';
      }
      assertGood(outcome, { worker: true });
      // For JPEG, for faces and for PNG; the build for engines without SIMD is never fetched where there is SIMD.
      assert.equal(new Set(outcome.modules).size, 3);
      return 'yes, in a worker';
    });

    cell('bundlers', row, 'face-preflight/inline', async () => {
      const built = await build(bundler, 'inline', (folder) => pageFiles('face-preflight/inline', folder));
      const outcome = await loadBuilt(engine, built);
      assertGood(outcome);
      assert.deepEqual(outcome.modules, []);
      return 'yes';
    });

    cell('bundlers', row, 'in your own worker', async () => {
      const built = await build(bundler, 'worker', (folder) => ownWorkerFiles(bundler.workerEntry, folder));
      const outcome = await loadBuilt(engine, built);
      const isInline = bundler.workerEntry.endsWith('/inline');
      assertGood(outcome);
      assert.equal(outcome.modules.length, isInline ? 0 : 3);
      return isInline ? 'yes, with `/inline`' : 'yes';
    });
  }
}
