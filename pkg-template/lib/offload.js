import { WorkerLine } from './worker-line.js';

/** @import { Engine } from './engine.js' */
/** @import { FrameTask } from './inspection.js' */
/** @import { Task } from './job.js' */

/** After so many workers that would not start, the page's thread does the work for good. */
const FAILED_STARTS = 2;

/**
 * Hands the work to a module worker, so that the page never blocks. Where there is none to be had (already
 * inside a worker, an old browser, a policy that refuses), the engine that is passed in does it in place.
 *
 * @param {Engine} local
 * @returns {Engine}
 */
export function offload(local) {
  /** @type {WorkerLine | undefined} */
  let line;
  let failedStarts = 0;

  async function connect() {
    if (typeof document === 'undefined' || typeof Worker === 'undefined') return undefined;
    if (!line?.alive) {
      if (failedStarts >= FAILED_STARTS) return undefined;
      line = start();
      line?.ready.then((ready) => (failedStarts = ready ? 0 : failedStarts + 1));
    }
    const mine = line;
    mine?.reserve();
    return (await mine?.ready) ? mine : undefined;
  }

  function start() {
    try {
      // Bundlers recognise a worker by exactly this form.
      return new WorkerLine(new Worker(new URL('../worker.js', import.meta.url), { type: 'module' }));
    } catch {
      failedStarts += 1;
      return undefined;
    }
  }

  return {
    /** @param {Task} task */
    async open(task) {
      const connected = await connect();
      return connected ? connected.open(task) : local.open(task);
    },
    /** @param {FrameTask} task */
    async inspect(task) {
      const connected = await connect();
      return connected ? connected.inspect(task) : local.inspect(task);
    },
  };
}
