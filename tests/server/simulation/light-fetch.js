// Requests, answers and signals of a simulated world: as much of Fetch and the DOM as a call uses. The platform's own
// take most of the time that a call takes here, and their streams do some of their work when the event loop turns. The
// tests over HTTP run on the platform's own.

const utf8 = { encoder: new TextEncoder(), decoder: new TextDecoder() };

class LightHeaders {
  /** @type {Map<string, string>} */
  #values = new Map();

  /** @param {Iterable<[string, string]> | Record<string, string>} [init] */
  constructor(init = {}) {
    for (const [name, value] of Symbol.iterator in init ? init : Object.entries(init)) {
      this.set(name, value);
    }
  }

  /** @param {string} name */
  get(name) {
    return this.#values.get(name.toLowerCase()) ?? null;
  }

  /** @param {string} name */
  has(name) {
    return this.#values.has(name.toLowerCase());
  }

  /** @param {string} name @param {string} value */
  set(name, value) {
    this.#values.set(name.toLowerCase(), String(value));
  }

  [Symbol.iterator]() {
    return this.#values[Symbol.iterator]();
  }
}

/**
 * @typedef {object} Source
 * @property {(controller: LightStream) => void} [start]
 * @property {(controller: LightStream) => unknown} [pull]
 * @property {(reason: unknown) => unknown} [cancel]
 */
/** @typedef {{ done: (result: { done: boolean, value: any }) => void, fail: (error: unknown) => void }} Asking */

/** A readable stream that is its own controller and its own reader, and reads nothing ahead. */
class LightStream {
  #source;
  /** @type {unknown[]} */
  #chunks = [];
  /** @type {Asking[]} */
  #asking = [];
  #pulling = false;
  /** @type {'open' | 'closed' | 'failed'} */
  #state = 'open';
  /** @type {unknown} */
  #error;

  /** @param {Source} [source] */
  constructor(source = {}) {
    this.#source = source;
    source.start?.(this);
  }

  getReader() {
    return this;
  }

  releaseLock() {}

  /** @returns {Promise<{ done: boolean, value: any }>} */
  read() {
    if (this.#chunks.length > 0) {
      return Promise.resolve({ done: false, value: this.#chunks.shift() });
    }
    if (this.#state === 'failed') {
      return Promise.reject(this.#error);
    }
    if (this.#state === 'closed') {
      return Promise.resolve({ done: true, value: undefined });
    }
    return new Promise((done, fail) => {
      this.#asking.push({ done, fail });
      this.#pull();
    });
  }

  async #pull() {
    if (this.#pulling) {
      return;
    }
    this.#pulling = true;
    try {
      while (this.#asking.length > 0) {
        await this.#source.pull?.(this);
      }
    } catch (error) {
      this.error(error);
    }
    this.#pulling = false;
  }

  /** @param {unknown} chunk */
  enqueue(chunk) {
    const first = this.#asking.shift();
    if (first) {
      first.done({ done: false, value: chunk });
    } else {
      this.#chunks.push(chunk);
    }
  }

  close() {
    this.#state = 'closed';
    for (const { done } of this.#asking.splice(0)) {
      done({ done: true, value: undefined });
    }
  }

  /** @param {unknown} error */
  error(error) {
    if (this.#state === 'open') {
      this.#state = 'failed';
      this.#error = error;
      this.#chunks = [];
      for (const { fail } of this.#asking.splice(0)) {
        fail(error);
      }
    }
  }

  /** @param {unknown} [reason] */
  async cancel(reason) {
    if (this.#state === 'open') {
      this.#chunks = [];
      this.close();
      await this.#source.cancel?.(reason);
    }
  }
}

/** What requests and answers have in common. */
class Body {
  #given;
  /** @type {LightStream | null | undefined} */
  #stream;

  /** @param {string | Uint8Array | LightStream | null} given */
  constructor(given) {
    this.#given = given;
  }

  get body() {
    this.#stream ??= this.#given === null || this.#given instanceof LightStream ? this.#given : streamOf(this.#given);
    return this.#stream;
  }

  async text() {
    return typeof this.#given === 'string' ? this.#given : utf8.decoder.decode(await this.arrayBuffer());
  }

  async json() {
    return JSON.parse(await this.text());
  }

  async arrayBuffer() {
    if (this.#given instanceof LightStream) {
      const chunks = [];
      for (let next = await this.#given.read(); !next.done; next = await this.#given.read()) {
        chunks.push(next.value);
      }
      return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
    }
    return bytesOf(this.#given ?? '');
  }
}

/** @param {string | Uint8Array} given */
function bytesOf(given) {
  return typeof given === 'string' ? utf8.encoder.encode(given) : given;
}

/** @param {string | Uint8Array} given */
function streamOf(given) {
  return new LightStream({
    pull(controller) {
      controller.enqueue(bytesOf(given));
      controller.close();
    },
  });
}

class LightRequest extends Body {
  /** @param {string | URL} url @param {{ method?: string, headers?: any, body?: any, signal?: LightSignal | null }} [init] */
  constructor(url, { method = 'GET', headers, body = null, signal } = {}) {
    super(body);
    this.url = String(url);
    this.method = method;
    this.headers = new LightHeaders(headers);
    this.signal = signal ?? new LightSignal();
  }
}

class LightResponse extends Body {
  /** @param {any} [body] @param {{ status?: number, headers?: any }} [init] */
  constructor(body = null, { status = 200, headers } = {}) {
    super(body);
    this.status = status;
    this.headers = new LightHeaders(headers);
  }

  get ok() {
    return this.status >= 200 && this.status < 300;
  }

  /** @param {unknown} value @param {{ status?: number }} [init] */
  static json(value, { status = 200 } = {}) {
    return new LightResponse(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });
  }
}

class LightSignal {
  aborted = false;
  /** @type {any} */
  reason = undefined;
  /** @type {Set<(event: { type: 'abort' }) => void>} */
  #listeners = new Set();

  throwIfAborted() {
    if (this.aborted) {
      throw this.reason;
    }
  }

  /** @param {'abort'} _type @param {(event: { type: 'abort' }) => void} listener */
  addEventListener(_type, listener) {
    this.#listeners.add(listener);
  }

  /** @param {'abort'} _type @param {(event: { type: 'abort' }) => void} listener */
  removeEventListener(_type, listener) {
    this.#listeners.delete(listener);
  }

  /** @param {any} reason */
  fire(reason) {
    if (!this.aborted) {
      this.aborted = true;
      this.reason = reason ?? new DOMException('This operation was aborted', 'AbortError');
      const listeners = [...this.#listeners];
      this.#listeners.clear();
      for (const listener of listeners) {
        listener({ type: 'abort' });
      }
    }
  }

  /** @param {LightSignal[]} signals */
  static any(signals) {
    const one = new LightSignal();
    for (const signal of signals) {
      const follow = () => one.fire(signal.reason);
      if (signal.aborted) {
        follow();
      } else {
        signal.addEventListener('abort', follow);
      }
    }
    return one;
  }
}

class LightController {
  signal = new LightSignal();

  /** @param {unknown} [reason] */
  abort(reason) {
    this.signal.fire(reason);
  }
}

export const LIGHT = {
  AbortController: LightController,
  AbortSignal: LightSignal,
  Headers: LightHeaders,
  ReadableStream: LightStream,
  Request: LightRequest,
  Response: LightResponse,
};
