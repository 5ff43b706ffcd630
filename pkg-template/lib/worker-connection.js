import { PreflightError } from './errors.js';
import { WorkerAnswer, WorkerJob } from './worker-client.js';

/** @import { EngineJob } from './engine.js' */
/** @import { FaceChoice } from './instance-lease.js' */
/** @import { FrameTask } from './inspect-frame.js' */
/** @import { Task } from './job.js' */
/** @import { WorkerCall } from './worker-client.js' */
/** @import { FromWorker, ToWorker } from './worker-server.js' */
/** @import { Inspection } from './types.js' */

/** How long an unused worker is kept. Its wasm memory never shrinks; only its end frees it. */
const IDLE_MS = 10_000;

/** How long a worker may take to start, including the loading of its modules. */
const START_MS = 15_000;

/**
 * The page's connection to one worker.
 */
export class WorkerConnection {
  #worker;
  #nextId = 1;
  /** @type {Map<number, WorkerCall>} */
  #calls = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #idle;
  /** @type {(ready: boolean) => void} */
  #settleReady = () => {};
  #started = false;
  /** @type {ReturnType<typeof setTimeout>} */
  #starting;

  /** Whether it still takes calls. */
  alive = true;
  /** Whether the worker has started; false where it cannot. */
  ready = /** @type {Promise<boolean>} */ (new Promise((resolve) => (this.#settleReady = resolve)));

  /** @param {Worker} worker */
  constructor(worker) {
    this.#worker = worker;
    this.#starting = setTimeout(() => this.#end(), START_MS);
    worker.addEventListener('message', ({ data }) => this.#receive(data));
    worker.addEventListener('error', (event) => {
      // Handled here, so the page's own error handlers do not report it.
      event.preventDefault();
      this.#die(event.message || 'it failed without saying why');
    });
    worker.addEventListener('messageerror', () => this.#die('one of its messages could not be read'));
  }

  /** Keeps the worker from ending as idle before the promised work begins. */
  reserve() {
    clearTimeout(this.#idle);
    this.#idle = undefined;
  }

  /**
   * @param {Task} task
   * @param {() => void} [onProgress] called while the worker loads something
   * @returns {EngineJob}
   */
  open(task, onProgress) {
    const id = this.#nextId++;
    const job = new WorkerJob(id, task.want, this, onProgress);
    this.#begin(job, { type: 'open', id, task });
    return job;
  }

  /**
   * @param {FrameTask} task
   * @param {() => void} [onProgress] called while the worker loads something
   * @returns {Promise<Inspection>}
   */
  async inspect(task, onProgress) {
    const id = this.#nextId++;
    const inspection = new WorkerAnswer(onProgress);
    // The caller's buffer must stay usable, so a copy is transferred.
    const frame = { ...task.frame, data: task.frame.data.slice() };
    this.#begin(inspection, { type: 'inspect', id, task: { ...task, frame } }, [frame.data.buffer]);
    return inspection.result.finally(() => this.close(id));
  }

  /**
   * Lets the worker load what a call needs. It is then kept, however long the call is in coming.
   *
   * @param {FaceChoice | undefined} face
   * @returns {Promise<void>}
   */
  async warm(face) {
    const id = this.#nextId++;
    const warming = new WorkerAnswer();
    this.#begin(warming, { type: 'warm', id, face });
    try {
      await warming.result;
    } catch (error) {
      this.close(id);
      throw error;
    }
    this.#calls.delete(id);
  }

  /**
   * @param {WorkerCall} call
   * @param {Extract<ToWorker, { type: 'open' | 'inspect' | 'warm' }>} message
   * @param {Transferable[]} [transfer]
   */
  #begin(call, message, transfer) {
    // It may have died since it was found to be ready.
    if (!this.alive) {
      throw new PreflightError('worker_died', 'the worker died before it was asked');
    }
    this.#calls.set(message.id, call);
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
    if (!this.#calls.delete(id)) {
      return;
    }
    this.post({ type: 'close', id });
    if (this.#calls.size === 0) {
      this.#idle = setTimeout(() => this.#end(), IDLE_MS);
    }
  }

  /** @param {FromWorker} message */
  #receive(message) {
    if (message?.type === 'ready') {
      this.#start();
    } else if (this.#started) {
      this.#calls.get(message.id)?.receive(message);
    }
    // Another script of the site is at the URL of a worker that the bundler did not copy.
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
    for (const call of this.#calls.values()) {
      call.fail(error);
    }
    this.#calls.clear();
  }

  #end() {
    this.alive = false;
    clearTimeout(this.#starting);
    this.reserve();
    this.#settleReady(false);
    this.#worker.terminate();
  }
}
