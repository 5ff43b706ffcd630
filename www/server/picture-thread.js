// One thread of picture-threads.js.

import { parentPort } from 'node:worker_threads';
import { preflight } from '../../pkg/node.js';

/** @typedef {{ id: number, input: Uint8Array | ReadableStream<Uint8Array>, options?: object | undefined, call?: object | undefined }} Task */
/**
 * @typedef {{ id: number, ok: boolean, jpeg: Uint8Array | null, report: any }
 *   | { id: number, error: { code?: string, actor?: string, message: string } }} Done
 */

parentPort?.on('message', async (/** @type {Task} */ { id, input, options, call }) => {
  try {
    const { ok, jpeg, report } = await preflight(input, options, call);
    parentPort?.postMessage({ id, ok, jpeg, report }, jpeg ? [jpeg.buffer] : []);
  } catch (error) {
    // What an error is, but for its name, is lost between threads.
    const { code, actor, message } = /** @type {{ code?: string, actor?: string, message: string }} */ (error);
    parentPort?.postMessage({ id, error: { code, actor, message } });
  }
});
