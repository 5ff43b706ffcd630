// `node tests/server/install.js`: what these tests need from npm and PyPI, in the versions of the lock files. Nothing
// happens where it is there already.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../sdk/${path}`, import.meta.url));

/** The interpreter with the Python SDK. */
export const PYTHON = at('.venv/bin/python');

/** @param {string} command @param {string[]} words @param {string} folder */
function run(command, words, folder) {
  try {
    execFileSync(command, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], timeout: 600_000 });
  } catch (error) {
    const { stderr } = /** @type {{ stderr?: Buffer }} */ (error);
    throw new Error(`\`${command} ${words.join(' ')}\` in ${folder} failed: ${stderr?.toString().slice(-2_000) ?? error}`);
  }
}

/** The official Node SDK. */
export function installNodeSdk() {
  if (!existsSync(at('node_modules/@alicloud/openapi-core'))) run('npm', ['ci', '--no-fund', '--no-audit'], at('.'));
}

/** The official Python SDK. Debian needs the package python3-venv for it. */
export function installPythonSdk() {
  if (existsSync(at('.venv/installed'))) return;
  run('python3', ['-m', 'venv', '.venv'], at('.'));
  run(PYTHON, ['-m', 'pip', 'install', '--quiet', '--requirement', 'requirements.txt'], at('.'));
  run('touch', ['.venv/installed'], at('.'));
}

/** SQLite for Node versions without it, and wrangler. */
export function installServerTools() {
  if (!existsSync(at('../../www/node_modules/wrangler'))) run('npm', ['ci', '--no-fund', '--no-audit'], at('../../www/'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  installServerTools();
  installNodeSdk();
  installPythonSdk();
}
