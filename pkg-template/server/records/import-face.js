// One person's photo into a face group, for whatever reads the photos: the command line, or consumers of a queue.

import { PreflightError, preflight } from '#preflight';
import { ApiError } from '../client/api-error.js';

/** @import { Client } from '../client/create-client.js' */

/** @typedef {{ userId: string, photo: Uint8Array | (() => Promise<Uint8Array>) }} Face `userId` as the service is to know it; a function reads the photo only where it is needed */
/**
 * @typedef {object} ImportOptions
 * @property {Client} client one with a store keeps to the account's calls per second
 * @property {string} group
 * @property {((userId: string) => Promise<boolean>) | undefined} [isThere] whether the group has a face of the user. Default: the service
 *   is asked, a call for each
 * @property {boolean | undefined} [dryRun] judges the photo and adds nothing. Default: false
 * @property {AbortSignal | undefined} [signal]
 */
/**
 * @typedef {object} Imported
 * @property {'added' | 'there' | 'failed' | 'would_be_added'} status `there`: the user has a face in the group, which was left
 *   alone; `would_be_added`: of a dry run
 * @property {string} [reason] why it failed: the failed checks with their advice, or a code with its meaning
 * @property {boolean} [retryable] whether the same photo may be added later
 */

const LONGEST_ID = 32;
/** A lost answer is asked for again; after this many the photo has failed for now. */
const TRIES = 3;

/**
 * Adds a person's photo to a face group, unless the person has a face in it: asks who is there, judges and prepares the
 * photo, calls AddFaceRecord. After a lost answer it asks whether the face was added, so it can be repeated at will.
 *
 * @param {Face} face
 * @param {ImportOptions} options
 * @returns {Promise<Imported>} rejects with an `ApiError` for what would fail for everybody, such as a wrong key or group,
 *   with what reading the photo rejects with, or with the signal's reason
 *
 * @example
 * ```js
 * const client = createClient({ credentials: { accessKeyId: 'key', accessKeySecret: 'secret' } });
 * const { status, reason } = await importFace({ userId: 'user-42', photo: bytes }, { client, group: 'customers' });
 * console.log(status, reason ?? '');
 * ```
 */
export async function importFace({ userId, photo }, { client, group, dryRun = false, ...more }) {
  const { signal = new AbortController().signal } = more;
  const isThere = more.isThere ?? ((/** @type {string} */ id) => hasFace(client, group, id, signal));
  if (userId.length > LONGEST_ID) {
    return {
      status: 'failed',
      reason: `the id has more than ${LONGEST_ID} characters; hash the ids (FACE_USER_ID_KEY)`,
      retryable: false,
    };
  }
  if (await isThere(userId)) {
    return { status: 'there' };
  }
  const bytes = typeof photo === 'function' ? await photo() : photo;
  const { picture, reason = '', retryable = false } = await judged(bytes, signal);
  if (picture === undefined) {
    return { status: 'failed', reason, retryable };
  }
  return dryRun ? { status: 'would_be_added' } : add({ group, userId, picture }, client, signal);
}

/** @param {Uint8Array} bytes @param {AbortSignal} signal @returns {Promise<{ picture?: string, reason?: string, retryable?: boolean }>} */
async function judged(bytes, signal) {
  try {
    const photo = await preflight(bytes, {}, { face: true, signal });
    if (photo.ok) {
      return { picture: photo.base64() };
    }
    const failed = photo.report.checks.filter(({ status }) => status === 'fail');
    return { reason: failed.map(({ id, advice }) => `${id}: ${advice}`).join(' ') };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof PreflightError)) {
      throw error;
    }
    // What the machine lacks is no fault of the photo.
    return { reason: `${error.code}: ${error.message}`, retryable: error.actor === 'environment' };
  }
}

/**
 * @param {{ group: string, userId: string, picture: string }} face
 * @param {Client} client
 * @param {AbortSignal} signal
 * @returns {Promise<Imported>}
 */
async function add(face, client, signal) {
  for (let tries = 1; ; tries += 1) {
    try {
      const { passed } = await client.addFaceRecord(face, { signal });
      return passed
        ? { status: 'added' }
        : { status: 'failed', reason: 'the service rejected the picture', retryable: false };
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ApiError)) {
        throw error;
      }
      const { actor, retryable, mayHaveRun, message } = error;
      if (mayHaveRun && (await hasFace(client, face.group, face.userId, signal))) {
        return { status: 'added' };
      }
      if (retryable && tries < TRIES) {
        continue;
      }
      if (actor !== 'photo' && !retryable) {
        throw error;
      }
      return { status: 'failed', reason: message, retryable };
    }
  }
}

/** @param {Client} client @param {string} group @param {string} userId @param {AbortSignal} signal */
async function hasFace(client, group, userId, signal) {
  return (await client.queryFaceRecord({ group, userId, pageSize: 1 }, { signal })).records.length > 0;
}
