import { inWords, unreachable } from './answer.js';
import { startClock } from './clock.js';
import { keyOf } from './key.js';
import { misuse } from '../misuse.js';
import { readOptions } from './options.js';
import { readPictures } from './pictures.js';
import { tryUntilAnswered } from './tries.js';

/** @import { Clock } from './clock.js' */
/** @import { Submission } from './options.js' */
/** @import { Answer, SubmitOptions, SubmitPictures } from './types.js' */

/**
 * Sends a photo to the backend and reads its verdict. What is safe to try again is tried again, with the same
 * idempotency key: no photo is checked, billed or registered twice, also where the page was reloaded in between.
 *
 * @param {SubmitPictures} pictures
 * @param {SubmitOptions} options
 * @returns {Promise<Answer>} also where there is no verdict. Rejects with the signal's reason where it was aborted,
 *   and with a `PreflightError` of code `invalid_option` where the call itself is wrong.
 *
 * @example
 * ```js
 * const answer = await submit(photo, { policy: 'signup', token: async () => (await fetch('/token')).text() });
 * console.log(answer.passed ? 'passed' : answer.advice);
 * ```
 */
export async function submit(pictures, options) {
  const submission = readOptions(options);
  submission.signal?.throwIfAborted();
  const clock = startClock(submission.timeoutMs, submission.signal);
  try {
    return inWords(await clock.until(carryOut(pictures, submission, clock)), submission.texts);
  } catch (error) {
    if (clock.isOver()) {
      return inWords(unreachable('timeout'), submission.texts);
    }
    throw error;
  } finally {
    clock.release();
  }
}

/**
 * @param {SubmitPictures} pictures
 * @param {Submission} submission
 * @param {Clock} clock
 */
async function carryOut(pictures, submission, clock) {
  const { url, policy, fields, idempotencyKey, allowFailed } = submission;
  const request = { ...fields, ...(await readPictures(pictures, allowFailed)) };
  const body = JSON.stringify({ policy, request });
  const token = await tokenOf(submission);
  const { key, forget } =
    idempotencyKey === undefined ? await keyOf(url, body) : { key: idempotencyKey, forget() {} };
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    'idempotency-key': key,
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  clock.signal.throwIfAborted();
  const answer = await tryUntilAnswered({ url, headers, body }, submission, clock);
  // A key that now belongs to another request would always be refused.
  if (answer.kind === 'verdict' || (answer.kind === 'refused' && answer.code === 'idempotency_key_reused')) {
    forget();
  }
  return answer;
}

/** @param {Submission} submission */
async function tokenOf({ token }) {
  const given = typeof token === 'function' ? await token() : token;
  if (given === undefined || given === null) {
    return undefined;
  }
  if (typeof given !== 'string' || !/^[\x21-\x7e]+$/.test(given)) {
    throw misuse('token', 'is no text of printable ASCII characters');
  }
  return given;
}
