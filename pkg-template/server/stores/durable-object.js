// What several requests share, on Cloudflare: isolates share no memory, so the account's places live in one Durable
// Object and the idempotency keys are spread over a few.

import { begin, settle } from './key-records.js';
import { PlaceBook } from '../upstream/rate-slots.js';
import { PlaceLine } from '../upstream/slot-queue.js';
import { sha256Hex } from '../signature/sign.js';

/** @import { KeyRecord } from './key-records.js' */
/** @import { Store } from './memory-store.js' */
/** @import { AccountRate } from '../upstream/rate-slots.js' */

/**
 * What is used of Cloudflare's types.
 * @typedef {{ idFromName(name: string): unknown, get(id: unknown): { fetch(url: string, init: RequestInit): Promise<Response> } }} Namespace
 */
/**
 * @typedef {object} Storage
 * @property {(key: string) => Promise<any>} get
 * @property {(key: string, value: unknown) => Promise<void>} put
 * @property {(keys: string[]) => Promise<unknown>} delete
 * @property {(options: { limit: number, startAfter?: string }) => Promise<Map<string, KeyRecord>>} list
 * @property {() => Promise<number | null>} getAlarm
 * @property {(timeMs: number) => Promise<void>} setAlarm
 */

/** One object serves some hundred requests a second, far more than the vendor allows; few objects wake up seldom. */
const KEY_OBJECTS = 16;
const SWEEP_MS = 3_600_000;
/** What one `delete` of the storage takes. */
const SWEEP_STEP = 128;

/** @param {Namespace} namespace @returns {Store} */
export function durableStore(namespace) {
  /** @param {string} name @param {object} message @param {AbortSignal} [signal] */
  const ask = async (name, message, signal) => {
    const object = namespace.get(namespace.idFromName(name));
    const body = JSON.stringify(message);
    const answer = await object.fetch('https://books/', { method: 'POST', body, ...(signal && { signal }) });
    return /** @type {any} */ (await answer.json());
  };
  const ofKey = async (/** @type {string} */ key) =>
    `keys ${Number.parseInt((await sha256Hex(key)).slice(0, 8), 16) % KEY_OBJECTS}`;
  return {
    take: (rate, longestWaitMs, left) =>
      ask('places', { take: { rate, longestWaitMs } }, left).catch((error) => {
        if (left.aborted) {
          return { ok: false, retryAfterMs: 0 };
        }
        throw error;
      }),
    giveBack: (lease, sent, rate) => ask('places', { giveBack: { lease, sent, rate } }),
    begin: async (key, claim) => ask(await ofKey(key), { key, begin: claim }),
    settle: async (key, settlement) => ask(await ofKey(key), { key, settle: settlement }),
  };
}

/** Where the account's places are kept. */
const PLACES = 'places';

/** Holds the account's places, or the records of some keys. */
export class SharedBooks {
  #storage;
  /** @type {Promise<{ book: PlaceBook, line: PlaceLine }> | undefined} */
  #places;

  /** @param {{ storage: Storage }} state */
  constructor(state) {
    this.#storage = state.storage;
  }

  /** @param {Request} request */
  async fetch(request) {
    const { key, take, giveBack, begin: claim, settle: settlement } = await request.json();
    if (take || giveBack) {
      return Response.json(await this.#place(take, giveBack, request.signal));
    }
    const name = `key ${key}`;
    // Between reading and writing the record no other request gets in: storage closes the object's input gate.
    const record = await this.#storage.get(name);
    if (claim) {
      const next = begin(record, claim, Date.now());
      await this.#storage.put(name, next.record);
      if ((await this.#storage.getAlarm()) === null) {
        await this.#storage.setAlarm(Date.now() + SWEEP_MS);
      }
      return Response.json(next.begun);
    }
    if (record) {
      await this.#storage.put(name, settle(record, settlement));
    }
    return Response.json({});
  }

  /**
   * Every change is kept before it is told, so that an object that begins anew knows which calls are under way.
   * @param {{ rate: AccountRate, longestWaitMs: number } | undefined} take
   * @param {{ lease: string, sent: boolean, rate: AccountRate }} giveBack
   * @param {AbortSignal} left
   */
  async #place(take, giveBack, left) {
    const { book, line } = await (this.#places ??= this.#openPlaces());
    const place = await (take
      ? line.take(take.rate, take.longestWaitMs, left)
      : line.giveBack(giveBack.lease, giveBack.sent, giveBack.rate));
    await this.#storage.put(PLACES, book.slots);
    return place ?? {};
  }

  async #openPlaces() {
    const book = new PlaceBook(await this.#storage.get(PLACES));
    return { book, line: new PlaceLine(Date.now, book) };
  }

  /** Forgets what is old. */
  async alarm() {
    const nowMs = Date.now();
    let kept = 0;
    let last = '';
    for (;;) {
      const records = await this.#storage.list({ limit: SWEEP_STEP, ...(last && { startAfter: last }) });
      if (records.size === 0) {
        break;
      }
      const old = [...records].filter(([, record]) => record.forgetAtMs <= nowMs).map(([name]) => name);
      if (old.length > 0) {
        await this.#storage.delete(old);
      }
      kept += records.size - old.length;
      last = [...records.keys()].at(-1) ?? '';
    }
    if (kept > 0) {
      await this.#storage.setAlarm(nowMs + SWEEP_MS);
    }
  }
}
