import { PreflightError } from './errors.js';

/** @import { PhotoInput } from './types.js' */

/**
 * A photo's bytes, chunk by chunk.
 *
 * @typedef {object} Chunks
 * @property {number | null} totalBytes the length where it is known beforehand
 * @property {() => Promise<Uint8Array | undefined>} read the next chunk, valid until the next `read`; nothing
 *   at the end
 * @property {() => void} close cancels and releases the input; may be called at any time
 */

/** Small enough for progress and abort to come through, large enough not to cost time. */
const CHUNK_BYTES = 256 * 1024;

/**
 * Recognises the input by what it can do, so that objects of other realms and polyfills pass.
 *
 * @param {PhotoInput} input
 * @returns {Chunks}
 */
export function openInput(input) {
  /** @type {any} */
  const value = input;
  if (ArrayBuffer.isView(value)) return bytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  if (isBuffer(value)) return bytes(new Uint8Array(value));
  if (typeof value === 'object' && value !== null) {
    if (typeof value.slice === 'function' && typeof value.size === 'number') return blob(value);
    if (typeof value.getReader === 'function') return stream(value, null);
    if (typeof value.arrayBuffer === 'function' && 'body' in value) return body(value);
  }
  throw new PreflightError('invalid_input', `${describe(value)} holds no photo: ${advise(value)}`, {
    details: { found: describe(value) },
  });
}

/** @param {unknown} value */
function isBuffer(value) {
  return /^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(value));
}

/**
 * @param {Uint8Array} all
 * @returns {Chunks}
 */
function bytes(all) {
  let offset = 0;
  return {
    totalBytes: all.byteLength,
    async read() {
      if (offset >= all.byteLength) return undefined;
      const start = offset;
      offset = Math.min(all.byteLength, start + CHUNK_BYTES);
      return all.subarray(start, offset);
    },
    close() {},
  };
}

/**
 * @param {Blob} file
 * @returns {Chunks}
 */
function blob(file) {
  let offset = 0;
  return {
    totalBytes: file.size,
    async read() {
      if (offset >= file.size) return undefined;
      const start = offset;
      offset = Math.min(file.size, start + CHUNK_BYTES);
      try {
        return new Uint8Array(await file.slice(start, offset).arrayBuffer());
      } catch (cause) {
        throw failed(cause);
      }
    },
    close() {},
  };
}

/**
 * @param {Response | Request} message
 * @returns {Chunks}
 */
function body(message) {
  if ('ok' in message && !message.ok) {
    message.body?.cancel().catch(() => {});
    const { status, type } = message;
    const reason = type === 'opaque' ? 'the response is opaque (mode no-cors)' : `the server answered ${status}`;
    throw new PreflightError('input_failed', `${reason}, not with a photo`, { details: { status, type } });
  }
  if (message.bodyUsed) {
    throw new PreflightError('invalid_input', 'the body has been read already: hand it over unread, or a clone');
  }
  // The length counts the bytes on the wire, which under a content coding are not those that arrive.
  const length = message.headers.get('content-encoding') ? null : message.headers.get('content-length');
  const totalBytes = length !== null && /^\d+$/.test(length) ? Number(length) : null;
  return message.body ? stream(message.body, totalBytes) : bytes(new Uint8Array(0));
}

/**
 * @param {ReadableStream<Uint8Array>} source
 * @param {number | null} totalBytes
 * @returns {Chunks}
 */
function stream(source, totalBytes) {
  if (source.locked) {
    throw new PreflightError('invalid_input', 'the stream is locked: somebody else is reading it');
  }
  const reader = source.getReader();
  let left = new Uint8Array(0);
  let ended = false;
  return {
    totalBytes,
    async read() {
      while (left.byteLength === 0) {
        const next = await reader.read().catch((cause) => {
          ended = true;
          throw failed(cause);
        });
        ended = next.done;
        if (next.done) return undefined;
        left = chunkBytes(next.value);
      }
      const chunk = left.subarray(0, CHUNK_BYTES);
      left = left.subarray(CHUNK_BYTES);
      return chunk;
    },
    close() {
      // Cancelling an ended stream does nothing; one that refuses has already failed.
      const cancelled = ended ? Promise.resolve() : reader.cancel();
      cancelled.then(() => reader.releaseLock()).catch(() => {});
    },
  };
}

/**
 * @param {unknown} value
 * @returns {Uint8Array<any>}
 */
function chunkBytes(value) {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (isBuffer(value)) return new Uint8Array(/** @type {ArrayBuffer} */ (value));
  throw new PreflightError('invalid_input', `the stream gives ${describe(value)} where bytes are expected`);
}

/** @param {unknown} cause */
function failed(cause) {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new PreflightError('input_failed', `reading the input failed: ${reason}`, { cause });
}

/** @param {unknown} value */
function describe(value) {
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

/** @param {any} value */
function advise(value) {
  if (typeof value === 'string') return 'fetch the address and hand over the response';
  if (typeof value?.then === 'function') return 'await the promise first';
  if (describe(value) === 'FileList') return 'hand over one of its files';
  if (describe(value) === 'HTMLInputElement') return 'hand over its files[0]';
  if (typeof value?.pipe === 'function') return 'convert it with stream.Readable.toWeb()';
  return 'a Blob, an ArrayBuffer, a typed array, a Response or a ReadableStream is expected';
}
