import { PreflightError } from './errors.js';
import { asBytes, kindOf, readFailed } from './kinds.js';
import { limitExceeded } from './limits.js';

/** @import { Chunks } from './input.js' */

/** Small enough for progress and abort to take effect, large enough not to cost time. */
export const CHUNK_BYTES = 256 * 1024;

/**
 * A chunk in pieces of that size.
 *
 * @param {Uint8Array} chunk
 */
export function* pieces(chunk) {
  for (let start = 0; start < chunk.byteLength; start += CHUNK_BYTES) {
    yield chunk.subarray(start, start + CHUNK_BYTES);
  }
}

/**
 * How much is kept for `whole`. An unsupported format is refused by its first 4096 bytes; up to four more chunks are on
 * their way to a worker when it refuses.
 */
const KEPT_BYTES = 6 * CHUNK_BYTES;

/**
 * @param {ReadableStream<Uint8Array>} source
 * @param {number | null} totalBytes
 * @param {Blob} [file] whose stream it is: no one else holds its chunks
 * @returns {Chunks}
 */
export function openStream(source, totalBytes, file) {
  if (source.locked) {
    throw new PreflightError('invalid_input', 'the stream is locked: it has another reader');
  }
  const reader = source.getReader();
  /** @type {Uint8Array<any>} */
  let left = new Uint8Array(0);
  let ended = false;
  /** @type {Uint8Array<any>[] | undefined} */
  let kept = file ? undefined : [];
  let readBytes = 0;
  /** @type {Promise<Uint8Array<any> | undefined>} */
  let reading = Promise.resolve(undefined);

  async function next() {
    while (left.byteLength === 0) {
      const result = await reader.read().catch((cause) => {
        ended = true;
        throw readFailed(cause);
      });
      ended = result.done;
      if (result.done) {
        return undefined;
      }
      left = chunkBytes(result.value);
    }
    const taken = file ? left.byteLength : CHUNK_BYTES;
    const chunk = left.subarray(0, taken);
    left = left.subarray(taken);
    readBytes += chunk.byteLength;
    if (readBytes > KEPT_BYTES) {
      kept = undefined;
    }
    kept?.push(chunk);
    return chunk;
  }

  return {
    totalBytes,
    owned: file !== undefined,
    read: () => (reading = next()),
    close() {
      // Cancelling an ended stream does nothing; a stream that cannot be cancelled has already failed.
      const cancelled = ended ? Promise.resolve() : reader.cancel();
      cancelled.then(() => reader.releaseLock()).catch(() => {});
    },
    async whole(maxBytes) {
      if (file) {
        return file;
      }
      // A chunk may have been requested before the file was refused.
      await reading;
      if (!kept) {
        throw new PreflightError('crashed', 'the beginning of the stream is gone');
      }
      const parts = kept;
      for (kept = undefined; ; ) {
        if (readBytes > maxBytes) {
          throw limitExceeded('limits.sourceBytes', readBytes, maxBytes);
        }
        const chunk = await next();
        if (!chunk) {
          return new Blob(parts);
        }
        parts.push(chunk);
      }
    },
  };
}

/**
 * @param {unknown} value
 * @returns {Uint8Array<any>}
 */
function chunkBytes(value) {
  const bytes = asBytes(value);
  if (bytes) {
    return bytes;
  }
  throw new PreflightError('invalid_input', `the stream gives ${kindOf(value)} where bytes are expected`);
}
