// A server that a tool brings, for as long as a test runs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

const START_MS = 90_000;
const POLL_MS = 100;

/**
 * @param {string} folder
 * @param {string} program
 * @param {string[]} words
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} once it says its address
 */
export async function startServer(folder, program, words) {
  const child = spawn(program, words, {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CI: '1', NO_COLOR: '1', NEXT_TELEMETRY_DISABLED: '1' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => (output += text));
  }
  const ended = once(child, 'exit');
  const close = async () => {
    // Its group as a whole: the tools start children of their own.
    if (child.pid !== undefined && child.exitCode === null) {
      process.kill(-child.pid, 'SIGTERM');
    }
    await ended;
  };
  for (let waited = 0; waited < START_MS && child.exitCode === null; waited += POLL_MS) {
    const url = /http:\/\/(127\.0\.0\.1|localhost):\d+/.exec(output)?.[0];
    if (url) {
      return { url, close };
    }
    await wait(POLL_MS);
  }
  await close();
  throw new Error(`${program} ${words.join(' ')} does not serve:\n${output}`);
}
