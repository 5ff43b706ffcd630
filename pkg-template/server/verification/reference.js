// The user's picture on file: asked of the integrator, loaded within limits, made ready like a raw photo.

import { readUpTo } from '../http/body.js';
import { Refusal } from '../http/refusal.js';
import { inTime } from '../in-time.js';
import { timeout } from '../timer.js';
import { toldOf } from './cause.js';
import { prepareRaw } from './pictures.js';

/** @import { Timer } from '../timer.js' */
/** @import { Preflight } from './pictures.js' */
/** @import { Policy } from './policy.js' */

/**
 * @typedef {Uint8Array | Response | Request | URL | string | null | undefined} ReferencePicture a JPEG or PNG, an answer
 *   or an https address that gives one; null where the user has none
 */
/** @typedef {(wanted: { userId: string, policy: string }) => ReferencePicture | Promise<ReferencePicture>} ReferenceHook */

const FIELD = 'TargetFacePicture';
/** For the integrator's answer and the picture together. */
export const REFERENCE_MS = 10_000;
const MOST_REDIRECTS = 3;
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * @param {{ userId: string, policy: Policy, reference: ReferenceHook, preflight: Preflight, fetch: typeof globalThis.fetch,
 *   limitBytes: number, signal: AbortSignal, log: (line: Record<string, unknown>) => void, timer: Timer, monotonic: () => number }} how
 * @returns {Promise<Uint8Array>} the JPEG to send; rejects with a {@link Refusal}
 */
export async function referencePicture({
  userId,
  policy,
  reference,
  preflight,
  fetch,
  limitBytes,
  signal,
  log,
  timer,
  monotonic,
}) {
  const late = timeout(REFERENCE_MS, timer);
  try {
    const limits = { limitBytes, signal: AbortSignal.any([signal, late.signal]) };
    const given = await inTime(reference({ userId, policy: policy.name }), limits.signal);
    const photo = await bytesOf(given, fetch, { ...limits, timer, monotonic });
    if (photo === null) {
      throw new Refusal('reference_missing');
    }
    return await prepareRaw(photo, { field: FIELD, look: { picture: policy.picture, face: policy.face }, preflight });
  } catch (cause) {
    if (signal.aborted || (cause instanceof Refusal && !cause.code.startsWith('picture_'))) {
      throw cause;
    }
    const why = late.signal.aborted ? { error: `it took longer than ${REFERENCE_MS} ms` } : toldOf(cause);
    log({ level: 'error', event: 'reference_unusable', policy: policy.name, ...why });
    throw new Refusal('reference_unusable', { cause });
  } finally {
    late.clear();
  }
}

/**
 * @param {ReferencePicture} given
 * @param {typeof globalThis.fetch} fetch
 * @param {{ limitBytes: number, signal: AbortSignal, timer: Timer, monotonic: () => number }} limits
 * @returns {Promise<Uint8Array | null>}
 */
async function bytesOf(given, fetch, { limitBytes, signal, timer, monotonic }) {
  if (given === null || given === undefined) {
    return null;
  }
  if (given instanceof Uint8Array) {
    if (given.length > limitBytes) {
      throw new Error(`the picture exceeds ${limitBytes} bytes`);
    }
    return given;
  }
  const answer = given instanceof Response ? given : await follow(given, fetch, signal);
  if (answer.status === 404 || answer.status === 410) {
    await answer.body?.cancel();
    return null;
  }
  if (!answer.ok) {
    throw new Error(`the store answered HTTP ${answer.status}`);
  }
  return inTime(readUpTo(answer.body, limitBytes, { limitMs: REFERENCE_MS, timer, monotonic }), signal);
}

/**
 * Follows a few redirects to https addresses only; headers such as `Authorization` stay with their own origin.
 * @param {Request | URL | string} given
 * @param {typeof globalThis.fetch} fetch
 * @param {AbortSignal} signal
 */
async function follow(given, fetch, signal) {
  const headers = given instanceof Request ? new Headers(given.headers) : new Headers();
  let url = new URL(given instanceof Request ? given.url : given);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.includes(url.hostname))) {
      throw new Error('the address is not https');
    }
    const answer = await fetch(url, { headers, redirect: 'manual', signal });
    const location = answer.status >= 300 && answer.status < 400 ? answer.headers.get('location') : null;
    if (location === null) {
      return answer;
    }
    await answer.body?.cancel();
    const next = new URL(location, url);
    if (next.origin !== url.origin) {
      headers.delete('authorization');
      headers.delete('cookie');
    }
    url = next;
  }
  throw new Error(`the store redirects more than ${MOST_REDIRECTS} times`);
}
