// The picture work of a Node process, in threads of its own: it takes tens of milliseconds a photo, in which the main
// thread would read no answer of the service and no request.

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Refusal } from '../../pkg/server.js';

/** @import { Done, Task } from './picture-thread.js' */
/** @import { Preflight, Preflighted } from '../../pkg/server/verification/pictures.js' */

/** @typedef {{ settle: (photo: Preflighted) => void, fail: (error: unknown) => void }} Waiting */

/** One thread is left for everything else; each photo under way takes up to tens of megabytes. */
const MOST_THREADS = 4;
/** About two seconds of a thread's work on a small machine. */
const MOST_WAITING = 40;
/** Photos that arrive piece by piece: each holds its memory for as long as its sender likes. */
const MOST_STREAMS = 32;

/** @param {number} [count] */
export function pictureThreads(count = Math.min(MOST_THREADS, Math.max(1, availableParallelism() - 1))) {
  const threads = Array.from({ length: count }, () => new PictureThread());
  let [streams, closed] = [0, false];

  /** @type {Preflight} */
  async function preflight(input, options, call) {
    const isStream = !(input instanceof Uint8Array);
    const thread = threads.reduce((least, one) => (one.waiting < least.waiting ? one : least));
    if (closed || thread.waiting >= MOST_WAITING || (isStream && streams >= MOST_STREAMS)) {
      throw new Refusal('service_busy', { retryAfterMs: 2_000 });
    }
    if (!isStream) {
      return thread.run({ input, options, call }, []);
    }
    streams += 1;
    const own = heard(input);
    try {
      return await thread.run({ input: own.stream, options, call }, [own.stream]);
    } catch (error) {
      throw own.failure() ?? error;
    } finally {
      streams -= 1;
    }
  }

  return {
    preflight,
    close() {
      closed = true;
      for (const thread of threads) {
        thread.end(new Error('the server is closed'));
      }
    },
  };
}

/**
 * The same stream, whose failure stays known here: on its way into the thread it loses its kind.
 * @param {ReadableStream<Uint8Array>} stream
 */
function heard(stream) {
  const reader = stream.getReader();
  /** @type {unknown} */
  let failure;
  return {
    failure: () => failure,
    stream: new ReadableStream({
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) {
            controller.close();
          } else {
            controller.enqueue(value);
          }
        } catch (error) {
          failure = error;
          throw error;
        }
      },
      cancel: (reason) => reader.cancel(reason),
    }),
  };
}

class PictureThread {
  /** @type {Worker | undefined} */
  #worker;
  #lastId = 0;
  /** @type {Map<number, Waiting>} */
  #tasks = new Map();

  get waiting() {
    return this.#tasks.size;
  }

  /**
   * @param {Omit<Task, 'id'>} task
   * @param {any[]} transfer
   * @returns {Promise<Preflighted>}
   */
  run(task, transfer) {
    const worker = (this.#worker ??= this.#start());
    const id = (this.#lastId += 1);
    return new Promise((settle, fail) => {
      this.#tasks.set(id, { settle, fail });
      worker.postMessage({ id, ...task }, transfer);
    });
  }

  #start() {
    const worker = new Worker(new URL('./picture-thread.js', import.meta.url));
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
