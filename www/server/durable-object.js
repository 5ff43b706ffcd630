// The shared books on Cloudflare: isolates share no memory, so the account's rate and each idempotency key live in a
// Durable Object of their own.

import { RateBook, begin, settle } from './ledger.js';

/** @typedef {import('./memory-store.js').Store} Store */
/**
 * What is used of Cloudflare's types.
 * @typedef {{ idFromName(name: string): unknown, get(id: unknown): { fetch(url: string, init: RequestInit): Promise<Response> } }} Namespace
 * @typedef {{ get(key: string): Promise<any>, put(key: string, value: unknown): Promise<void>, setAlarm(timeMs: number): Promise<void>, deleteAll(): Promise<void> }} Storage
 */

/** @param {Namespace} namespace @returns {Store} */
export function durableStore(namespace) {
  /** @param {string} name @param {object} message */
  const ask = async (name, message) => {
    const object = namespace.get(namespace.idFromName(name));
    const answer = await object.fetch('https://books/', { method: 'POST', body: JSON.stringify(message) });
    return /** @type {any} */ (await answer.json());
  };
  return {
    take: (name, rate) => ask(`rate ${name}`, { take: rate }),
    begin: (key, claim) => ask(`key ${key}`, { begin: claim }),
    settle: (key, settlement) => ask(`key ${key}`, { settle: settlement }),
  };
}

/** One object holds one rate or one key. A rate is forgotten when the object sleeps: by then its window has passed. */
export class SharedBooks {
  #rates = new RateBook(1);
  #storage;

  /** @param {{ storage: Storage }} state */
  constructor(state) {
    this.#storage = state.storage;
  }

  /** @param {Request} request */
  async fetch(request) {
    const message = await request.json();
    if (message.take) return Response.json(this.#rates.take('', message.take, Date.now()));
    // Between reading and writing the record no other request gets in: storage closes the object's input gate.
    const record = await this.#storage.get('record');
    if (message.begin) {
      const next = begin(record, message.begin, Date.now());
      await this.#storage.put('record', next.record);
      if (!record) await this.#storage.setAlarm(next.record.forgetAtMs);
      return Response.json(next.begun);
    }
    if (record) await this.#storage.put('record', settle(record, message.settle));
    return Response.json({});
  }

  async alarm() {
    await this.#storage.deleteAll();
  }
}
