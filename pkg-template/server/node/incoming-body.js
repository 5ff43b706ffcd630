// The body of a request under Node as a web stream. Node's own `Readable.toWeb` ends the process where a body goes on
// after its reader gave up ("Controller is already closed"), and closes the connection before the answer is out.

import { BLOCK_BYTES, GrowingBuffer } from '../http/body.js';

/** @import { IncomingMessage } from 'node:http' */

/** For the log: it cannot be read twice. */
const READ_BEFORE =
  'the body was read before it came here: mount the backend before whatever parses bodies, such as express.json()';

/**
 * What has come is handed on in one piece when it is asked for: a sender of tiny chunks would otherwise fill the memory
 * with what is kept of each.
 * @param {IncomingMessage} incoming
 * @returns {{ stream: ReadableStream<Uint8Array>, drop: () => void }} `drop` throws away what still comes
 */
export function incomingBody(incoming) {
  const come = new GrowingBuffer();
  /** @type {ReadableStreamDefaultController<Uint8Array>} */
  let controller;
  let [isOver, hasEnded, isWanted] = [false, false, false];

  /** Once for all chunks of one packet. */
  const handOn = () => {
    if (isOver || !isWanted) {
      return;
    }
    if (come.length > 0) {
      isWanted = false;
      controller.enqueue(come.take().slice());
      incoming.resume();
    } else if (hasEnded) {
      isOver = true;
      controller.close();
    }
  };
  const drop = () => {
    isOver = true;
    come.take();
    incoming.resume();
  };
  const stream = new ReadableStream(
    {
      start(given) {
        controller = given;
        if (incoming.readableEnded) {
          isOver = true;
          controller.error(new Error(READ_BEFORE));
          return;
        }
        incoming.on('data', (/** @type {Buffer} */ chunk) => {
          if (isOver) {
            return;
          }
          if (come.length === 0) {
            queueMicrotask(handOn);
          }
          come.add(chunk);
          if (come.length >= BLOCK_BYTES) {
            incoming.pause();
          }
        });
        incoming.once('end', () => {
          hasEnded = true;
          handOn();
        });
        for (const event of ['error', 'close']) {
          incoming.on(event, () => {
            if (!isOver && !hasEnded) {
              isOver = true;
              controller.error(new Error('the client left while it sent the body'));
            }
          });
        }
        incoming.pause();
      },
      pull() {
        isWanted = true;
        incoming.resume();
        handOn();
      },
      cancel: drop,
    },
    { highWaterMark: 0 },
  );
  return { stream, drop };
}
