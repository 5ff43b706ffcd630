// multipart/form-data (RFC 7578) as it arrives: a photo in it is read once, piece by piece, and never held whole. The
// platforms' own `formData()` needs several copies of everything, more than a Worker has for two photos.

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {boolean} isFile
 * @property {AsyncGenerator<Uint8Array, void>} body what is not read of it is skipped
 */

/** No browser writes longer headers of a part. */
const MOST_HEADER_BYTES = 4_096;
const utf8 = new TextEncoder();

const [CR, LF] = [13, 10];
const BLANK_LINE = utf8.encode('\r\n\r\n');

/** The body is not what its content type says. */
export class MultipartMalformed extends Error {}

/**
 * @param {ReadableStream<Uint8Array>} stream
 * @param {string} contentType
 * @returns {AsyncGenerator<Part, void>}
 */
export async function* multipartParts(stream, contentType) {
  const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  if (!boundary) {
    throw new MultipartMalformed('there is no boundary');
  }
  const delimiter = utf8.encode(`\r\n--${boundary[1] ?? boundary[2]}`);
  const source = new Source(stream);
  try {
    await skip(source.until(delimiter));
    for (;;) {
      const mark = await source.text(2);
      if (mark === '--') {
        return;
      }
      if (mark !== '\r\n') {
        throw new MultipartMalformed('a boundary is not followed by a line break');
      }
      const headers = await joined(source.until(BLANK_LINE), MOST_HEADER_BYTES);
      const body = source.until(delimiter);
      yield { ...disposition(new TextDecoder().decode(headers)), body };
      await skip(body);
    }
  } finally {
    source.close();
  }
}

/**
 * All pieces in one.
 * @param {AsyncIterable<Uint8Array>} pieces
 * @param {number} limitBytes
 */
export async function joined(pieces, limitBytes) {
  const all = [];
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > limitBytes) {
      throw new MultipartMalformed(`a part exceeds ${limitBytes} bytes`);
    }
    all.push(piece);
  }
  return new Uint8Array(await new Blob(/** @type {any[]} */ (all)).arrayBuffer());
}

/** @param {AsyncGenerator<Uint8Array, void>} pieces */
async function skip(pieces) {
  while (!(await pieces.next()).done) {}
}

/** @param {string} headers of a part @returns {{ name: string, isFile: boolean }} */
function disposition(headers) {
  const line = /^content-disposition:\s*form-data\s*(;.*)$/im.exec(headers)?.[1] ?? '';
  const name = /;\s*name=(?:"([^"]*)"|([^\s;"]+))/i.exec(line);
  if (!name) {
    throw new MultipartMalformed('a part has no name');
  }
  // What browsers write instead of a quote or a line break.
  const text = (name[1] ?? name[2] ?? '').replace(/%(22|0D|0A)/gi, (escaped) => decodeURIComponent(escaped));
  return { name: text, isFile: /;\s*filename\*?=/i.test(line) };
}

/** The bytes of a stream, cut at delimiters wherever its chunks end. */
class Source {
  #reader;
  /** A delimiter begins with a line break, which the very first one lacks. */
  #bytes = utf8.encode('\r\n');

  /** @param {ReadableStream<Uint8Array>} stream */
  constructor(stream) {
    this.#reader = stream.getReader();
  }

  /** @param {Uint8Array} delimiter is read too @returns {AsyncGenerator<Uint8Array, void>} what stands before it */
  async *until(delimiter) {
    for (;;) {
      const at = indexOf(this.#bytes, delimiter);
      const { length } = delimiter;
      const before = at >= 0 ? at : Math.max(0, this.#bytes.length - length + 1);
      const piece = this.#bytes.subarray(0, before);
      this.#bytes = this.#bytes.subarray(at >= 0 ? at + length : before);
      if (piece.length > 0) {
        yield piece;
      }
      if (at >= 0) {
        return;
      }
      await this.#more();
    }
  }

  /** @param {number} length */
  async text(length) {
    while (this.#bytes.length < length) {
      await this.#more();
    }
    const text = new TextDecoder().decode(this.#bytes.subarray(0, length));
    this.#bytes = this.#bytes.subarray(length);
    return text;
  }

  close() {
    this.#reader.cancel().catch(() => {});
  }

  async #more() {
    const { done, value } = await this.#reader.read();
    if (done) {
      throw new MultipartMalformed('the body ends too early');
    }
    const both = new Uint8Array(this.#bytes.length + value.length);
    both.set(this.#bytes);
    both.set(value, this.#bytes.length);
    this.#bytes = both;
  }
}

/** The platform's search is fast, but for its call: the next bytes are looked at one by one. */
const NEAR_BYTES = 32;

/**
 * Looks for the line break that a delimiter begins with. In linear time for any content: what was compared is skipped,
 * as no other delimiter begins there. A boundary has no line break; where a blank line's second one does not end, none
 * begins.
 * @param {Uint8Array} bytes
 * @param {Uint8Array} wanted begins with a line break
 * @returns {number} -1 where it is not
 */
function indexOf(bytes, wanted) {
  const end = bytes.length - wanted.length + 1;
  let near = NEAR_BYTES;
  for (let at = 0; at < end; at += 1) {
    if (bytes[at] === CR && bytes[at + 1] === LF) {
      let matched = 2;
      while (bytes[at + matched] === wanted[matched]) {
        matched += 1;
        if (matched === wanted.length) {
          return at;
        }
      }
      at += matched - 1;
    } else if (at >= near) {
      const next = bytes.indexOf(CR, at + 1);
      if (next === -1) {
        return -1;
      }
      at = next - 1;
      near = next + NEAR_BYTES;
    }
  }
  return -1;
}
