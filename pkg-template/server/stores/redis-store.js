// What requests share, in Redis: for several processes on several machines. Redis's own clock is everybody's.

import { inTime } from '../in-time.js';
import { platformTimer, timeout } from '../timer.js';
import { recordStore } from './record-store.js';

/** @import { Store } from './memory-store.js' */
/** @import { Timer } from '../timer.js' */
/** @import { Kept, Records, Surroundings } from './record-store.js' */

/**
 * What is used of the package `redis`.
 * @typedef {{ eval(script: string, options: { keys: string[], arguments: string[] }): Promise<unknown> }} RedisClient
 */

const READ = "return { redis.call('GET', KEYS[1]), redis.call('TIME') }";
/** Keeps a record unless somebody else has changed it since it was read. */
const KEEP = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[2], 'PXAT', ARGV[3])
return 1`;

/** A client that has lost its connection may keep commands for as long as that lasts. */
const LONGEST_MS = 3_000;
/** Each means that another process has changed the same record meanwhile. */
const MOST_TRIES = 100;

/**
 * A store for the option `store` of `createBackend`. Every script changes one key, as Redis Cluster asks. Redis must keep
 * what it is given (`appendonly yes`), and never evict it (`maxmemory-policy noeviction`).
 * @param {RedisClient} client of the package `redis`, connected
 * @param {{ prefix?: string } & Surroundings} [options] `prefix` of all keys in Redis. Default: `face-preflight:`
 * @returns {Store}
 */
export function redisStore(client, { prefix = 'face-preflight:', ...surroundings } = {}) {
  return recordStore(recordsIn(client, prefix, surroundings.timer), surroundings);
}

/** @param {RedisClient} client @param {string} prefix @param {Timer} [timer] @returns {Records} */
function recordsIn(client, prefix, timer = platformTimer) {
  const run = (/** @type {string} */ script, /** @type {string} */ key, /** @type {string[]} */ values) => {
    const late = timeout(LONGEST_MS, timer);
    return inTime(client.eval(script, { keys: [key], arguments: values }), late.signal).finally(late.clear);
  };
  return {
    async update(name, change) {
      const key = prefix + name;
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const { text, nowMs } = readReply(await run(READ, key, []));
        const { record, result } = change(text === '' ? undefined : JSON.parse(text), nowMs);
        const next = record ? JSON.stringify(record) : text;
        if (next === text || (await run(KEEP, key, [text, next, untilOf(record)])) === 1) {
          return result;
        }
      }
      throw new Error('Redis: others changed a record all the time');
    },
  };
}

/** @param {unknown} reply the record or null, and the seconds and microseconds of the time */
function readReply(reply) {
  const [text, time] = /** @type {[string | null, [string, string]]} */ (reply);
  const [seconds, microseconds] = time.map(Number);
  return { text: text ?? '', nowMs: Math.floor(Number(seconds) * 1_000 + Number(microseconds) / 1_000) };
}

/** @param {Kept | undefined} record */
function untilOf(record) {
  return String(Math.ceil(record?.forgetAtMs ?? 0));
}
