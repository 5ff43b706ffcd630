// What requests share, in a file of SQLite. Each change is on the disk before anything is answered, so a process that
// is killed loses nothing of what it said.

import { recordStore } from '../stores/record-store.js';
import { isGone, ownerOf } from './process-owner.js';
import { openDatabase } from './sqlite.js';

/** @import { Store } from '../stores/memory-store.js' */
/** @import { Records, Surroundings } from '../stores/record-store.js' */
/** @import { Database } from './sqlite.js' */

const SCHEMA = `
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_mode = TRUNCATE;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS records (name TEXT PRIMARY KEY, record TEXT NOT NULL, forget_at_ms INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS records_by_time ON records (forget_at_ms);
`;
/** How many changes come between two looks for what is old. */
const SWEEP_AFTER = 1_000;

/**
 * A store for the option `store` of `createBackend`, for the processes of one machine. Answers are in it for a day.
 * @param {string} path of the file, which is made where there is none. Its folder must be there
 * @param {Omit<Surroundings, 'holder'> & { now?: () => number }} [clocks] `now`: milliseconds since 1970. Default: the
 *   platform's, for `slotsNow` one that goes on from process to process
 * @returns {Promise<Store & { close: () => void }>} rejects where neither `node:sqlite` nor the package
 *   `node-sqlite3-wasm` is there, or where the file is no database or is in use
 */
export async function sqliteStore(path, { now = Date.now, ...clocks } = {}) {
  const database = await openDatabase(path);
  try {
    database.exec(SCHEMA);
  } catch (error) {
    database.close();
    throw error;
  }
  const holder = { name: ownerOf(process.pid), isGone };
  return { ...recordStore(recordsIn(database, now), { slotsNow, ...clocks, holder }), close: () => database.close() };
}

/** The time at which this process began, and what has passed since: comparable with the next process's, and never set. */
const slotsNow = () => performance.timeOrigin + performance.now();

/** @param {Database} database @param {() => number} now @returns {Records} */
function recordsIn(database, now) {
  let changes = 0;
  const sweep = (/** @type {number} */ nowMs) => {
    changes += 1;
    if (changes % SWEEP_AFTER === 0) {
      database.run('DELETE FROM records WHERE forget_at_ms <= ?', [nowMs]);
    }
  };
  return {
    async update(name, change) {
      database.exec('BEGIN IMMEDIATE');
      try {
        const nowMs = now();
        const [row] = database.all('SELECT record FROM records WHERE name = ?', [name]);
        const { record, result } = change(row && JSON.parse(row.record), nowMs);
        const text = record && JSON.stringify(record);
        if (record && text !== row?.record) {
          const values = [name, /** @type {string} */ (text), record.forgetAtMs];
          database.run('INSERT OR REPLACE INTO records VALUES (?, ?, ?)', values);
          sweep(nowMs);
        }
        database.exec('COMMIT');
        return result;
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
  };
}
