// The page's side of the work that a worker does.
import { PreflightError } from './errors.js';

/** @import { EngineJob } from './engine.js' */
/** @import { JobResult, Task } from './job.js' */
/** @import { FromWorker } from './worker-server.js' */
/** @import { Source } from './types.js' */
/** @import { WorkerConnection } from './worker-connection.js' */

/** @typedef {Exclude<FromWorker, { type: 'ready' }>} WorkerMessage */

/**
 * A call in progress in the worker.
 *
 * @typedef {object} WorkerCall
 * @property {(message: WorkerMessage) => void} receive
 * @property {(error: PreflightError) => void} fail
 */

/** Chunks in flight to the worker: enough to keep it busy, few enough not to pile up a whole photo. */
const CHUNKS_IN_FLIGHT = 4;

/** The same for a file's stream, whose chunks can be larger: a megabyte in Chromium. */
const OWNED_CHUNKS_IN_FLIGHT = 2;

/**
 * One photo on its way through the worker.
 *
 * @implements {EngineJob}
 * @implements {WorkerCall}
 */
export class WorkerJob {
  #id;
  #connection;
  #want;
  #onProgress;
  #inFlight = 0;
  /** @type {Source | undefined} */
  #source;
  /** @type {(error: PreflightError) => void} */
  #reject = () => {};
  /** @type {() => void} */
  #isOpen = () => {};
  /** @type {(source: Source | undefined) => void} */
  #taken = () => {};
  /** @type {(result: JobResult) => void} */
  #finished = () => {};

  /** Until then the worker loads what it needs. @type {Promise<void>} */
  opened = new Promise((resolve) => (this.#isOpen = resolve));

  /** @type {Promise<never>} */
  failed = new Promise((_, reject) => (this.#reject = reject));

  /**
   * @param {number} id
   * @param {Task['want']} want
   * @param {WorkerConnection} connection
   * @param {() => void} [onProgress]
   */
  constructor(id, want, connection, onProgress) {
    this.#id = id;
    this.#connection = connection;
    this.#want = want;
    this.#onProgress = onProgress;
    // It may reject while nothing awaits it.
    this.failed.catch(() => {});
  }

  /**
   * Settles once the next chunk may follow. A failure rejects `failed`.
   *
   * @param {Uint8Array<any>} chunk
   * @param {boolean} [owned] whether no one else holds it
   * @returns {Promise<Source | undefined>}
   */
  push(chunk, owned = false) {
    // What others hold must stay usable, so a copy is transferred.
    const transferred = owned && chunk.byteLength === chunk.buffer.byteLength ? chunk : chunk.slice();
    this.#connection.post({ type: 'push', id: this.#id, chunk: transferred }, [transferred.buffer]);
    this.#inFlight += 1;
    if (this.#inFlight < this.#window(owned)) {
      return Promise.resolve(this.#source);
    }
    return new Promise((resolve) => (this.#taken = resolve));
  }

  /** @param {boolean} owned */
  #window(owned) {
    // Wait for the header after each chunk, so that no more is read than it needs.
    if (this.#want === 'source') {
      return 1;
    }
    return owned ? OWNED_CHUNKS_IN_FLIGHT : CHUNKS_IN_FLIGHT;
  }

  /** @returns {Promise<JobResult>} */
  finish() {
    this.#connection.post({ type: 'finish', id: this.#id });
    return new Promise((resolve) => (this.#finished = resolve));
  }

  close() {
    this.#connection.close(this.#id);
  }

  /** @param {WorkerMessage} message */
  receive(message) {
    if (message.type === 'taken') {
      this.#inFlight -= 1;
      this.#source ??= message.source;
      this.#taken(this.#source);
    } else if (message.type === 'loading') {
      this.#onProgress?.();
    } else if (message.type === 'opened') {
      this.#isOpen();
    } else if (message.type === 'finished') {
      this.#finished(message.result);
    } else if (message.type === 'failed') {
      this.fail(errorOf(message));
    }
  }

  /** @param {PreflightError} error */
  fail(error) {
    this.#reject(error);
  }
}

/**
 * What the worker answers at once: a frame to inspect, or something to load.
 *
 * @implements {WorkerCall}
 */
export class WorkerAnswer {
  /** @type {(answer: any) => void} */
  #resolve = () => {};
  /** @type {(error: PreflightError) => void} */
  #reject = () => {};

  /** @type {Promise<any>} */
  result = new Promise((resolve, reject) => {
    this.#resolve = resolve;
    this.#reject = reject;
  });

  #onProgress;

  /** @param {() => void} [onProgress] called while the worker loads something */
  constructor(onProgress) {
    this.#onProgress = onProgress;
  }

  /** @param {WorkerMessage} message */
  receive(message) {
    if (message.type === 'answered') {
      this.#resolve(message.answer);
    } else if (message.type === 'loading') {
      this.#onProgress?.();
    } else if (message.type === 'failed') {
      this.fail(errorOf(message));
    }
  }

  /** @param {PreflightError} error */
  fail(error) {
    this.#reject(error);
  }
}

/** @param {Extract<WorkerMessage, { type: 'failed' }>} message */
function errorOf({ error }) {
  return PreflightError.from(error) ?? new PreflightError('crashed', 'the worker failed');
}
