// Where the processes of a simulation keep what they share, each with the package's own store over a storage that is
// late, fails before or after it has done its work, and outlives every process.

import { SharedBooks, durableStore, memoryStore, redisStore } from '../../../pkg/server.js';
import { recordStore } from '../../../pkg/server/stores/record-store.js';
import { Process } from './process.js';

/** @import { Store } from '../../../pkg/server.js' */
/** @import { World } from './world.js' */

/**
 * @typedef {object} Storage
 * @property {number} processes how many may share it
 * @property {boolean} outlives whether it is still there when a process has ended
 * @property {(process: Process) => Store} open
 * @property {() => boolean} [shake] something that happens to it, a restart or a clock that is set back; false: there is
 *   nothing yet that it could happen to
 */
/** @typedef {{ world: World, trouble: () => number }} Place `trouble`: how often an operation fails, 0 to 1 */

export const STORAGES = /** @type {const} */ (['memory', 'file', 'redis', 'durable']);

/** @param {typeof STORAGES[number]} kind @param {Place} place @returns {Storage} */
export function storageOf(kind, place) {
  return { memory, file, redis, durable }[kind](place);
}

/** @returns {Storage} */
function memory() {
  return {
    processes: 1,
    outlives: false,
    open: (process) => memoryStore(process.now, process.monotonic, process),
  };
}

/** As sqlite-store.js has it: every change is on the disk at once. @param {Place} place @returns {Storage} */
function file({ world }) {
  /** @type {Map<string, string>} */
  const rows = new Map();
  return {
    processes: 1,
    outlives: true,
    open: (process) => {
      const update = async (/** @type {string} */ name, /** @type {any} */ change) => {
        const row = rows.get(name);
        const { record, result } = change(row && JSON.parse(row), process.now());
        if (record) {
          rows.set(name, JSON.stringify(record));
        }
        return result;
      };
      // A machine that starts has asked for the time.
      return recordStore({ update }, { ...process, steady: process.monotonic, slotsNow: world.epoch });
    },
  };
}

/** @param {Place} place @returns {Storage} */
function redis({ world, trouble }) {
  /** @type {Map<string, string>} */
  const kept = new Map();
  let skewMs = 0;
  const time = () => {
    const nowMs = world.epoch() + skewMs;
    return [String(Math.floor(nowMs / 1_000)), String((nowMs % 1_000) * 1_000)];
  };
  /** The two scripts of redis-store.js. @param {string} script @param {string} key @param {string[]} values */
  const carryOut = (script, key, [before, next]) => {
    if (!script.includes("'SET'")) {
      return [kept.get(key) ?? null, time()];
    }
    if ((kept.get(key) ?? '') !== before) {
      return 0;
    }
    kept.set(key, next ?? '');
    return 1;
  };
  return {
    processes: 3,
    outlives: true,
    open: (process) =>
      redisStore(
        {
          eval: (script, { keys: [key = ''], arguments: values }) =>
            process.hear(unreliable({ world, trouble }, async () => carryOut(script, key, values))),
        },
        { steady: process.monotonic, timer: process.timer, uuid: process.uuid },
      ),
    shake() {
      skewMs -= world.dice.whole(1, 7_200_000);
      return true;
    },
  };
}

/**
 * An operation elsewhere: it takes time, and may fail before it is carried out or after.
 * @template T
 * @param {Place} place
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function unreliable({ world, trouble }, work) {
  const { dice } = world;
  const fails = dice.chance(trouble()) ? dice.pick(['before', 'after', 'never']) : '';
  await world.sleep(dice.between(0.1, 4));
  if (fails === 'before') {
    throw new Error('the storage was not reached');
  }
  const result = await work();
  await world.sleep(dice.between(0.1, 4));
  if (fails === 'after') {
    throw new Error('the storage did not answer');
  }
  return fails === 'never' ? new Promise(() => {}) : result;
}

/** @param {Place} place @returns {Storage} */
function durable(place) {
  const { world, trouble } = place;
  /** @type {Map<string, DurableObject>} */
  const objects = new Map();
  const objectOf = (/** @type {string} */ name) => {
    const object = objects.get(name) ?? new DurableObject(world);
    objects.set(name, object);
    return object;
  };
  return {
    processes: 3,
    outlives: true,
    open: (process) =>
      durableStore({
        idFromName: (name) => name,
        get: (id) => ({
          async fetch(url, init) {
            // The platform tells of an object that cannot be reached; it does not keep silent.
            const known = { world, trouble: () => (world.dice.chance(0.7) ? trouble() : 0) };
            const work = () => objectOf(String(id)).fetch(url, init);
            return process.hear(loud(unreliable(known, work), world));
          },
        }),
      }),
    shake() {
      const all = [...objects.values()];
      if (all.length > 0) {
        world.dice.pick(all).restart();
      }
      return all.length > 0;
    },
  };
}

/**
 * @template T
 * @param {Promise<T>} work
 * @param {World} world
 * @returns {Promise<T>}
 */
function loud(work, world) {
  return new Promise((done, fail) => {
    const answered = world.after(10_000, () => fail(new Error('the object does not answer')));
    work.then(done, fail).finally(answered);
  });
}

/**
 * What the storage hands out is nobody else's, as `structuredClone` makes it, at a tenth of its price.
 * @template T
 * @param {T} value plain values, lists, objects and maps of them
 * @returns {T}
 */
function copyOf(value) {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const copy = Array.isArray(value)
    ? value.map(copyOf)
    : value instanceof Map
      ? new Map([...value].map(([key, one]) => [key, copyOf(one)]))
      : Object.fromEntries(Object.entries(value).map(([key, one]) => [key, copyOf(one)]));
  return /** @type {T} */ (copy);
}

/** One Durable Object: no request comes in while its storage works. */
class DurableObject {
  /** @type {Map<string, any>} */
  #records = new Map();
  #working = 0;
  /** @type {(() => void)[]} */
  #before = [];
  #world;
  #process;
  #books;
  /** @type {Set<(error: Error) => void>} */
  #asking = new Set();
  #alarmMs = 0;

  /** @param {World} world */
  constructor(world) {
    this.#world = world;
    this.#process = new Process(world);
    this.#books = this.#begin();
  }

  #begin() {
    return new SharedBooks({ storage: this.#storage(this.#process) }, undefined, this.#process);
  }

  /** What is in memory is gone, what is stored stays. */
  restart() {
    this.#process.kill();
    this.#process = new Process(this.#world);
    this.#books = this.#begin();
    this.#working = 0;
    this.#before = [];
    for (const fail of this.#asking) {
      fail(new Error('the object was restarted'));
    }
    this.#asking.clear();
  }

  /** @param {string} url @param {RequestInit} init @returns {Promise<Response>} */
  fetch(url, init) {
    return new Promise((done, fail) => {
      this.#asking.add(fail);
      this.#before.push(() => {
        const answering = this.#books.fetch(new Request(url, init));
        answering.then(done, fail).finally(() => this.#asking.delete(fail));
      });
      this.#next();
    });
  }

  #next() {
    if (this.#before.length === 0) {
      return;
    }
    this.#world.after(0, () => {
      if (this.#working > 0) {
        return;
      }
      const deliver = this.#before.shift();
      deliver?.();
      if (deliver && this.#before.length > 0) {
        this.#next();
      }
    });
  }

  /** @param {Process} process @returns {ConstructorParameters<typeof SharedBooks>[0]['storage']} */
  #storage(process) {
    /** @template T @param {() => T} work @returns {Promise<T>} */
    const slow = (work) => {
      if (!process.alive) {
        // What an object still does that was restarted must not keep requests from the one that follows.
        return new Promise(() => {});
      }
      this.#working += 1;
      return new Promise((done) => {
        process.timer(this.#world.dice.between(0.1, 3), () => {
          done(copyOf(work()));
          this.#working -= 1;
          this.#next();
        });
      });
    };
    const records = this.#records;
    return {
      get: (key) => slow(() => records.get(key)),
      put: (key, value) => {
        const kept = copyOf(value);
        return slow(() => void records.set(key, kept));
      },
      delete: (keys) => slow(() => keys.forEach((key) => records.delete(key))),
      list: ({ limit, startAfter = '' }) =>
        slow(
          () =>
            new Map(
              [...records]
                .filter(([key]) => key > startAfter)
                .sort()
                .slice(0, limit),
            ),
        ),
      getAlarm: () => slow(() => (this.#alarmMs === 0 ? null : this.#alarmMs)),
      setAlarm: (timeMs) => slow(() => void (this.#alarmMs = timeMs)),
    };
  }
}
