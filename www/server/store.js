// What requests share, as FACE_STORE names it: in a file of SQLite, in Redis, or in the memory of this process.

import { memoryStore, redisStore } from '../../pkg/server.js';
import { sqliteStore } from '../../pkg/server-node.js';

/** @import { Store } from '../../pkg/server.js' */

/** How long Redis may take to connect at the start. */
const CONNECT_MS = 5_000;

/**
 * @param {Record<string, string | undefined>} env
 * @param {(line: Record<string, unknown>) => void} log
 * @returns {Promise<{ store: Store, close: () => void }>}
 */
export async function openStore({ FACE_STORE: named = '' }, log) {
  if (/^rediss?:\/\//.test(named)) {
    return openRedis(named, log);
  }
  if (named === '') {
    return { store: memoryStore(), close() {} };
  }
  if (/^[a-z]+:\/\//i.test(named)) {
    throw new Error('FACE_STORE takes a path, or an address that begins with redis:// or rediss://');
  }
  const store = await sqliteStore(named).catch((cause) => {
    throw new Error(`FACE_STORE: ${/** @type {Error} */ (cause).message}`, { cause });
  });
  return { store, close: store.close };
}

/** @param {string} url may hold a password @param {(line: Record<string, unknown>) => void} log */
async function openRedis(url, log) {
  const { createClient } = await import(/** @type {string} */ ('redis')).catch((cause) => {
    throw new Error('FACE_STORE names Redis, and the package redis is not installed', { cause });
  });
  const client = createClient({ url, socket: { connectTimeout: CONNECT_MS } });
  // Its text may hold the address.
  client.on('error', (/** @type {unknown} */ error) => log({ level: 'error', event: 'store', error: codeOf(error) }));
  const connecting = client.connect();
  const late = new Promise((_, fail) => {
    setTimeout(fail, CONNECT_MS, new Error('no answer')).unref();
  });
  await Promise.race([connecting, late]).catch((cause) => {
    client.destroy();
    throw new Error(`FACE_STORE: Redis cannot be reached (${codeOf(cause)})`, { cause });
  });
  return { store: redisStore(client), close: () => client.destroy() };
}

/** @param {any} error */
function codeOf(error) {
  return String(error?.code ?? error?.name ?? 'unknown').slice(0, 50);
}
