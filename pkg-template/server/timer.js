// The platform's clocks and chances, which everything takes as arguments: in a simulation all of them are others.

import { inTime } from './in-time.js';

/** @typedef {(ms: number, run: () => void) => () => void} Timer runs something later, unless what it returns is called before */
/** @typedef {() => string} Uuid a new RFC 9562 version 4, such as `crypto.randomUUID` gives */

/** The platform's own. @type {Timer} */
export const platformTimer = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

/** @type {Uuid} */
export const platformUuid = () => crypto.randomUUID();

/** Milliseconds since 1970. @type {() => number} */
export const platformNow = () => Date.now();

/** Milliseconds of a clock that nobody sets. @type {() => number} */
export const platformMonotonic = () => performance.now();

/** 0 to 1. @type {() => number} */
export const platformRandom = () => Math.random();

/**
 * A pause, which an abort ends. No timer stays, which would keep a process running.
 * @param {number} ms
 * @param {Timer} timer
 * @param {AbortSignal} signal
 * @returns {Promise<void>} rejects with the signal's reason
 */
export async function pause(ms, timer, signal) {
  let clear = () => {};
  try {
    await inTime(new Promise((done) => (clear = timer(ms, () => done(undefined)))), signal);
  } finally {
    clear();
  }
}

/**
 * A signal that fires after a time, and is let go of before.
 * @param {number} ms
 * @param {Timer} timer
 * @returns {{ signal: AbortSignal, clear: () => void }}
 */
export function timeout(ms, timer) {
  const over = new AbortController();
  const clear = timer(ms, () => over.abort(new DOMException(`it took longer than ${ms} ms`, 'TimeoutError')));
  return { signal: over.signal, clear };
}
