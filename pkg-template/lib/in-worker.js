import { isPng } from './png-signature.js';
import { WorkerConnection } from './worker-connection.js';

/** @import { Engine } from './engine.js' */
/** @import { FrameTask } from './inspect-frame.js' */
/** @import { FaceChoice } from './instance-lease.js' */
/** @import { Task } from './job.js' */

/** How long the page's thread does the work after a worker did not start: the network may have been down. */
const RETRY_MS = 30_000;

/**
 * Does the work in a module worker, so that the page never blocks. Where no worker can be had (already inside a worker,
 * an old browser, a policy that refuses), the other engine does it.
 *
 * @param {Engine} fallback
 * @returns {Engine}
 */
export function inWorker(fallback) {
  /** @type {WorkerConnection | undefined} */
  let connection;
  /** The page's time from which another worker may be started. */
  let notBefore = 0;

  /** @param {() => void} [onStarted] called where it had to be started */
  async function connect(onStarted) {
    if (typeof document === 'undefined' || typeof Worker === 'undefined') {
      return undefined;
    }
    if (!connection?.alive) {
      if (performance.now() < notBefore) {
        return undefined;
      }
      connection = start();
      if (!connection) {
        postpone();
      }
      connection?.ready.then((ready) => (ready ? onStarted?.() : postpone()));
    }
    const current = connection;
    current?.reserve();
    return (await current?.ready) ? current : undefined;
  }

  function postpone() {
    notBefore = performance.now() + RETRY_MS;
  }

  function start() {
    try {
      // Bundlers recognise a worker by exactly this form. Where a bundler does not copy the worker, the URL points among
      // the site's own files, none of which has this name.
      return new WorkerConnection(
        new Worker(new URL('../face-preflight-worker.js', import.meta.url), { type: 'module' }),
      );
    } catch {
      return undefined;
    }
  }

  return {
    /** @param {Task} task @param {() => void} [onProgress] @param {() => Promise<Uint8Array>} [begins] */
    async open(task, onProgress, begins) {
      const [connected, png] = await Promise.all([connect(onProgress), isPng(begins)]);
      const engine = connected ?? fallback;
      return engine.open({ ...task, ...(png && { png }) }, onProgress);
    },
    /** @param {FrameTask} task @param {() => void} [onProgress] */
    async inspect(task, onProgress) {
      const connected = await connect(onProgress);
      return connected ? connected.inspect(task, onProgress) : fallback.inspect(task, onProgress);
    },
    /** @param {FaceChoice} [face] */
    async warm(face) {
      const connected = await connect();
      return connected ? connected.warm(face) : fallback.warm(face);
    },
  };
}
