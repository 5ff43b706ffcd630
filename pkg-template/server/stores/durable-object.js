// What several requests share, on Cloudflare: isolates share no memory, so the account's slots live in one Durable
// Object, and the idempotency keys and the tokens' uses are spread over a few.

import { begin, settle } from './key-records.js';
import { hasUse, takeUse } from './token-records.js';
import { RateSlots } from '../upstream/rate-slots.js';
import { SlotQueue } from '../upstream/slot-queue.js';
import { sha256Hex } from '../signature/sign.js';
import { platformNow } from '../timer.js';

/** @import { Claim, KeyRecord, Settlement } from './key-records.js' */
/** @import { TokenLimit, TokenRecord } from './token-records.js' */
/** @import { Store } from './memory-store.js' */
/** @import { Timer, Uuid } from '../timer.js' */
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
 * @property {(options: { limit: number, startAfter?: string }) => Promise<Map<string, KeyRecord | TokenRecord>>} list
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
      ask('slots', { take: { rate, longestWaitMs } }, left).catch((error) => {
        if (left.aborted) {
          return { ok: false, retryAfterMs: 0 };
        }
        throw error;
      }),
    giveBack: (lease, sent, rate) => ask('slots', { giveBack: { lease, sent, rate } }),
    begin: async (key, claim) => ask(await ofKey(key), { key, begin: claim }),
    settle: async (key, settlement) => ask(await ofKey(key), { key, settle: settlement }),
    hasUse: async (token, use, uses) => (await ask(await ofKey(token), { token, hasUse: { use, uses } })).ok,
    useToken: async (token, use, limit) => ask(await ofKey(token), { token, useToken: { use, limit } }),
  };
}

/** Where the account's slots are kept. */
const SLOTS = 'slots';

/** Holds the account's slots, or the records of some keys and tokens. */
export class SharedBooks {
  #storage;
  /** @type {Promise<{ slots: RateSlots, queue: SlotQueue }> | undefined} */
  #slots;

  #platform;

  /**
   * @param {{ storage: Storage }} state
   * @param {unknown} [_env] the Worker's bindings
   * @param {{ now?: () => number, timer?: Timer, uuid?: Uuid }} [platform]
   */
  constructor(state, _env, platform = {}) {
    this.#storage = state.storage;
    this.#platform = platform;
  }

  #now() {
    return (this.#platform.now ?? platformNow)();
  }

  /** @param {Request} request */
  async fetch(request) {
    const message = await request.json();
    if (message.take || message.giveBack) {
      return Response.json(await this.#slot(message.take, message.giveBack, request.signal));
    }
    return Response.json(await (message.token === undefined ? this.#key(message) : this.#token(message)));
  }

  /**
   * Between reading and writing a record no other request gets in: storage closes the object's input gate.
   * @param {{ key: string, begin?: Claim, settle: Settlement }} message
   */
  async #key({ key, begin: claim, settle: settlement }) {
    const name = `key ${key}`;
    const record = await this.#storage.get(name);
    if (claim) {
      const next = begin(record, claim, this.#now());
      await this.#keep(name, next.record);
      return next.begun;
    }
    if (record) {
      await this.#storage.put(name, settle(record, settlement));
    }
    return {};
  }

  /** @param {{ token: string, hasUse?: { use: string | null, uses: number }, useToken: { use: string, limit: TokenLimit } }} message */
  async #token({ token, hasUse: asked, useToken }) {
    const name = `token ${token}`;
    const record = await this.#storage.get(name);
    if (asked) {
      return { ok: hasUse(record, asked.use, asked.uses) };
    }
    const next = takeUse(record, useToken.use, useToken.limit);
    if (next) {
      await this.#keep(name, next);
    }
    return { ok: next !== undefined };
  }

  /** @param {string} name @param {KeyRecord | TokenRecord} record */
  async #keep(name, record) {
    await this.#storage.put(name, record);
    if ((await this.#storage.getAlarm()) === null) {
      await this.#storage.setAlarm(this.#now() + SWEEP_MS);
    }
  }

  /**
   * Every change is stored before it is answered, so that an object that begins anew knows which calls are under way.
   * @param {{ rate: AccountRate, longestWaitMs: number } | undefined} take
   * @param {{ lease: string, sent: boolean, rate: AccountRate }} giveBack
   * @param {AbortSignal} left
   */
  async #slot(take, giveBack, left) {
    const { slots, queue } = await (this.#slots ??= this.#openSlots());
    const slot = await (take
      ? queue.take(take.rate, take.longestWaitMs, left)
      : queue.giveBack(giveBack.lease, giveBack.sent, giveBack.rate));
    await this.#storage.put(SLOTS, slots.slots);
    return slot ?? {};
  }

  async #openSlots() {
    const slots = new RateSlots(await this.#storage.get(SLOTS));
    return { slots, queue: new SlotQueue(() => this.#now(), slots, this.#platform) };
  }

  /** Forgets what is old. */
  async alarm() {
    const nowMs = this.#now();
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
