import { PreflightError } from './errors.js';
import { openPixels } from './pixels.js';
import { SIGNATURE_BYTES } from './png-signature.js';
import { CHUNK_BYTES, openStream } from './stream.js';
import { asBytes, kindOf, readFailed } from './kinds.js';

/** @import { BrowserDrawing } from './browser-drawing.js' */
/** @import { PhotoInput, Size, Source } from './types.js' */

/**
 * A photo's bytes, chunk by chunk.
 *
 * @typedef {object} Chunks
 * @property {number | null} totalBytes the length where it is known beforehand
 * @property {() => Promise<Uint8Array<any> | undefined>} read the next chunk, valid until the next `read`; nothing
 *   at the end
 * @property {boolean} [owned] whether no one else holds the chunks, so that they may be transferred
 * @property {() => void} close cancels and releases the input; may be called at any time
 * @property {Size} [pixels] the picture's size, where the chunks are RGBA pixels, row by row, instead of a file
 * @property {(maxBytes: number) => Promise<Blob>} [whole] the file from its first byte, even if reading has begun
 * @property {() => Promise<Uint8Array>} [begins] the first bytes, before they are read; absent where they cannot be had
 * @property {Partial<Source>} [source] facts about the photo that its chunks do not contain
 */

/**
 * Recognises the input by what it can do, so that objects of other realms and polyfills pass.
 *
 * @param {PhotoInput} input
 * @param {BrowserDrawing} [drawing] where there are any
 * @returns {Chunks}
 */
export function openInput(input, drawing) {
  /** @type {any} */
  const value = input;
  const pixels = openPixels(value, drawing);
  if (pixels) {
    return pixels;
  }
  const all = asBytes(value);
  if (all) {
    return bytes(all);
  }
  if (typeof value === 'object' && value !== null) {
    if (typeof value.slice === 'function' && typeof value.size === 'number') {
      return blob(value);
    }
    if (typeof value.getReader === 'function') {
      return openStream(value, null);
    }
    if (typeof value.arrayBuffer === 'function' && 'body' in value) {
      return body(value);
    }
  }
  throw new PreflightError('invalid_input', `${kindOf(value)} holds no photo: ${advise(value)}`, {
    details: { found: kindOf(value) },
  });
}

/**
 * @param {Uint8Array<any>} all
 * @returns {Chunks}
 */
function bytes(all) {
  let offset = 0;
  return {
    totalBytes: all.byteLength,
    async read() {
      if (offset >= all.byteLength) {
        return undefined;
      }
      const start = offset;
      offset = Math.min(all.byteLength, start + CHUNK_BYTES);
      return all.subarray(start, offset);
    },
    close() {},
    // A Blob takes no shared memory.
    whole: async () => new Blob([all.buffer instanceof ArrayBuffer ? all : all.slice()]),
    begins: async () => all,
  };
}

/**
 * Reads its stream where it has one: in Chromium each slice is a request to another process, and reading a photo of 4 MB
 * in slices takes a third of its decoding time.
 *
 * @param {Blob} file
 * @returns {Chunks}
 */
function blob(file) {
  const begins = async () => new Uint8Array(await file.slice(0, SIGNATURE_BYTES).arrayBuffer());
  if (typeof file.stream === 'function') {
    return { ...openStream(file.stream(), file.size, file), begins };
  }
  let offset = 0;
  return {
    totalBytes: file.size,
    async read() {
      if (offset >= file.size) {
        return undefined;
      }
      const start = offset;
      offset = Math.min(file.size, start + CHUNK_BYTES);
      try {
        return new Uint8Array(await file.slice(start, offset).arrayBuffer());
      } catch (cause) {
        throw readFailed(cause);
      }
    },
    close() {},
    whole: async () => file,
    begins,
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
    throw new PreflightError('invalid_input', 'the body has been read already: pass it unread, or a clone');
  }
  // The length counts the bytes on the wire, which under a content coding are not those that arrive.
  const length = message.headers.get('content-encoding') ? null : message.headers.get('content-length');
  const totalBytes = length !== null && /^\d+$/.test(length) ? Number(length) : null;
  return message.body ? openStream(message.body, totalBytes) : bytes(new Uint8Array(0));
}

/** @param {string} text */
function adviseOnText(text) {
  if (/^data:/i.test(text)) {
    return 'it is a data: URL, so fetch it and pass the response';
  }
  if (/^(\/9j\/|iVBORw0KGgo)/.test(text)) {
    return 'it is Base64, so decode it first';
  }
  if (/^(https?|blob|file):/i.test(text)) {
    return 'it is an address, so fetch it and pass the response';
  }
  if (/^(\xff\xd8\xff|[\x89\u2030]PNG|\ufffd(\ufffd|PNG))/.test(text)) {
    return 'it is a photo that was read as text, so read it as bytes';
  }
  return 'read the file of this path, or fetch this address, and pass the bytes';
}

/** @param {any} value */
function advise(value) {
  if (typeof value === 'string') {
    return adviseOnText(value.trimStart());
  }
  if (typeof value?.then === 'function') {
    return 'await the promise first';
  }
  if (kindOf(value) === 'FileList') {
    return 'pass one of its files';
  }
  if (kindOf(value) === 'HTMLInputElement') {
    return 'pass its files[0]';
  }
  if (kindOf(value) === 'HTMLImageElement') {
    return 'fetch its URL and pass the response';
  }
  if (typeof value?.pipe === 'function') {
    return 'convert it with stream.Readable.toWeb()';
  }
  return 'a Blob, an ArrayBuffer, a typed array, a Response, a ReadableStream or pixels are expected';
}
