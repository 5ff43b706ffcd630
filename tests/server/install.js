// `node tests/server/install.js`: what these tests need from npm and PyPI, in the versions of the lock files. Nothing
// happens where it is there already; test files that run at once wait for each other.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../sdk/${path}`, import.meta.url));
const LONGEST_MS = 600_000;

/** The interpreter with the Python SDK. */
export const PYTHON = at('.venv/bin/python');

/** The official Node SDK. */
export function installNodeSdk() {
  npm(at('.'), '@alicloud/openapi-core');
}

/** The official Python SDK. Debian needs the package python3-venv for it. */
export function installPythonSdk() {
  const done = at('.venv/installed');
  once(
    at('.installing-python'),
    () => existsSync(done),
    () => {
      run('python3', ['-m', 'venv', '.venv'], at('.'));
      run(PYTHON, ['-m', 'pip', 'install', '--quiet', '--requirement', 'requirements.txt'], at('.'));
      writeFileSync(done, '');
    },
  );
}

/** SQLite for Node versions without it, and wrangler. */
export function installServerTools() {
  npm(at('../../www/'), 'wrangler');
}

/** @param {string} folder @param {string} last a package that is only there when all is */
function npm(folder, last) {
  // npm writes this list when it has finished.
  const list = `${folder}/node_modules/.package-lock.json`;
  const isThere = () => existsSync(list) && readFileSync(list, 'utf8').includes(`"node_modules/${last}"`);
  once(`${folder}/.installing-npm`, isThere, () => run('npm', ['ci', '--no-fund', '--no-audit'], folder));
}

/**
 * @param {string} lock a folder that exists while one process installs
 * @param {() => boolean} isThere
 * @param {() => void} install
 */
function once(lock, isThere, install) {
  for (;;) {
    if (isThere()) return;
    try {
      mkdirSync(lock);
      break;
    } catch {
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      // Whoever made it was killed.
      if (age > LONGEST_MS) rmSync(lock, { recursive: true, force: true });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    }
  }
  try {
    if (!isThere()) install();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** @param {string} command @param {string[]} words @param {string} folder */
function run(command, words, folder) {
  try {
    execFileSync(command, words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], timeout: LONGEST_MS });
  } catch (error) {
    const { stderr } = /** @type {{ stderr?: Buffer }} */ (error);
    throw new Error(
      `\`${command} ${words.join(' ')}\` in ${folder} failed: ${stderr?.toString().slice(-2_000) ?? error}`,
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  installServerTools();
  installNodeSdk();
  installPythonSdk();
}
