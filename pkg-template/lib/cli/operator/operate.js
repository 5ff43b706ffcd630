// The verbs for operators: look at groups and faces, delete them, delete results, run an emulator of the service.

import { createInterface } from 'node:readline/promises';
import { ApiError } from '../../../server/client/api-error.js';
import { UsageError } from '../arguments.js';
import { printable } from '../text.js';
import { operatorHelp } from './help.js';
import { importFaces } from './import/import-faces.js';
import { allGroups, recordsOf } from './records.js';
import { clientOf, vendorIdOf } from './service.js';
import { parseVerb } from './verbs.js';

/** @import { Asked } from './verbs.js' */
/** @import { Environment } from './service.js' */
/** @import { GroupedRecord } from './records.js' */

/**
 * @typedef {object} Surroundings the part of `process` that is used
 * @property {{ write(text: string): unknown }} stdout
 * @property {{ write(text: string): unknown }} stderr
 * @property {NodeJS.ReadStream} stdin
 * @property {Environment} env
 */
/** @typedef {{ asked: Asked, around: Surroundings, signal: AbortSignal }} Run */

/** What the documentation names of a result; there is more without a list. */
const RESULT_TYPES = ['Img', 'Text'];

const DONE = 0;
/** Nothing was found, or nothing was done. */
const NOTHING = 1;

/** @type {Record<string, (run: Run) => Promise<number>>} */
const VERBS = {
  groups: listGroups,
  'records find': findRecords,
  'records delete': deleteRecords,
  'records id': printId,
  'records import': importFaces,
  'results delete': deleteResult,
  // With its first use: nobody else needs it.
  emulator: async (run) => (await import('../../../emulator/run-emulator.js')).runEmulator(run),
};

/**
 * @param {string[]} words
 * @param {Surroundings} around
 * @param {AbortSignal} signal
 * @returns {Promise<number>} the exit status
 */
export async function operate(words, around, signal) {
  const asked = parseVerb(words);
  if (asked.flags['help']) {
    around.stdout.write(operatorHelp);
    return DONE;
  }
  const run = VERBS[asked.name];
  if (!run) {
    throw new UsageError(`${asked.name} does not exist`);
  }
  return run({ asked, around, signal });
}

/** @param {Run} run */
async function listGroups({ asked, around, signal }) {
  const groups = await allGroups(clientOf(around.env), signal);
  show(around, asked, groups, ({ code, name, description }) => [code, name, description]);
  return groups.length > 0 ? DONE : NOTHING;
}

/** @param {Run} run */
async function findRecords({ asked, around, signal }) {
  const records = await recordsOf(clientOf(around.env), await whose(asked, around.env), signal);
  showRecords(around, asked, records);
  return records.length > 0 ? DONE : NOTHING;
}

/** @param {Run} run */
async function deleteRecords({ asked, around, signal }) {
  const client = clientOf(around.env);
  const { userId, group } = await whose(asked, around.env);
  const records = await recordsOf(client, { userId, group }, signal);
  if (records.length === 0) {
    around.stderr.write('This user has no face there.\n');
    return NOTHING;
  }
  showRecords(around, asked, records);
  if (
    !(await isSure(`Delete ${records.length === 1 ? 'this face' : `these ${records.length} faces`}?`, asked, around))
  ) {
    return NOTHING;
  }
  const { deleted, groups } = await client.deleteFaceRecordV2(group === undefined ? { userId } : { userId, group }, {
    signal,
  });
  around.stderr.write(
    deleted ? `Deleted in ${printable(groups.join(', ') || 'all groups')}.\n` : 'Nothing was deleted.\n',
  );
  return deleted ? DONE : NOTHING;
}

/** @param {Run} run */
async function printId({ asked, around }) {
  if (!around.env.FACE_USER_ID_KEY) {
    throw new UsageError('FACE_USER_ID_KEY is not set: without it the vendor gets the ids as they are');
  }
  around.stdout.write(`${(await whose(asked, around.env)).userId}\n`);
  return DONE;
}

/** @param {Run} run */
async function deleteResult({ asked, around, signal }) {
  const client = clientOf(around.env);
  const transactionId = String(asked.flags['transaction']);
  const { type } = asked.flags;
  const types = typeof type === 'string' ? [type] : RESULT_TYPES;
  const what = `${printable(types.join(' and '))} of the verification ${printable(transactionId)}`;
  if (!(await isSure(`Delete ${what}?`, asked, around))) {
    return NOTHING;
  }
  let isGone = false;
  for (const each of types) {
    const answer = await client.deleteVerifyResult({ transactionId, type: each }, { signal }).catch((error) => {
      // After one type the service may know nothing of the verification any more.
      if (isGone && error instanceof ApiError && error.code === 'TransactionIdInvalid') {
        return undefined;
      }
      throw error;
    });
    if (answer && asked.flags['json']) {
      around.stdout.write(`${JSON.stringify({ type: each, ...answer })}\n`);
    }
    if (answer?.deleted === false) {
      around.stderr.write(`The service did not delete ${printable(each)}.\n`);
      return NOTHING;
    }
    isGone = true;
  }
  around.stderr.write('Deleted.\n');
  return DONE;
}

/** @param {Asked} asked @param {Environment} env */
async function whose({ flags }, env) {
  const group = flags['group'];
  return {
    userId: await vendorIdOf(String(flags['user']), env, flags['no-hash'] === true),
    group: typeof group === 'string' ? group : undefined,
  };
}

/** @param {Surroundings} around @param {Asked} asked @param {GroupedRecord[]} records */
function showRecords(around, asked, records) {
  show(around, asked, records, ({ group, faceId, userId, registrationType, createdAt }) => [
    ...[group, faceId, userId, registrationType, createdAt],
  ]);
}

/**
 * A line each: JSON, or columns apart by tabs, which other programs read as well.
 *
 * @template Row
 * @param {Surroundings} around
 * @param {Asked} asked
 * @param {Row[]} rows
 * @param {(row: Row) => (string | null)[]} columns
 */
function show({ stdout }, { flags }, rows, columns) {
  for (const row of rows) {
    const line = flags['json']
      ? JSON.stringify(row)
      : columns(row)
          .map((text) => printable(text ?? ''))
          .join('\t');
    stdout.write(`${line}\n`);
  }
}

/** @param {string} question @param {Asked} asked @param {Surroundings} around */
async function isSure(question, { flags }, { stdin, stderr }) {
  if (flags['yes']) {
    return true;
  }
  if (!stdin.isTTY) {
    throw new UsageError('nobody can be asked here; --yes deletes without asking');
  }
  const asking = createInterface({ input: stdin, output: /** @type {NodeJS.WritableStream} */ (stderr) });
  try {
    return /^y(es)?$/i.test((await asking.question(`${question} [y/N] `)).trim());
  } finally {
    asking.close();
  }
}
