// Reads a body without trusting the length that its sender claims.

/** The body was longer than allowed, or did not arrive in time. */
export class BodyRefused extends Error {
  /** @param {'too_large' | 'too_slow'} reason @param {number} limit bytes or milliseconds */
  constructor(reason, limit) {
    super(reason === 'too_large' ? `the body exceeds ${limit} bytes` : `the body took longer than ${limit} ms`);
    this.reason = reason;
  }
}

/**
 * @param {ReadableStream<Uint8Array> | null} stream
 * @param {number} limitBytes
 * @param {number} [limitMs] for the whole body; none by default
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function readUpTo(stream, limitBytes, limitMs) {
  /** @type {Uint8Array[]} */
  const chunks = [];
  let length = 0;
  if (stream) {
    const reader = bounded(stream, { limitBytes, limitMs }).getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
      length += next.value.length;
    }
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/**
 * The same stream, failing with {@link BodyRefused} as soon as it is too long or too slow.
 * @param {ReadableStream<Uint8Array>} stream
 * @param {object} limits
 * @param {number} limits.limitBytes
 * @param {number | undefined} [limits.limitMs]
 * @param {(bytes: number) => void} [limits.count] is told how much has come so far
 * @returns {ReadableStream<Uint8Array>}
 */
export function bounded(stream, { limitBytes, limitMs, count }) {
  const reader = stream.getReader();
  let length = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late =
    limitMs === undefined
      ? undefined
      : new Promise((_, reject) => {
          timer = setTimeout(() => reject(new BodyRefused('too_slow', limitMs)), limitMs);
        });
  late?.catch(() => {});
  /** @param {unknown} [reason] */
  const stop = (reason) => {
    clearTimeout(timer);
    return reason === undefined ? undefined : reader.cancel(reason).catch(() => {});
  };
  return new ReadableStream({
    async pull(controller) {
      try {
        const next = /** @type {ReadableStreamReadResult<Uint8Array>} */ (
          await (late ? Promise.race([reader.read(), late]) : reader.read())
        );
        if (next.done) {
          stop();
          return controller.close();
        }
        length += next.value.length;
        count?.(length);
        if (length > limitBytes) {
          throw new BodyRefused('too_large', limitBytes);
        }
        return controller.enqueue(next.value);
      } catch (error) {
        void stop(error);
        throw error;
      }
    },
    cancel: stop,
  });
}
