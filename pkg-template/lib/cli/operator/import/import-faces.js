// Puts the photos of many users into a group. What is there already is left alone, so a run that was stopped, or killed
// at any moment, goes on where it was: nobody is added twice.

import { readFile } from 'node:fs/promises';
import { preflight } from '../../../../node.js';
import { contract } from '../../../../contract.js';
import { UsageError } from '../../arguments.js';
import { failureOf } from '../../failure.js';
import { printable } from '../../text.js';
import { clientOf, vendorIdOf } from '../service.js';
import { readEntries } from './entries.js';
import { knownUsers } from './known-users.js';
import { createPace } from './pace.js';

/** @import { Run, Surroundings } from '../operate.js' */
/** @import { Client } from '../../../../server/client/create-client.js' */
/** @import { Entry } from './entries.js' */

/** @typedef {'added' | 'there' | 'failed' | 'would_be_added'} Status */
/** @typedef {{ user: string, file: string, status: Status, reason?: string }} Done */
/**
 * @typedef {object} Import
 * @property {Client} client
 * @property {string} group
 * @property {boolean} dryRun
 * @property {() => Promise<void>} turn waits for the account's calls per second
 * @property {(userId: string) => Promise<boolean>} isThere
 * @property {(userId: string) => Promise<string>} idOf
 * @property {AbortSignal} signal
 */

const LONGEST_ID = 32;
const MOST_PER_SECOND = 50;
/** A lost answer is asked for again; after as many the entry has failed, and a later run takes it up. */
const TRIES = 3;

/** @param {Run} run @returns {Promise<number>} the exit status */
export async function importFaces({ asked: { flags, operands }, around, signal }) {
  const entries = await readEntries(String(operands[0]), signal);
  const client = clientOf(around.env);
  const group = String(flags['group']);
  const turn = createPace(perSecondOf(flags['per-second'], around.env.ALIBABA_CLOUD_REGION_ID), signal);
  const isThere = await knownUsers(client, { group, entries: entries.length, turn, signal });
  /** @type {Import} */
  const task = {
    ...{ client, group, turn, isThere, signal },
    dryRun: flags['dry-run'] === true,
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

/** @param {string | true | undefined} given @param {string | undefined} region */
function perSecondOf(given, region) {
  const usual = contract.endpoints.find((row) => row.region === (region || 'ap-southeast-1'))?.queriesPerSecond ?? 3;
  const value = given === undefined ? usual : Number(given);
  if (!(value > 0 && value <= MOST_PER_SECOND)) {
    throw new UsageError(`--per-second takes a number above 0, at most ${MOST_PER_SECOND}`);
  }
  return value;
}

/** @param {Entry} entry @param {Import} task @returns {Promise<Done>} rejects with what would fail for everybody */
async function importOne({ userId, path }, task) {
  const done = (/** @type {Status} */ status, /** @type {string} */ reason = '') => ({
    ...{ user: userId, file: path, status },
    ...(reason !== '' && { reason }),
  });
  const vendorId = await task.idOf(userId);
  if (vendorId.length > LONGEST_ID) {
    return done('failed', `the id has more than ${LONGEST_ID} characters; FACE_USER_ID_KEY hashes ids`);
  }
  if (await task.isThere(vendorId)) {
    return done('there');
  }
  const { picture, reason = '' } = await judged(path, task.signal);
  if (!picture) {
    return done('failed', reason);
  }
  if (task.dryRun) {
    return done('would_be_added');
  }
  const failure = await added(vendorId, picture, task);
  return failure === undefined ? done('added') : done('failed', failure);
}

/** @param {string} path @param {AbortSignal} signal @returns {Promise<{ picture?: string, reason?: string }>} */
async function judged(path, signal) {
  try {
    const photo = await preflight(await readFile(path), {}, { face: true, signal });
    if (photo.ok) {
      return { picture: photo.base64() };
    }
    const failed = photo.report.checks.filter(({ status }) => status === 'fail');
    return { reason: failed.map(({ id, advice }) => `${id}: ${advice}`).join(' ') };
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = failureOf(error);
    return { reason: `${code}: ${message}` };
  }
}

/**
 * @param {string} userId
 * @param {string} picture
 * @param {Import} task
 * @returns {Promise<string | undefined>} why it was not added
 */
async function added(userId, picture, { client, group, turn, signal }) {
  for (let tries = 1; ; tries += 1) {
    await turn();
    try {
      const { passed } = await client.addFaceRecord({ group, userId, picture }, { signal });
      return passed ? undefined : 'the service did not take the picture';
    } catch (error) {
      signal.throwIfAborted();
      const { code, actor, retryable, mayHaveRun, message } = /** @type {any} */ (error);
      if (mayHaveRun && (await isAdded(client, { group, userId, turn, signal }))) {
        return undefined;
      }
      if (retryable && tries < TRIES) {
        continue;
      }
      // A wrong key, group or permission is wrong for everybody.
      if (actor !== 'photo' && !retryable) {
        throw error;
      }
      return `${code}: ${message}`;
    }
  }
}

/** @param {Client} client @param {{ group: string, userId: string, turn: () => Promise<void>, signal: AbortSignal }} asked */
async function isAdded(client, { group, userId, turn, signal }) {
  await turn();
  return (await client.queryFaceRecord({ group, userId, pageSize: 1 }, { signal })).records.length > 0;
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
