// One small interface over two builds of SQLite: Node's own (from 22.5), else the WebAssembly build.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/** @typedef {string | number | Uint8Array} Value */
/**
 * @typedef {object} Database
 * @property {(sql: string) => void} exec
 * @property {(sql: string, values?: Value[]) => number} run the number of changed rows
 * @property {(sql: string, values?: Value[]) => Record<string, any>[]} all
 * @property {() => void} close
 */

/** @param {string} path @returns {Promise<Database>} */
export async function openDatabase(path) {
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
  } = await import(/** @type {string} */ ('node-sqlite3-wasm')).catch(() => {
    throw new Error('a state file needs Node 22.5 or later, or `npm install` in www/');
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
 * the owner's process id is written down: a lock whose owner is gone is removed, a living owner is respected.
 * @param {string} path
 * @returns {() => void} gives the ownership back
 */
function takeOwnership(path) {
  const owner = `${path}.owner`;
  for (let tries = 0; ; tries += 1) {
    try {
      writeFileSync(owner, String(process.pid), { flag: 'wx' });
      rmSync(`${path}.lock`, { recursive: true, force: true });
      return () => rmSync(owner, { force: true });
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST' || tries > 0) {
        throw error;
      }
      const pid = Number(readFileSync(owner, 'utf8'));
      if (isAlive(pid)) {
        throw new Error(`${path} is in use by process ${pid}; if that is another program, delete ${owner}`);
      }
      rmSync(owner, { force: true });
    }
  }
}

/** @param {number} pid */
function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
