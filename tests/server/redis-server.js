// A real Redis on a free port, with its data in a folder that goes with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';

/** @import { AddressInfo } from 'node:net' */

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {AddressInfo} */ (server.address());
  await new Promise((done) => server.close(done));
  return port;
}

/** Needs Debian's package redis-server. */
export async function startRedis() {
  const folder = mkdtempSync(join(tmpdir(), 'face-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  /** @type {import('node:child_process').ChildProcess} */
  let server;
  /** @type {{ destroy: () => void }[]} */
  const clients = [];
  const start = async () => {
    const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
    server = spawn('redis-server', [...settings, '--appendonly', 'yes', '--appendfsync', 'always'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    await new Promise((done, fail) => {
      server.once('error', fail);
      server.once('exit', () => fail(new Error(said)));
      server.stdout?.on('data', (chunk) => {
        said += chunk;
        if (said.includes('Ready to accept connections')) {
          done(undefined);
        }
      });
    });
  };
  const kill = async () => {
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  };
  await start();
  return {
    url,
    async connect() {
      const client = createClient({ url });
      client.on('error', () => {});
      clients.push(client);
      await client.connect();
      return client;
    },
    async killAndRestart() {
      await kill();
      await start();
    },
    kill,
    async close() {
      for (const client of clients) {
        client.destroy();
      }
      if (server.exitCode === null && server.signalCode === null) {
        await kill();
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
