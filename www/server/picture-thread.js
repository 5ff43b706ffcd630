// One thread for pictures, ended when it does not stop working, and then started again for the next one.

import { Worker } from 'node:worker_threads';
import { Refusal } from '../../pkg/server.js';

/** @import { Done, Task } from './picture-thread-worker.js' */

/** @typedef {{ client: string | null, settle: (done: any) => void, fail: (error: unknown) => void }} Waiting */
/** @typedef {{ client: string | null, signal?: AbortSignal | undefined, transfer: any[] }} How */

/** The work stops between two blocks of a file; a thread that does not within this time is ended. */
const STOP_MS = 1_000;

export class PictureThread {
  #script;
  /** @type {Worker | undefined} */
  #worker;
  #lastId = 0;
  /** @type {Map<number, Waiting>} */
  #tasks = new Map();

  /** @param {URL} [script] what runs in it */
  constructor(script = new URL('./picture-thread-worker.js', import.meta.url)) {
    this.#script = script;
    this.#worker = this.#start();
  }

  get waiting() {
    return this.#tasks.size;
  }

  /** @param {string} client */
  worksFor(client) {
    return [...this.#tasks.values()].some((task) => task.client === client);
  }

  /**
   * @param {Omit<Task, 'id'>} task
   * @param {How} how
   * @returns {Promise<any>} what the task wants; settles when the work is over, also after the signal
   */
  async run(task, { client, signal, transfer }) {
    signal?.throwIfAborted();
    const worker = (this.#worker ??= this.#start());
    const id = (this.#lastId += 1);
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let stopping;
    const cancel = () => {
      worker.postMessage({ cancel: id });
      // The others of this thread may come again: an honest one is asked to.
      const busy = new Refusal('service_busy', { retryAfterMs: 1_000 });
      stopping = setTimeout(() => this.#worker === worker && this.end(busy), STOP_MS);
    };
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      return await new Promise((settle, fail) => {
        this.#tasks.set(id, { client, settle, fail });
        worker.postMessage({ id, ...task }, transfer);
      });
    } finally {
      clearTimeout(stopping);
      signal?.removeEventListener('abort', cancel);
    }
  }

  #start() {
    const worker = new Worker(this.#script);
    // The server's socket keeps the process, not its helpers.
    worker.unref();
    worker.on('message', (/** @type {Done} */ done) => {
      const task = this.#tasks.get(done.id);
      this.#tasks.delete(done.id);
      if ('error' in done) {
        task?.fail(Object.assign(new Error(done.error.message), done.error));
      } else {
        task?.settle(done);
      }
    });
    // The next photo starts another one.
    worker.on('error', (error) => this.#worker === worker && this.end(error));
    worker.on('exit', () => this.#worker === worker && this.end(new Error('the picture thread ended')));
    return worker;
  }

  /** @param {Error} reason */
  end(reason) {
    const worker = this.#worker;
    this.#worker = undefined;
    for (const { fail } of this.#tasks.values()) {
      fail(reason);
    }
    this.#tasks.clear();
    void worker?.terminate();
  }
}
