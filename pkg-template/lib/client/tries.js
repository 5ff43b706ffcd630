import { fullJitter } from '../full-jitter.js';
import { readAnswer, unreachable } from './answer.js';
import { pause } from './clock.js';
import { sender } from './send.js';

/** @import { Clock } from './clock.js' */
/** @import { Submission } from './options.js' */
/** @import { Message, Reply } from './send.js' */
/** @import { Answer, SubmitProgress } from './types.js' */

/** @typedef {{ answer: Answer, again: boolean, afterMs: number }} Outcome whether to try again, and the pause asked for */

const MOST_TRIES = 4;
const BACKOFF_MS = { first: 500, most: 4_000 };

/** Not the request but the moment was wrong: a proxy may say so too. */
const PASSING = [408, 429, 502, 503, 504];

/**
 * @param {Message} message
 * @param {Submission} submission
 * @param {Clock} clock
 * @returns {Promise<Answer>} the last try's
 */
export async function tryUntilAnswered(message, { fetch, onProgress }, clock) {
  const send = sender(fetch);
  /** @param {SubmitProgress} progress */
  const tell = (progress) => {
    if (clock.signal.aborted) {
      return;
    }
    try {
      onProgress(progress);
    } catch (error) {
      clock.stop(error);
    }
  };
  for (let tries = 1; ; tries += 1) {
    const { answer, again, afterMs } = await tryOnce(message, send, tell, clock);
    const pauseMs = Math.max(afterMs, fullJitter(tries - 1, BACKOFF_MS));
    if (!again || tries === MOST_TRIES || pauseMs >= clock.leftMs()) {
      return answer;
    }
    await pause(pauseMs, clock.signal);
  }
}

/**
 * @param {Message} message
 * @param {ReturnType<typeof sender>} send
 * @param {(progress: SubmitProgress) => void} tell
 * @param {Clock} clock
 * @returns {Promise<Outcome>}
 */
async function tryOnce(message, send, tell, clock) {
  tell({ stage: 'upload', fraction: 0 });
  /** @param {number} fraction */
  const onUpload = (fraction) => {
    tell({ stage: 'upload', fraction });
    if (fraction === 1) {
      tell({ stage: 'wait', fraction: null });
    }
  };
  try {
    return outcomeOf(await send(message, clock.signal, onUpload));
  } catch {
    clock.signal.throwIfAborted();
    const isOffline = globalThis.navigator?.onLine === false;
    return { answer: unreachable(isOffline ? 'offline' : 'unreachable'), again: true, afterMs: 0 };
  }
}

/**
 * @param {Reply} reply
 * @returns {Outcome}
 */
function outcomeOf({ status, retryAfter, text }) {
  const answer = readAnswer(text);
  if (!answer) {
    return { answer: unreachable('not_understood'), again: PASSING.includes(status), afterMs: inMs(retryAfter) };
  }
  if (answer.kind !== 'failed' && answer.kind !== 'refused') {
    return { answer, again: false, afterMs: 0 };
  }
  const again = answer.retryable && (PASSING.includes(status) || answer.code === 'still_running');
  return { answer, again, afterMs: answer.retryAfterMs ?? inMs(retryAfter) };
}

/**
 * Retry-After in seconds or as a date (RFC 9110 §10.2.3).
 *
 * @param {string | null} retryAfter
 */
function inMs(retryAfter) {
  if (retryAfter === null) {
    return 0;
  }
  const ms = /^\d+$/.test(retryAfter.trim()) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.now();
  return Number.isFinite(ms) ? Math.max(ms, 0) : 0;
}
