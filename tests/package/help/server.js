// A server that a tool brings, for as long as a test runs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { fixture } from '../../support/fixtures.js';

const START_MS = 90_000;
const POLL_MS = 100;

/** @typedef {{ url: string, close: () => Promise<void> }} Server */

/** @returns {Promise<number>} a port that nobody listens on */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * @param {string} folder
 * @param {string} program
 * @param {string[]} words
 * @param {Record<string, string>} [env]
 * @returns {Promise<Server>} once it says its address
 */
export async function startServer(folder, program, words, env = {}) {
  const child = spawn(program, words, {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CI: '1', NO_COLOR: '1', NEXT_TELEMETRY_DISABLED: '1', ...env },
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

/**
 * What a route of a server says of each photo.
 *
 * @param {string} route
 * @param {string[]} photos
 */
export async function linesOf(route, photos) {
  const lines = [];
  for (const name of photos) {
    // Some frameworks refuse a form of another origin, which a photo without this header could be.
    const headers = { origin: new URL(route).origin, 'content-type': 'application/octet-stream' };
    const response = await fetch(route, { method: 'POST', body: fixture(name), headers });
    lines.push(await response.text());
  }
  return lines;
}
