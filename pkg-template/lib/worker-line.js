import { PreflightError } from './errors.js';
import { RemoteInspection, RemoteJob } from './remote.js';

/** @import { EngineJob } from './engine.js' */
/** @import { FrameTask } from './inspection.js' */
/** @import { Task } from './job.js' */
/** @import { Remote } from './remote.js' */
/** @import { FromWorker, ToWorker } from './serve.js' */
/** @import { Inspection } from './types.js' */

/** How long an unused worker is kept. Its wasm memory never shrinks, so that only its end gives it back. */
const IDLE_MS = 10_000;

/** How long a worker may take to start, its script's modules to be loaded included. */
const START_MS = 15_000;

/**
 * The page's side of one worker.
 */
export class WorkerLine {
  #worker;
  #nextId = 1;
  /** @type {Map<number, Remote>} */
  #remotes = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #idle;
  /** @type {(ready: boolean) => void} */
  #settleReady = () => {};
  #started = false;
  /** @type {ReturnType<typeof setTimeout>} */
  #starting;

  /** Whether calls may still be handed to it. */
  alive = true;
  /** Whether the worker has started; false where it cannot. */
  ready = /** @type {Promise<boolean>} */ (new Promise((resolve) => (this.#settleReady = resolve)));

  /** @param {Worker} worker */
  constructor(worker) {
    this.#worker = worker;
    this.#starting = setTimeout(() => this.#end(), START_MS);
    worker.addEventListener('message', ({ data }) => this.#receive(data));
    worker.addEventListener('error', (event) => {
      // Handled here: the page's own error handlers need not hear of it.
      event.preventDefault();
      this.#die(event.message || 'it failed without saying why');
    });
    worker.addEventListener('messageerror', () => this.#die('one of its messages could not be read'));
  }

  /** Keeps the worker from ending as idle before the work that was promised begins. */
  reserve() {
    clearTimeout(this.#idle);
    this.#idle = undefined;
  }

  /**
   * @param {Task} task
   * @returns {EngineJob}
   */
  open(task) {
    const id = this.#nextId++;
    const job = new RemoteJob(id, task.want, this);
    this.#begin(job, { type: 'open', id, task });
    return job;
  }

  /**
   * @param {FrameTask} task
   * @returns {Promise<Inspection>}
   */
  async inspect(task) {
    const id = this.#nextId++;
    const inspection = new RemoteInspection();
    // The caller's buffer must stay usable; the copy is what moves.
    const frame = { ...task.frame, data: task.frame.data.slice() };
    this.#begin(inspection, { type: 'inspect', id, task: { ...task, frame } }, [frame.data.buffer]);
    return inspection.result.finally(() => this.close(id));
  }

  /**
   * @param {Remote} remote
   * @param {Extract<ToWorker, { type: 'open' | 'inspect' }>} message
   * @param {Transferable[]} [transfer]
   */
  #begin(remote, message, transfer) {
    // It may have died since it was found to be ready.
    if (!this.alive) {
      throw new PreflightError('worker_died', 'the worker died before it was asked');
    }
    this.#remotes.set(message.id, remote);
    this.reserve();
    try {
      this.post(message, transfer);
    } catch (cause) {
      this.close(message.id);
      throw new PreflightError('invalid_option', 'options: only plain data can be passed on', {
        cause,
        details: { name: 'options' },
      });
    }
  }

  /**
   * @param {ToWorker} message
   * @param {Transferable[]} [transfer]
   */
  post(message, transfer = []) {
    if (this.alive) {
      this.#worker.postMessage(message, transfer);
    }
  }

  /** @param {number} id */
  close(id) {
    if (!this.#remotes.delete(id)) {
      return;
    }
    this.post({ type: 'close', id });
    if (this.#remotes.size === 0) {
      this.#idle = setTimeout(() => this.#end(), IDLE_MS);
    }
  }

  /** @param {FromWorker} message */
  #receive(message) {
    if (message?.type === 'ready') {
      this.#start();
    } else if (this.#started) {
      this.#remotes.get(message.id)?.receive(message);
    }
    // Some other script of the site lies where a bundler left our worker behind.
    else {
      this.#end();
    }
  }

  #start() {
    this.#started = true;
    clearTimeout(this.#starting);
    this.#settleReady(true);
  }

  /** @param {string} reason */
  #die(reason) {
    this.#end();
    const error = new PreflightError('worker_died', `the worker died: ${reason}`);
    for (const remote of this.#remotes.values()) {
      remote.fail(error);
    }
    this.#remotes.clear();
  }

  #end() {
    this.alive = false;
    clearTimeout(this.#starting);
    this.reserve();
    this.#settleReady(false);
    this.#worker.terminate();
  }
}
