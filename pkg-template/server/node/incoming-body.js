// The body of a request under Node as a web stream. Node's own `Readable.toWeb` ends the process where a body goes on
// after its reader gave up ("Controller is already closed"), and closes the connection before the answer is out.

/** @import { IncomingMessage } from 'node:http' */

/** For the log: it cannot be read twice. */
const READ_BEFORE =
  'the body was read before it came here: mount the backend before whatever parses bodies, such as express.json()';

/**
 * @param {IncomingMessage} incoming
 * @returns {{ stream: ReadableStream<Uint8Array>, drop: () => void }} `drop` throws away what still comes
 */
export function incomingBody(incoming) {
  let over = false;
  /** @param {() => void} last */
  const end = (last) => {
    if (!over) {
      last();
    }
    over = true;
  };
  const stream = new ReadableStream({
    start(controller) {
      if (incoming.readableEnded) {
        end(() => controller.error(new Error(READ_BEFORE)));
        return;
      }
      incoming.on('data', (/** @type {Buffer} */ chunk) => {
        if (over) {
          return;
        }
        // A copy: the chunk's buffer belongs to Node's pool.
        controller.enqueue(new Uint8Array(chunk));
        if ((controller.desiredSize ?? 0) <= 0) {
          incoming.pause();
        }
      });
      incoming.once('end', () => end(() => controller.close()));
      for (const event of ['error', 'close']) {
        incoming.on(event, () => end(() => controller.error(new Error('the client left while it sent the body'))));
      }
      incoming.pause();
    },
    pull: () => void incoming.resume(),
    cancel: () => end(() => incoming.resume()),
  });
  return { stream, drop: () => end(() => incoming.resume()) };
}
