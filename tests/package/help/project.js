// A fresh project with the packed package installed, as a user of a bundler or a runtime has it.
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { root, tarball } from '../../support/package.js';
import { copySeven } from './photos.js';

const LONGEST_MS = 240_000;
const execute = promisify(execFile);

/**
 * Which tools a project is made below.
 *
 * @typedef {'quick' | 'heavy' | 'node-24' | 'frameworks'} Kind
 */

/** @param {Kind} kind */
export const toolsFolder = (kind) =>
  join(root, kind === 'frameworks' ? 'tests/package/frameworks' : `tests/package/tools/${kind}`);

/**
 * The version of an installed tool, for the matrix.
 *
 * @param {Kind} kind
 * @param {string} name
 * @returns {string}
 */
export function versionOf(kind, name) {
  const manifest = join(toolsFolder(kind), 'node_modules', name, 'package.json');
  return JSON.parse(readFileSync(manifest, 'utf8')).version;
}

/**
 * Makes the project anew below its tools, so that they are found from it. The photos are in it.
 *
 * @param {Kind} kind
 * @param {string} name
 * @param {Record<string, string>} files
 */
export function makeProject(kind, name, files) {
  const folder = join(toolsFolder(kind), 'projects', name);
  rmSync(folder, { recursive: true, force: true });
  const all = { 'package.json': '{ "private": true }\n', ...files };
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  copySeven(folder);
  const installed = join(folder, 'node_modules/face-preflight');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', tarball(), '-C', installed, '--strip-components=1']);
  return folder;
}

/**
 * Runs a tool inside a project, without any network and without colours.
 *
 * @param {string} folder
 * @param {string} program a path, or the name of one that the tools bring
 * @param {string[]} words
 * @param {Record<string, string>} [env]
 */
export async function runIn(folder, program, words, env = {}) {
  const file = program.includes('/') ? program : join(folder, '../../node_modules/.bin', program);
  try {
    return await execute(file, words, {
      cwd: folder,
      timeout: LONGEST_MS,
      maxBuffer: 2 ** 26,
      env: {
        ...process.env,
        CI: '1',
        NO_COLOR: '1',
        NEXT_TELEMETRY_DISABLED: '1',
        DENO_NO_UPDATE_CHECK: '1',
        ...env,
      },
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = /** @type {{ stdout?: string, stderr?: string }} */ (error);
    throw new Error(`${program} ${words.join(' ')} failed:\n${stdout.slice(-3_000)}\n${stderr.slice(-3_000)}`);
  }
}
