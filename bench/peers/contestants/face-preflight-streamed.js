// The same, fed in the pieces in which an upload arrives.
import { preflight } from '../../../pkg/node.js';

/** @import { Contestant } from '../child.js' */

const PIECE_BYTES = 64 * 1024;

/** @type {Contestant} */
export default async function run(photo) {
  let at = 0;
  const stream = new ReadableStream({
    pull(controller) {
      if (at >= photo.length) {
        return controller.close();
      }
      controller.enqueue(photo.slice(at, (at += PIECE_BYTES)));
    },
  });
  const { jpeg, width, height } = await preflight(stream);
  return { jpeg, width, height };
}
