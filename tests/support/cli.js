// The command line as a person types it, in a folder of its own.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageFolder } from './package.js';

/** @import { ChildProcessWithoutNullStreams } from 'node:child_process' */

const program = join(packageFolder, 'cli.js');

/** @typedef {{ status: number | null, stdout: string, stderr: string }} Ended */

/** A folder with photos in it, gone when `remove` is called. */
export async function createFolder() {
  const path = await mkdtemp(join(tmpdir(), 'face-preflight-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/**
 * Starts the command line. Its `ended` settles when it has ended.
 *
 * @param {string} folder
 * @param {string[]} words
 * @param {Record<string, string>} [env] on top of this process's
 */
export function start(folder, words, env = {}) {
  return watch(spawn(process.execPath, [program, ...words], { cwd: folder, env: { ...process.env, ...env } }));
}

/**
 * Starts the command line in a terminal, as util-linux's `script` makes one; what is written to its `stdin` is typed.
 *
 * @param {string} folder
 * @param {string[]} words without blanks
 * @param {Record<string, string>} [env]
 */
export function startInTerminal(folder, words, env = {}) {
  const command = `stty cols 90; exec ${[process.execPath, program, ...words].join(' ')}`;
  const terminal = { TERM: 'xterm', NO_COLOR: '', ...env };
  return watch(
    spawn('script', ['-qec', command, '/dev/null'], { cwd: folder, env: { ...process.env, ...terminal } }),
  );
}

/** @param {ChildProcessWithoutNullStreams} child */
function watch(child) {
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => (output.stdout += text));
  child.stderr.on('data', (text) => (output.stderr += text));
  /** @type {Promise<Ended>} */
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, ...output }));
  });
  return {
    child,
    ended,
    /**
     * Waits until the output holds something.
     *
     * @param {RegExp} pattern
     */
    async shows(pattern) {
      for (let waits = 0; waits < 600; waits += 1) {
        if (pattern.test(output.stdout)) {
          return;
        }
        if (child.exitCode !== null) {
          break;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`${pattern} does not come in ${JSON.stringify(output)}`);
    },
  };
}
