// The emulator's state in a SQLite file. Each change is a transaction that is on the disk before the call is
// answered, so a process that is killed loses nothing that it reported.

import { openDatabase } from '../../server/node/sqlite.js';

/** @import { Face, Store, VerifyResult } from './memory-store.js' */

const SCHEMA = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = TRUNCATE;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS face_groups (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, description TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS faces (
    id INTEGER PRIMARY KEY AUTOINCREMENT, face_id TEXT NOT NULL UNIQUE, group_code TEXT NOT NULL REFERENCES face_groups (code),
    merchant_user_id TEXT NOT NULL, registration_type TEXT NOT NULL, created_ms INTEGER NOT NULL, fingerprint BLOB NOT NULL);
  CREATE INDEX IF NOT EXISTS faces_by_group ON faces (group_code, merchant_user_id);
  CREATE TABLE IF NOT EXISTS nonces (nonce TEXT PRIMARY KEY, until_ms INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS nonces_by_time ON nonces (until_ms);
  CREATE TABLE IF NOT EXISTS biz_ids (biz_id TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS results (
    id INTEGER PRIMARY KEY AUTOINCREMENT, transaction_id TEXT NOT NULL UNIQUE, biz_id TEXT NOT NULL, passed TEXT NOT NULL, sub_code TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS results_by_biz_id ON results (biz_id);
`;

/** Faces name their group, so they go first. */
const CLEAR =
  'DELETE FROM faces; DELETE FROM face_groups; DELETE FROM nonces; DELETE FROM biz_ids; DELETE FROM results';

/** @param {string} path @returns {Promise<Store>} */
export async function sqliteStore(path) {
  const database = await openDatabase(path);
  database.exec(SCHEMA);
  let depth = 0;

  /** @template T @param {() => T} work @returns {T} */
  function transaction(work) {
    if (depth > 0) {
      return work();
    }
    database.exec('BEGIN IMMEDIATE');
    depth += 1;
    try {
      const result = work();
      database.exec('COMMIT');
      return result;
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    } finally {
      depth -= 1;
    }
  }

  return {
    groups: () =>
      database
        .all('SELECT id, code, name, description FROM face_groups ORDER BY id')
        .map(({ id, code, name, description }) => ({ id: Number(id), code, name, description })),
    addGroup({ code, name, description }) {
      database.run('INSERT OR IGNORE INTO face_groups (code, name, description) VALUES (?, ?, ?)', [
        code,
        name,
        description,
      ]);
    },
    faces(groupCodes) {
      const marks = groupCodes.map(() => '?').join(', ');
      return database
        .all(`SELECT * FROM faces WHERE group_code IN (${marks}) ORDER BY id`, [...groupCodes])
        .map(toFace);
    },
    addFace: (face) =>
      transaction(() => {
        database.run(
          'INSERT INTO faces (face_id, group_code, merchant_user_id, registration_type, created_ms, fingerprint) VALUES (?, ?, ?, ?, ?, ?)',
          [face.faceId, face.groupCode, face.merchantUserId, face.registrationType, face.createdMs, face.fingerprint],
        );
        return { id: Number(database.all('SELECT last_insert_rowid() AS id')[0]?.id), ...face };
      }),
    deleteFace: (id) => void database.run('DELETE FROM faces WHERE id = ?', [id]),
    rememberNonce: (key, untilMs, nowMs) =>
      transaction(() => {
        database.run('DELETE FROM nonces WHERE until_ms <= ?', [nowMs]);
        return database.run('INSERT OR IGNORE INTO nonces VALUES (?, ?)', [key, untilMs]) === 1;
      }),
    rememberBizId: (bizId) => database.run('INSERT OR IGNORE INTO biz_ids VALUES (?)', [bizId]) === 1,
    addResult({ transactionId, bizId, passed, subCode }) {
      const values = [transactionId, bizId, passed, subCode];
      database.run('INSERT INTO results (transaction_id, biz_id, passed, sub_code) VALUES (?, ?, ?, ?)', values);
    },
    result({ transactionId, bizId }) {
      const asked = Object.entries({ transaction_id: transactionId, biz_id: bizId }).filter(
        ([, value]) => value !== undefined,
      );
      const where = asked.map(([name]) => `${name} = ?`).join(' AND ');
      const values = asked.map(([, value]) => String(value));
      const [row] = database.all(`SELECT * FROM results WHERE ${where} ORDER BY id DESC LIMIT 1`, values);
      return row && toResult(row);
    },
    deleteResult: (transactionId) =>
      void database.run('DELETE FROM results WHERE transaction_id = ?', [transactionId]),
    transaction,
    clear: () => transaction(() => database.exec(CLEAR)),
    close: () => database.close(),
  };
}

/** @param {Record<string, any>} row @returns {VerifyResult} */
function toResult({ transaction_id: transactionId, biz_id: bizId, passed, sub_code: subCode }) {
  return { transactionId, bizId, passed, subCode };
}

/** @param {Record<string, any>} row @returns {Face} */
function toFace(row) {
  return {
    id: Number(row.id),
    faceId: row.face_id,
    groupCode: row.group_code,
    merchantUserId: row.merchant_user_id,
    registrationType: row.registration_type,
    createdMs: Number(row.created_ms),
    fingerprint: row.fingerprint,
  };
}
