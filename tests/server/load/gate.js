// A thread that lets every connection through to the service and notes when each call came. The service's own thread
// is busy with pictures at times and would see calls later, and closer together, than they came.

import { connect, createServer } from 'node:net';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

/** @import { AddressInfo } from 'node:net' */
/** @import { MessagePort } from 'node:worker_threads' */

/**
 * @param {number} port of the service
 * @returns {Promise<{ url: string, arrivals: () => Promise<number[]>, close: () => Promise<unknown> }>} `arrivals`
 * in order, milliseconds
 */
export async function openGate(port) {
  const thread = new Worker(new URL(import.meta.url), { workerData: { port } });
  const next = () => new Promise((/** @type {(message: any) => void} */ done) => thread.once('message', done));
  const url = await next();
  return {
    url,
    arrivals() {
      const answer = next();
      thread.postMessage('arrivals');
      return answer;
    },
    close: () => thread.terminate(),
  };
}

/** @param {MessagePort} asker */
function guard(asker) {
  /** @type {number[]} */
  const arrivals = [];
  const server = createServer((client) => {
    const service = connect(workerData.port, '127.0.0.1');
    client.on('data', (chunk) => {
      if (chunk.subarray(0, 7).toString('latin1') === 'POST /?') {
        arrivals.push(performance.now());
      }
    });
    client.pipe(service).pipe(client);
    for (const [one, other] of [
      [client, service],
      [service, client],
    ]) {
      one?.on('error', () => {}).on('close', () => other?.destroySoon());
    }
  });
  server.listen(0, '127.0.0.1', () => {
    const { port } = /** @type {AddressInfo} */ (server.address());
    asker.postMessage(`http://127.0.0.1:${port}`);
  });
  asker.on('message', () => asker.postMessage(arrivals));
}

if (!isMainThread && parentPort) {
  guard(parentPort);
}
