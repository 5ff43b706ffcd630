import { WorkerLine } from './worker-line.js';

/** @import { Engine } from './engine.js' */
/** @import { FrameTask } from './inspection.js' */
/** @import { Task } from './job.js' */

/** How long the page's thread does the work after a worker would not start: the network may have been down. */
const RETRY_MS = 30_000;

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
  /** The time of the page from which another worker may be started. */
  let notBefore = 0;

  async function connect() {
    if (typeof document === 'undefined' || typeof Worker === 'undefined') {
      return undefined;
    }
    if (!line?.alive) {
      if (performance.now() < notBefore) {
        return undefined;
      }
      line = start();
      if (!line) {
        putOff();
      }
      line?.ready.then((ready) => ready || putOff());
    }
    const mine = line;
    mine?.reserve();
    return (await mine?.ready) ? mine : undefined;
  }

  function putOff() {
    notBefore = performance.now() + RETRY_MS;
  }

  function start() {
    try {
      // Bundlers recognise a worker by exactly this form. Where one leaves it behind, the address is of the site's
      // own files: the name is one that none of them has.
      return new WorkerLine(new Worker(new URL('../face-preflight-worker.js', import.meta.url), { type: 'module' }));
    } catch {
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
