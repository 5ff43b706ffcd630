// The page's side of what a worker does.
import { PreflightError } from './errors.js';

/** @import { EngineJob } from './engine.js' */
/** @import { Outcome, Task } from './job.js' */
/** @import { FromWorker } from './serve.js' */
/** @import { Inspection, Source } from './types.js' */
/** @import { WorkerLine } from './worker-line.js' */

/** @typedef {Exclude<FromWorker, { type: 'ready' }>} Answer */

/**
 * Work under way in the worker.
 *
 * @typedef {object} Remote
 * @property {(message: Answer) => void} receive
 * @property {(error: PreflightError) => void} fail
 */

/** Chunks under way to the worker: enough to keep it busy, few enough not to pile up a whole photo. */
const CHUNKS_UNDER_WAY = 4;

/** The same of a file's stream, whose chunks can be larger: a megabyte in Chromium. */
const FRESH_CHUNKS_UNDER_WAY = 2;

/**
 * One photo on its way through the worker.
 *
 * @implements {EngineJob}
 * @implements {Remote}
 */
export class RemoteJob {
  #id;
  #line;
  #want;
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
    this.#want = want;
    // It may reject while nobody waits.
    this.failed.catch(() => {});
  }

  /**
   * Settles once the next chunk may follow. A failure comes through `failed`.
   *
   * @param {Uint8Array<any>} chunk
   * @param {boolean} [fresh] whether nobody else holds it
   * @returns {Promise<Source | undefined>}
   */
  push(chunk, fresh = false) {
    // What others hold must stay usable; a copy moves in its place.
    const moved = fresh && chunk.byteLength === chunk.buffer.byteLength ? chunk : chunk.slice();
    this.#line.post({ type: 'push', id: this.#id, chunk: moved }, [moved.buffer]);
    this.#underWay += 1;
    if (this.#underWay < this.#window(fresh)) {
      return Promise.resolve(this.#source);
    }
    return new Promise((resolve) => (this.#taken = resolve));
  }

  /** @param {boolean} fresh */
  #window(fresh) {
    // The header is waited for, so that no more is read than it needs.
    if (this.#want === 'source') {
      return 1;
    }
    return fresh ? FRESH_CHUNKS_UNDER_WAY : CHUNKS_UNDER_WAY;
  }

  /** @returns {Promise<Outcome>} */
  finish() {
    this.#line.post({ type: 'finish', id: this.#id });
    return new Promise((resolve) => (this.#finished = resolve));
  }

  close() {
    this.#line.close(this.#id);
  }

  /** @param {Answer} message */
  receive(message) {
    if (message.type === 'taken') {
      this.#underWay -= 1;
      this.#source ??= message.source;
      this.#taken(this.#source);
    } else if (message.type === 'finished') {
      this.#finished(message.outcome);
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
 * One frame that the worker looks at.
 *
 * @implements {Remote}
 */
export class RemoteInspection {
  /** @type {(inspection: Inspection) => void} */
  #resolve = () => {};
  /** @type {(error: PreflightError) => void} */
  #reject = () => {};

  /** @type {Promise<Inspection>} */
  result = new Promise((resolve, reject) => {
    this.#resolve = resolve;
    this.#reject = reject;
  });

  /** @param {Answer} message */
  receive(message) {
    if (message.type === 'inspected') {
      this.#resolve(message.inspection);
    } else if (message.type === 'failed') {
      this.fail(errorOf(message));
    }
  }

  /** @param {PreflightError} error */
  fail(error) {
    this.#reject(error);
  }
}

/** @param {Extract<Answer, { type: 'failed' }>} message */
function errorOf({ error }) {
  return PreflightError.from(error) ?? new PreflightError('crashed', 'the worker failed');
}
