// The picture work of a Node process, in threads of its own: it takes tens of milliseconds a photo, in which the main
// thread would read no answer of the service and no request. How many pictures are at work is the backend's to say.

import { availableParallelism } from 'node:os';
import { Refusal } from '../../pkg/server.js';
import { PictureThread } from './picture-thread.js';

/** @import { Fingerprint, Preflight } from '../../pkg/server/verification/pictures.js' */

/** Two at least: one client's pictures have one thread, and the other clients have the rest. */
const [FEWEST_THREADS, MOST_THREADS] = [2, 4];

/** One processor is left for everything else. */
function usualCount() {
  return Math.min(MOST_THREADS, Math.max(FEWEST_THREADS, availableParallelism() - 1));
}

export function pictureThreads(count = usualCount()) {
  const threads = Array.from({ length: count }, () => new PictureThread());
  let isClosed = false;

  /** @param {string | null} client */
  function theThread(client) {
    if (isClosed) {
      throw new Refusal('service_busy', { retryAfterMs: 2_000 });
    }
    return threadFor(threads, client);
  }

  /** @type {Preflight} */
  async function preflight(input, options, { signal, ...call } = {}, { client } = { client: null }) {
    const thread = theThread(client);
    if (input instanceof Uint8Array) {
      return thread.run({ input, options, call }, { client, signal, transfer: [] });
    }
    const own = heard(input);
    try {
      return await thread.run({ input: own.stream, options, call }, { client, signal, transfer: [own.stream] });
    } catch (error) {
      throw own.failure() ?? error;
    }
  }

  /** @type {Fingerprint} */
  async function fingerprint(picture, { signal } = {}, { client } = { client: null }) {
    const task = /** @type {const} */ ({ wants: 'fingerprint', input: picture, options: { limits: 'server' } });
    const done = await theThread(client).run(task, { client, signal, transfer: [] });
    return done.fingerprint;
  }

  return {
    preflight,
    fingerprint,
    close() {
      isClosed = true;
      for (const thread of threads) {
        thread.end(new Error('the server is closed'));
      }
    },
  };
}

/** The thread that already works for the client, or the one with the least to do. @param {PictureThread[]} threads @param {string | null} client */
function threadFor(threads, client) {
  const own = client === null ? undefined : threads.find((thread) => thread.worksFor(client));
  return own ?? threads.reduce((least, one) => (one.waiting < least.waiting ? one : least));
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
