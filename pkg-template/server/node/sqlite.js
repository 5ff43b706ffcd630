// One small interface over two builds of SQLite: Node's own (from 22.13 without a flag), else the WebAssembly build of
// `node-sqlite3-wasm`, which installs without a compiler and without a download from elsewhere.

import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isGone, ownerOf } from './process-owner.js';

/** @typedef {string | number | Uint8Array} Value */
/**
 * @typedef {object} Database
 * @property {(sql: string) => void} exec
 * @property {(sql: string, values?: Value[]) => number} run the number of changed rows
 * @property {(sql: string, values?: Value[]) => Record<string, any>[]} all
 * @property {() => void} close
 */

/** @param {string} path of a file that only its owner may read @returns {Promise<Database>} */
export async function openDatabase(path) {
  closeSync(openSync(path, 'a', 0o600));
  const own = await import(/** @type {string} */ ('node:sqlite')).catch(() => undefined);
  return own ? openNative(own, path) : openWasm(path);
}

/** @param {any} sqlite @param {string} path @returns {Database} */
function openNative(sqlite, path) {
  const database = new sqlite.DatabaseSync(path);
  return {
    exec: (sql) => database.exec(sql),
    run: (sql, values = []) => Number(database.prepare(sql).run(...values).changes),
    all: (sql, values = []) => database.prepare(sql).all(...values),
    close: () => database.close(),
  };
}

/** @param {string} path @returns {Promise<Database>} */
async function openWasm(path) {
  const {
    default: { Database },
  } = await import(/** @type {string} */ ('node-sqlite3-wasm')).catch((cause) => {
    throw new Error('a file of SQLite needs Node 22.13 or later, or the package node-sqlite3-wasm', { cause });
  });
  const release = takeOwnership(path);
  try {
    const database = new Database(path);
    return {
      exec: (sql) => database.exec(sql),
      run: (sql, values = []) => Number(database.run(sql, values).changes),
      all: (sql, values = []) => database.all(sql, values),
      close() {
        database.close();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/**
 * The WebAssembly build locks a database by making the folder `<path>.lock`, which a killed process does not remove. So
 * the owner is written down: a lock whose owner is gone is removed, a living owner is respected.
 * @param {string} path
 * @returns {() => void} gives the ownership back
 */
function takeOwnership(path) {
  const owner = `${path}.owner`;
  for (let tries = 0; ; tries += 1) {
    try {
      writeFileSync(owner, ownerOf(process.pid), { flag: 'wx' });
      rmSync(`${path}.lock`, { recursive: true, force: true });
      return () => rmSync(owner, { force: true });
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST' || tries > 0) {
        throw error;
      }
      const named = readFileSync(owner, 'utf8');
      if (!isGone(named)) {
        const pid = Number.parseInt(named, 10);
        throw new Error(`${path} is in use by process ${pid}; if that is another program, delete ${owner}`);
      }
      rmSync(owner, { force: true });
    }
  }
}
