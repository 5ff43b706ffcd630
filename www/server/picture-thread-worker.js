// What runs in a thread of picture-thread.js.

import { parentPort } from 'node:worker_threads';
import { fingerprint, preflight } from '../../pkg/node.js';

/**
 * @typedef {object} Task
 * @property {number} id
 * @property {'fingerprint'} [wants] instead of the photo
 * @property {Uint8Array | ReadableStream<Uint8Array>} input
 * @property {object | undefined} [options]
 * @property {object | undefined} [call]
 */
/** @typedef {{ cancel: number }} Cancel the id of a task that nobody waits for any more */
/**
 * @typedef {{ id: number, ok: boolean, jpeg: Uint8Array | null, report: any }
 *   | { id: number, fingerprint: Uint8Array }
 *   | { id: number, error: { code?: string, actor?: string, message: string } }} Done
 */

/** @type {Map<number, AbortController>} */
const running = new Map();

parentPort?.on('message', (/** @type {Task | Cancel} */ message) => {
  if ('cancel' in message) {
    running.get(message.cancel)?.abort();
  } else {
    void run(message);
  }
});

// The first photo need not wait for the module.
preflight(new Uint8Array(0)).catch(() => {});

/** @param {Task} task */
async function run({ id, wants, input, options, call }) {
  const cancelled = new AbortController();
  running.set(id, cancelled);
  try {
    const { signal } = cancelled;
    if (wants === 'fingerprint') {
      parentPort?.postMessage({ id, fingerprint: await fingerprint(input, options, { ...call, signal }) });
      return;
    }
    const { ok, jpeg, report } = await preflight(input, options, { ...call, signal });
    parentPort?.postMessage({ id, ok, jpeg, report }, jpeg ? [jpeg.buffer] : []);
  } catch (error) {
    // What an error is, but for its name, is lost between threads.
    const { code, actor, message } = /** @type {{ code?: string, actor?: string, message: string }} */ (error);
    parentPort?.postMessage({ id, error: { code, actor, message } });
  } finally {
    running.delete(id);
  }
}
