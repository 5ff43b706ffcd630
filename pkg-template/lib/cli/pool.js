import { Worker } from 'node:worker_threads';
import { PreflightError } from '../errors.js';
import { failed } from './judge.js';

/** @import { Judged, JudgeTask } from './judge.js' */

/** @typedef {{ task: JudgeTask, settle: (judged: Judged) => void }} Waiting */

/** Threads that check photos. A thread that dies loses its photo, not the run. */
export class Pool {
  /** @type {Set<Worker>} */
  #workers = new Set();

  /** @type {Worker[]} */
  #idle = [];

  /** @type {Waiting[]} */
  #waiting = [];

  /** @type {Map<Worker, Waiting>} */
  #busy = new Map();

  #closed = false;

  /**
   * @param {number} size most threads at a time; each starts when it is needed
   * @param {URL} [script]
   */
  constructor(size, script = new URL('./pool-worker.js', import.meta.url)) {
    this.size = size;
    this.script = script;
  }

  /**
   * @param {JudgeTask} task
   * @returns {Promise<Judged>} never rejects
   */
  run(task) {
    return new Promise((settle) => {
      if (this.#closed) {
        return settle(failed(task.path, stopped()));
      }
      this.#waiting.push({ task, settle });
      this.#next();
    });
  }

  /** Ends all threads; unfinished photos are reported as aborted. */
  async close() {
    this.#closed = true;
    for (const { task, settle } of [...this.#waiting.splice(0), ...this.#busy.values()]) {
      settle(failed(task.path, stopped()));
    }
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }

  #next() {
    if (this.#closed || this.#waiting.length === 0) {
      return;
    }
    const worker = this.#idle.pop() ?? (this.#workers.size < this.size ? this.#start() : undefined);
    const waiting = worker && this.#waiting.shift();
    if (!worker || !waiting) {
      return;
    }
    this.#busy.set(worker, waiting);
    worker.postMessage(waiting.task);
  }

  #start() {
    const worker = new Worker(this.script);
    this.#workers.add(worker);
    worker.on('message', (judged) => {
      this.#idle.push(worker);
      this.#settle(worker, judged);
    });
    // `exit` follows.
    worker.on('error', (error) => this.#lose(worker, `the thread died: ${error.message}`));
    worker.on('exit', (code) => this.#lose(worker, `the thread ended with ${code}`));
    return worker;
  }

  /**
   * @param {Worker} worker
   * @param {string} reason
   */
  #lose(worker, reason) {
    this.#workers.delete(worker);
    this.#idle = this.#idle.filter((other) => other !== worker);
    const path = this.#busy.get(worker)?.task.path ?? '';
    this.#settle(worker, failed(path, new PreflightError('worker_died', reason)));
  }

  /**
   * @param {Worker} worker
   * @param {Judged} judged
   */
  #settle(worker, judged) {
    this.#busy.get(worker)?.settle(judged);
    this.#busy.delete(worker);
    this.#next();
  }
}

function stopped() {
  return new PreflightError('aborted', 'the run was stopped');
}
