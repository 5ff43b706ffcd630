// `node tests/support/install.js`: what these tests need from npm and PyPI, in the versions of the lock files. Nothing
// happens where it is there already; test files that run at once wait for each other.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (/** @type {string} */ path) => fileURLToPath(new URL(`../emulator/sdk/${path}`, import.meta.url));
const LONGEST_MS = 600_000;

/** The interpreter with the Python SDK. */
export const PYTHON = at('.venv/bin/python');

/** The official Node SDK. */
export function installNodeSdk() {
  npm(at('.'));
}

/** The official Python SDK. Debian needs the package python3-venv for it. */
export function installPythonSdk() {
  once(at('.installing-python'), at('requirements.txt'), at('.venv/installed'), () => {
    run('python3', ['-m', 'venv', '--clear', '.venv'], at('.'));
    run(PYTHON, ['-m', 'pip', 'install', '--quiet', '--requirement', 'requirements.txt'], at('.'));
  });
}

/** Wrangler. */
export function installServerTools() {
  npm(at('../../../www/'));
}

/** @param {string} folder */
function npm(folder) {
  once(`${folder}/.installing-npm`, `${folder}/package-lock.json`, `${folder}/node_modules/.installed`, () =>
    run('npm', ['ci', '--no-fund', '--no-audit'], folder),
  );
}

/**
 * @param {string} lock a folder that exists while one process installs
 * @param {string} versions a file that says what is wanted
 * @param {string} stamp what it said when that was installed
 * @param {() => void} install
 */
function once(lock, versions, stamp, install) {
  const wanted = readFileSync(versions, 'utf8');
  const isThere = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  for (;;) {
    if (isThere()) {
      return;
    }
    try {
      mkdirSync(lock);
      break;
    } catch {
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      // Its owner was killed.
      if (age > LONGEST_MS) {
        rmSync(lock, { recursive: true, force: true });
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    }
  }
  try {
    if (!isThere()) {
      install();
      writeFileSync(stamp, wanted);
    }
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
