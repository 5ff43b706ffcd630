import { PreflightError } from './errors.js';

/** @import { EngineJob } from './engine.js' */
/** @import { Outcome, Task } from './job.js' */
/** @import { FromWorker, ToWorker } from './serve.js' */
/** @import { Source } from './types.js' */

/** How long an unused worker is kept. Its wasm memory never shrinks, so that only its end gives it back. */
const IDLE_MS = 10_000;

/** Chunks under way to the worker: enough to keep it busy, few enough not to pile up a whole photo. */
const CHUNKS_UNDER_WAY = 4;

/**
 * The page's side of one worker.
 */
export class WorkerLine {
  #worker;
  #nextId = 1;
  /** @type {Map<number, RemoteJob>} */
  #jobs = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #idle;
  /** @type {(ready: boolean) => void} */
  #settleReady = () => {};

  /** Whether calls may still be handed to it. */
  alive = true;
  /** Whether the worker has started; false where it cannot. */
  ready = /** @type {Promise<boolean>} */ (new Promise((resolve) => (this.#settleReady = resolve)));

  /** @param {Worker} worker */
  constructor(worker) {
    this.#worker = worker;
    worker.addEventListener('message', ({ data }) => this.#receive(data));
    worker.addEventListener('error', (event) => {
      // Handled here: the page's own error handlers need not hear of it.
      event.preventDefault();
      this.#die(event.message || 'it failed without saying why');
    });
    worker.addEventListener('messageerror', () => this.#die('one of its messages could not be read'));
  }

  /** Keeps the worker from ending as idle before the job that was promised is opened. */
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
    this.#jobs.set(id, job);
    this.reserve();
    try {
      this.post({ type: 'open', id, task });
    } catch (cause) {
      this.close(id);
      throw new PreflightError('invalid_option', 'options: only plain data can be passed on', {
        cause,
        details: { name: 'options' },
      });
    }
    return job;
  }

  /**
   * @param {ToWorker} message
   * @param {Transferable[]} [transfer]
   */
  post(message, transfer = []) {
    if (this.alive) this.#worker.postMessage(message, transfer);
  }

  /** @param {number} id */
  close(id) {
    if (!this.#jobs.delete(id)) return;
    this.post({ type: 'close', id });
    if (this.#jobs.size === 0) this.#idle = setTimeout(() => this.#end(), IDLE_MS);
  }

  /** @param {FromWorker} message */
  #receive(message) {
    if (message.type === 'ready') this.#settleReady(true);
    else this.#jobs.get(message.id)?.receive(message);
  }

  /** @param {string} reason */
  #die(reason) {
    this.#end();
    const error = new PreflightError('worker_died', `the worker died: ${reason}`);
    for (const job of this.#jobs.values()) job.fail(error);
    this.#jobs.clear();
  }

  #end() {
    this.alive = false;
    this.reserve();
    this.#settleReady(false);
    this.#worker.terminate();
  }
}

/**
 * One photo on its way through the worker.
 *
 * @implements {EngineJob}
 */
class RemoteJob {
  #id;
  #line;
  #window;
  #underWay = 0;
  /** @type {Source | undefined} */
  #source;
  /** @type {(error: PreflightError) => void} */
  #reject = () => {};
  /** @type {(source: Source | undefined) => void} */
  #taken = () => {};
  /** @type {(outcome: Outcome) => void} */
  #finished = () => {};

  /** @type {Promise<never>} */
  failed = new Promise((_, reject) => (this.#reject = reject));

  /**
   * @param {number} id
   * @param {Task['want']} want
   * @param {WorkerLine} line
   */
  constructor(id, want, line) {
    this.#id = id;
    this.#line = line;
    // The header is waited for, so that no more is read than it needs.
    this.#window = want === 'source' ? 1 : CHUNKS_UNDER_WAY;
    // It may reject while nobody waits.
    this.failed.catch(() => {});
  }

  /**
   * Settles once the next chunk may follow. A failure comes through `failed`.
   *
   * @param {Uint8Array} chunk
   * @returns {Promise<Source | undefined>}
   */
  push(chunk) {
    // The caller's buffer must stay usable; the copy is what moves.
    const copy = chunk.slice();
    this.#line.post({ type: 'push', id: this.#id, chunk: copy }, [copy.buffer]);
    this.#underWay += 1;
    if (this.#underWay < this.#window) return Promise.resolve(this.#source);
    return new Promise((resolve) => (this.#taken = resolve));
  }

  /** @returns {Promise<Outcome>} */
  finish() {
    this.#line.post({ type: 'finish', id: this.#id });
    return new Promise((resolve) => (this.#finished = resolve));
  }

  close() {
    this.#line.close(this.#id);
  }

  /** @param {Exclude<FromWorker, { type: 'ready' }>} message */
  receive(message) {
    if (message.type === 'taken') {
      this.#underWay -= 1;
      this.#source ??= message.source;
      this.#taken(this.#source);
    } else if (message.type === 'finished') {
      this.#finished(message.outcome);
    } else {
      this.fail(PreflightError.from(message.error) ?? new PreflightError('crashed', 'the worker failed'));
    }
  }

  /** @param {PreflightError} error */
  fail(error) {
    this.#reject(error);
  }
}
