// Puts the photos of many users into a group. What is there already is left alone, so a run that was stopped, or killed
// at any moment, goes on where it was: nobody is added twice.

import { readFile } from 'node:fs/promises';
import { contract } from '../../../../contract.js';
import { importFace } from '../../../../server/records/import-face.js';
import { memoryStore } from '../../../../server/stores/memory-store.js';
import { callsPerSecondOf } from '../../../../server/variables.js';
import { UsageError } from '../../arguments.js';
import { failureOf } from '../../failure.js';
import { printable } from '../../text.js';
import { asUsage, clientOf, vendorIdOf } from '../service.js';
import { readEntries } from './entries.js';
import { knownUsers } from './known-users.js';

/** @import { Run, Surroundings } from '../operate.js' */
/** @import { ImportOptions, Imported } from '../../../../server/records/import-face.js' */
/** @import { Environment } from '../service.js' */
/** @import { Entry } from './entries.js' */

/** @typedef {{ user: string, file: string, status: Imported['status'], reason?: string }} Done */
/** @typedef {ImportOptions & { idOf: (userId: string) => Promise<string>, signal: AbortSignal }} Import */

const MOST_PER_SECOND = 50;

/** @param {Run} run @returns {Promise<number>} the exit status */
export async function importFaces({ asked: { flags, operands }, around, signal }) {
  const entries = await readEntries(String(operands[0]), signal);
  const callsPerSecond = perSecondOf(flags['per-second'], around.env);
  const client = clientOf(around.env, { store: memoryStore(), callsPerSecond });
  const group = String(flags['group']);
  /** @type {Import} */
  const task = {
    ...{ client, group, signal, dryRun: flags['dry-run'] === true },
    isThere: await knownUsers(client, { group, entries: entries.length, signal }),
    idOf: (userId) => vendorIdOf(userId, around.env, flags['no-hash'] === true),
  };
  const counts = { added: 0, there: 0, failed: 0, would_be_added: 0 };
  for (const [index, entry] of entries.entries()) {
    signal.throwIfAborted();
    const done = await importOne(entry, task);
    counts[done.status] += 1;
    tell(done, flags['json'] === true, around);
    progress(`${index + 1} of ${entries.length}`, around);
  }
  const { added, there, failed, would_be_added: would } = counts;
  const done = task.dryRun ? `${would} would be added` : `${added} added`;
  around.stderr.write(`${done}, ${there} there already, ${failed} failed\n`);
  return failed > 0 ? 1 : 0;
}

/** The flag, the backend's variable or the region's rate. @param {string | true | undefined} given @param {Environment} env */
function perSecondOf(given, env) {
  if (given === undefined) {
    const region = env.ALIBABA_CLOUD_REGION_ID || 'ap-southeast-1';
    const usual = contract.endpoints.find((row) => row.region === region)?.queriesPerSecond ?? 3;
    return Math.min(asUsage(() => callsPerSecondOf(env)) ?? usual, MOST_PER_SECOND);
  }
  const value = Number(given);
  if (!(value > 0 && value <= MOST_PER_SECOND)) {
    throw new UsageError(`--per-second takes a number above 0, at most ${MOST_PER_SECOND}`);
  }
  return value;
}

/** A file that cannot be read: of this photo alone. */
class Unreadable extends Error {}

/** @param {Entry} entry @param {Import} task @returns {Promise<Done>} rejects with what would fail for everybody */
async function importOne({ userId, path }, { idOf, ...options }) {
  const photo = () =>
    readFile(path).catch((error) => {
      throw new Unreadable('', { cause: error });
    });
  try {
    const { status, reason } = await importFace({ userId: await idOf(userId), photo }, options);
    return { user: userId, file: path, status, ...(reason !== undefined && { reason }) };
  } catch (error) {
    if (!(error instanceof Unreadable)) {
      throw error;
    }
    const { code, message } = failureOf(error.cause);
    return { user: userId, file: path, status: 'failed', reason: `${code}: ${message}` };
  }
}

/** Failures, or with JSON all of them. @param {Done} done @param {boolean} json @param {Surroundings} around */
function tell(done, json, { stdout }) {
  if (json) {
    stdout.write(`${JSON.stringify(done)}\n`);
  } else if (done.status === 'failed') {
    stdout.write(`${[done.file, done.user, done.reason ?? ''].map(printable).join('\t')}\n`);
  }
}

/** @param {string} text @param {Surroundings} around */
function progress(text, { stderr }) {
  if (/** @type {{ isTTY?: boolean }} */ (stderr).isTTY) {
    stderr.write(`${text}\u001b[K\r`);
  }
}
