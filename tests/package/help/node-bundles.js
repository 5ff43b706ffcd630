// Bundles for Node: without the files of the package the main entry names `/inline`, which works in all of them.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cell } from './matrix.js';
import { copySeven, expectedLines } from './photos.js';
import { runIn, versionOf } from './project.js';
import { projectOfSeven } from './seven.js';

/**
 * @typedef {object} NodeBundler
 * @property {string} name as the table says it
 * @property {string} tool the npm package
 * @property {'quick' | 'heavy'} kind
 * @property {string[]} command program and arguments: from main.js into dist/
 * @property {string} made the script that it makes
 */

/** @type {NodeBundler[]} */
const NODE_BUNDLERS = [
  {
    name: 'esbuild, ES module',
    tool: 'esbuild',
    kind: 'quick',
    command: ['esbuild', 'main.js', '--bundle', '--platform=node', '--format=esm', '--outfile=dist/main.mjs'],
    made: 'main.mjs',
  },
  {
    name: 'esbuild, CommonJS',
    tool: 'esbuild',
    kind: 'quick',
    command: [
      'esbuild',
      'main.js',
      '--bundle',
      '--platform=node',
      '--format=cjs',
      '--outfile=dist/main.cjs',
      '--log-override:empty-import-meta=silent',
    ],
    made: 'main.cjs',
  },
  {
    name: 'ncc',
    tool: '@vercel/ncc',
    kind: 'heavy',
    command: ['ncc', 'build', 'main.js', '-o', 'dist'],
    made: 'index.js',
  },
  {
    name: 'webpack, target node',
    tool: 'webpack',
    kind: 'heavy',
    command: ['webpack', '--mode=production', '--target=node', '--entry=./main.js', '--output-filename=main.cjs'],
    made: 'main.cjs',
  },
];

/** @param {string} entry */
const main = (entry) => `import { preflight } from '${entry}';
import { weights } from 'face-preflight/inline-weights';
import { lines } from './measure.js';
lines(preflight, weights).then((all) => console.log(JSON.stringify(all)));
`;

/** Runs the bundle far from its sources, as a server would. @param {NodeBundler} bundler @param {string} entry */
async function linesOf({ name, kind, command: [program = '', ...words], made }, entry) {
  const project = `node-${name} ${entry}`.replace(/[^a-zA-Z0-9]+/g, '-').toLowerCase();
  const folder = projectOfSeven(kind, project, { 'main.js': main(entry) });
  await runIn(folder, program, words);
  assert.ok(existsSync(join(folder, 'dist', made)), `dist/${made}`);
  const away = join(mkdtempSync(join(tmpdir(), 'node-bundle-')), 'dist');
  renameSync(join(folder, 'dist'), away);
  copySeven(away);
  const { stdout } = await runIn(away, process.execPath, [made]);
  return /** @type {string[]} */ (JSON.parse(stdout));
}

/** @param {'quick' | 'heavy'} kind */
export function nodeBundles(kind) {
  for (const bundler of NODE_BUNDLERS.filter((one) => one.kind === kind)) {
    const row = `${bundler.name} (${bundler.tool} ${versionOf(kind, bundler.tool)})`;

    cell('servers', row, 'face-preflight', async () => {
      const lines = await linesOf(bundler, 'face-preflight');
      assert.equal(lines.length, 1);
      assert.match(lines[0] ?? '', /^load_failed .*face-preflight\/inline/);
      return 'names `/inline`';
    });

    cell('servers', row, 'face-preflight/inline', async () => {
      assert.deepEqual(await linesOf(bundler, 'face-preflight/inline'), expectedLines);
      return 'yes';
    });
  }
}
