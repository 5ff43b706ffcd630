// Reads a body without trusting the length that its sender claims, nor the size of its chunks: a chunk of one byte costs
// one byte.

import { platformMonotonic, platformTimer } from '../timer.js';

/** @import { Timer } from '../timer.js' */

/** The body was longer than allowed, or did not arrive in time. */
export class BodyRefused extends Error {
  /** @param {'too_large' | 'too_slow'} reason @param {string} message */
  constructor(reason, message) {
    super(message);
    this.reason = reason;
  }
}

/**
 * @typedef {object} Pace how slowly a body may come. Only the time in which its sender is waited for counts
 * @property {number} [limitMs] for the whole body; none by default
 * @property {number} [graceMs] after which a body must have come at the least rate. Default: 0
 * @property {number} [bytesPerSecond] the least rate; none by default
 * @property {() => number} [monotonic] milliseconds. Default: the platform's, as `timer`
 * @property {Timer} [timer]
 */

/**
 * @param {ReadableStream<Uint8Array> | null} stream
 * @param {number} limitBytes
 * @param {Pace} [pace]
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function readUpTo(stream, limitBytes, pace) {
  const bytes = new GrowingBuffer();
  if (stream) {
    const body = new BoundedBody(stream, { limitBytes, ...pace });
    for (let chunk = await body.next(); chunk; chunk = await body.next()) {
      bytes.add(chunk);
    }
  }
  return bytes.take();
}

/**
 * The same stream, failing with {@link BodyRefused} as soon as it is too long or too slow.
 * @param {ReadableStream<Uint8Array>} stream
 * @param {Limits} limits
 * @returns {ReadableStream<Uint8Array>}
 */
export function bounded(stream, limits) {
  const body = new BoundedBody(stream, limits);
  return new ReadableStream({
    async pull(controller) {
      const chunk = await body.next();
      if (chunk) {
        controller.enqueue(chunk.slice());
      } else {
        controller.close();
      }
    },
    cancel: (reason) => body.cancel(reason),
  });
}

/** @typedef {Pace & { limitBytes: number, count?: (bytes: number) => void }} Limits `count` is called with the number of bytes so far */

/** Read at once, where a stream fills memory that it is given. */
const READ_BYTES = 16_384;

/**
 * A reader of a byte stream fills the same memory again and again: in workerd a chunk of one byte costs half as much
 * that way. What it gives holds until the next read.
 * @param {ReadableStream<Uint8Array>} stream
 * @returns {Pick<ReadableStreamDefaultReader<Uint8Array>, 'cancel'> & { read: () => Promise<{ value?: Uint8Array }> }}
 */
function readerOf(stream) {
  let reader;
  try {
    reader = stream.getReader({ mode: 'byob' });
  } catch {
    return stream.getReader();
  }
  let memory = new ArrayBuffer(READ_BYTES);
  return {
    async read() {
      const { value, done } = await reader.read(new Uint8Array(memory));
      memory = value?.buffer ?? memory;
      return done ? {} : { value };
    },
    cancel: (reason) => reader.cancel(reason),
  };
}

/** The chunks of a body, one at a time. Nothing is kept of a chunk: no stream between, no race for each. */
class BoundedBody {
  #reader;
  #limitBytes;
  #count;
  #watch;
  #length = 0;
  /** @type {unknown} */
  #refusal;
  /** Fails the chunk that is waited for. @type {((error: unknown) => void) | undefined} */
  #fail;

  /** @param {ReadableStream<Uint8Array>} stream @param {Limits} limits */
  constructor(stream, { limitBytes, count, ...pace }) {
    this.#reader = readerOf(stream);
    this.#limitBytes = limitBytes;
    this.#count = count;
    this.#watch = new PaceWatch(
      pace,
      () => this.#length,
      (error) => this.#end(error),
    );
  }

  /** @returns {Promise<Uint8Array | undefined>} holds until the next call; nothing once the body has ended */
  next() {
    return new Promise((done, fail) => {
      if (this.#refusal) {
        return fail(this.#refusal);
      }
      this.#fail = fail;
      this.#watch.wait();
      return this.#reader.read().then(
        ({ value }) => done(this.#take(value)),
        (error) => this.#end(error),
      );
    });
  }

  /** @param {unknown} [reason] */
  cancel(reason) {
    this.#watch.end();
    return this.#reader.cancel(reason).catch(() => {});
  }

  /** @param {Uint8Array | undefined} chunk */
  #take(chunk) {
    this.#watch.waited();
    if (!chunk) {
      this.#watch.end();
      return undefined;
    }
    this.#length += chunk.length;
    this.#count?.(this.#length);
    if (this.#length > this.#limitBytes) {
      this.#end(new BodyRefused('too_large', `the body exceeds ${this.#limitBytes} bytes`));
    }
    return chunk;
  }

  /** @param {unknown} error */
  #end(error) {
    this.#refusal ??= error;
    this.#fail?.(error);
    void this.cancel(error);
  }
}

/** A body that is just fast enough is not looked at more often. */
const LEAST_LOOK_MS = 20;

/** Ends a body that keeps its reader waiting. One timer a body: a race for each chunk would keep something of each. */
class PaceWatch {
  #pace;
  #monotonic;
  #timer;
  #length;
  #tooSlow;
  #waitedMs = 0;
  /** @type {number | undefined} */
  #sinceMs;
  /** @type {(() => void) | undefined} */
  #cancel;
  isOver = false;

  /**
   * @param {Pace} pace
   * @param {() => number} length of what has come so far
   * @param {(error: BodyRefused) => void} tooSlow
   */
  constructor({ monotonic = platformMonotonic, timer = platformTimer, ...pace }, length, tooSlow) {
    this.#pace = pace;
    this.#monotonic = monotonic;
    this.#timer = timer;
    this.#length = length;
    this.#tooSlow = tooSlow;
  }

  wait() {
    this.#sinceMs = this.#monotonic();
    // While nobody waits no time passes, and no timer runs.
    if (this.#cancel === undefined) {
      this.#look();
    }
  }

  waited() {
    this.#waitedMs = this.#total();
    this.#sinceMs = undefined;
  }

  end() {
    this.isOver = true;
    this.#cancel?.();
  }

  #total() {
    return this.#waitedMs + (this.#sinceMs === undefined ? 0 : this.#monotonic() - this.#sinceMs);
  }

  #look() {
    this.#cancel = undefined;
    const { limitMs = Infinity, graceMs = 0, bytesPerSecond } = this.#pace;
    const leastMs = bytesPerSecond === undefined ? Infinity : graceMs + (this.#length() / bytesPerSecond) * 1_000;
    const leftMs = Math.min(limitMs, leastMs) - this.#total();
    if (leftMs === Infinity || (leftMs > 0 && this.#sinceMs === undefined)) {
      return;
    }
    if (leftMs > 0) {
      this.#cancel = this.#timer(Math.max(LEAST_LOOK_MS, Math.ceil(leftMs)), () => this.#look());
      return;
    }
    const why =
      limitMs <= leastMs ? `took longer than ${limitMs} ms` : `came at less than ${bytesPerSecond} bytes a second`;
    this.#tooSlow(new BodyRefused('too_slow', `the body ${why}`));
  }
}

/** Smallest step in which a buffer grows. */
const LEAST_BYTES = 4_096;

/** Bytes that are put together as they come, in one piece of memory at most twice as large. */
export class GrowingBuffer {
  #bytes = new Uint8Array(0);
  #length = 0;

  get length() {
    return this.#length;
  }

  /** @param {Uint8Array} chunk is copied */
  add(chunk) {
    const length = this.#length + chunk.length;
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(length, 2 * this.#bytes.length, LEAST_BYTES));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(chunk, this.#length);
    this.#length = length;
  }

  /** All bytes; the buffer is empty afterwards. @returns {Uint8Array<ArrayBuffer>} */
  take() {
    const bytes = this.#bytes.subarray(0, this.#length);
    this.#bytes = new Uint8Array(0);
    this.#length = 0;
    return bytes;
  }
}

/** What is handed on at once: a picture that comes in crumbs would cost a message for each of them. */
export const BLOCK_BYTES = 65_536;

/**
 * The same bytes in blocks of at least 64 KB, but for the last.
 * @param {ReadableStream<Uint8Array>} stream
 * @param {number} [gatheredBytes] how much of it is waited for before this resolves. Default: the first block
 * @returns {Promise<{ first: Uint8Array, isWhole: boolean, whole: ReadableStream<Uint8Array> }>} `isWhole`: its end has
 *   come too. `whole` begins with what was gathered
 */
export async function inBlocks(stream, gatheredBytes = BLOCK_BYTES) {
  const reader = stream.getReader();
  const block = new GrowingBuffer();
  let done = false;
  const next = async () => {
    while (!done && block.length < BLOCK_BYTES) {
      const read = await reader.read();
      done = read.done;
      if (read.value) {
        block.add(read.value);
      }
    }
    // A copy of its own size: a message takes along all of the memory that its bytes are part of.
    return block.take().slice();
  };
  const first = await next();
  const gathered = [first];
  for (let length = first.length; !done && length < gatheredBytes; ) {
    const more = await next();
    gathered.push(more);
    length += more.length;
  }
  const whole = new ReadableStream(
    {
      async pull(controller) {
        const bytes = gathered.shift() ?? (await next());
        if (bytes.length > 0) {
          controller.enqueue(bytes);
        }
        if (done && gathered.length === 0) {
          controller.close();
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // Nothing is read ahead: who waits for a place must not fill the memory meanwhile.
    { highWaterMark: 0 },
  );
  return { first, isWhole: done, whole };
}
