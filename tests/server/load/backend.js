// The backend under load, as its own process in Node or as deployed in workerd, with a gauge of its memory.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { startWorkerd } from '../workerd.js';

/** Comes with miniflare. @type {typeof WebSocket} */
const WebSocketOfTests = createRequire(new URL('../../package.json', import.meta.url))('ws');

/**
 * @typedef {object} Backend
 * @property {string} url
 * @property {string} gauge what `megabytes` measures
 * @property {number} mostMegabytes that the platform allows
 * @property {() => Promise<number>} megabytes
 * @property {(() => number) | undefined} cpuSeconds that it has used; known of a process of its own
 * @property {() => Promise<void>} close
 */

/** @param {Record<string, string>} env @param {(line: string) => void} onLine @returns {Promise<Backend>} */
export async function inNode(env, onLine) {
  // As the image starts it.
  const child = spawn(process.execPath, ['--max-semi-space-size=8', 'www/server/node.js', '--port', '0'], {
    cwd: new URL('../../../', import.meta.url),
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  createInterface({ input: child.stderr }).on('line', onLine);
  const url = await new Promise((/** @type {(url: string) => void} */ done, fail) => {
    child.once('exit', (code) => fail(new Error(`the backend ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      onLine(line);
      if (line.includes('"listening"')) {
        done(JSON.parse(line).url);
      }
    });
  });
  const resident = () => {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  };
  return {
    url,
    gauge: 'resident in the process',
    mostMegabytes: Infinity,
    megabytes: async () => resident(),
    // After the name in brackets: user and system time are the twelfth and thirteenth, in hundredths of a second.
    cpuSeconds() {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) / 100;
    },
    close: async () => void child.kill(),
  };
}

/** @param {Record<string, string>} env @param {(line: string) => void} onLine @returns {Promise<Backend>} */
export async function inWorkerd(env, onLine) {
  const worker = await startWorkerd(env, { onLine, inspectorPort: 0 });
  const ask = await inspector(`${worker.inspector}core:user:`);
  return {
    url: worker.url,
    // The process holds miniflare's own workers too, each with a heap. Cloudflare's limit is for one isolate.
    gauge: "in the Worker's isolate, heap and buffers",
    mostMegabytes: 128,
    cpuSeconds: undefined,
    async megabytes() {
      const { usedSize, embedderHeapUsedSize, backingStorageSize } = await ask('Runtime.getHeapUsage');
      return (usedSize + embedderHeapUsedSize + backingStorageSize) / 2 ** 20;
    },
    close: worker.close,
  };
}

/** Asks V8's inspector. @param {string} url @returns {Promise<(method: string) => Promise<any>>} */
async function inspector(url) {
  const socket = new WebSocketOfTests(url);
  /** @type {Map<number, (result: unknown) => void>} */
  const waiting = new Map();
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data));
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  await new Promise((done, fail) => {
    socket.addEventListener('open', done);
    socket.addEventListener('error', fail);
  });
  let last = 0;
  return (method) =>
    new Promise((done) => {
      last += 1;
      waiting.set(last, done);
      socket.send(JSON.stringify({ id: last, method }));
    });
}
