// What a request may have of the machine: a place to upload, memory, and a turn for each of its pictures, so that
// hostile clients take nothing from the others.

import { LIMIT_SETS } from '../../lib/limit-sets.js';
import { inBlocks } from '../http/body.js';
import { clientOf } from '../http/client-rates.js';
import { Places, PlacesOfEach } from '../http/places.js';
import { Refusal } from '../http/refusal.js';
import { pictureMemory } from './picture-memory.js';

/** @import { PreflightOptions } from '../../lib/types.js' */
/** @import { Limits } from '../limits.js' */
/** @import { Timer } from '../timer.js' */
/** @import { Fingerprint, Preflight } from './pictures.js' */
/** @import { Visit } from './visit.js' */

/** @typedef {ReturnType<typeof makeRoom>} Room */

/** A body as bytes, as text, as fields and once more as the form that is sent. */
const COPIES = 4;
const NOTHING = () => {};
/** The largest picture that is sent. */
const SENT_BYTES = 600_000;
/**
 * Of an upload, before memory is taken for its picture: a sender who takes his time keeps none from the others. What
 * `enter` took has room for these, and for the form of a first picture.
 */
const GATHERED_BYTES = (COPIES - 1) * SENT_BYTES;
/** One client's share of the memory for pictures is one of these, or one picture where that is more. */
const SHARES = 3;

/** @param {Limits} limits */
export function makeRoom({ uploadsPerClient, pictureMemoryBytes, requestMemoryBytes }) {
  return {
    uploads: new PlacesOfEach(uploadsPerClient),
    pictures: new PlacesOfEach(uploadsPerClient),
    // One client's pictures wait for memory one after the other, so that another client's waits for one of them at most.
    line: new PlacesOfEach(1),
    shares: new PlacesOfEach(Math.ceil(pictureMemoryBytes / SHARES)),
    pictureMemory: new Places(pictureMemoryBytes),
    requestMemory: new Places(requestMemoryBytes),
  };
}

/**
 * A place for the client's upload, and memory for what becomes of it. The place is given back by `visit.uploaded()`, the
 * memory by `visit.ended()`.
 * @param {Visit} visit
 */
export async function enter(visit) {
  const { backend, request } = visit;
  const { uploads, requestMemory } = backend.room;
  const who = whoOf(visit);
  visit.uploaded = await granted(
    visit,
    who === null ? NOTHING : uploads.take(who, waiting(visit)),
    'too_many_requests',
  );
  const isJson = /^\s*application\/json/i.test(request.headers.get('content-type') ?? '');
  const { jsonBytes } = backend.limits;
  const claimed = Number(request.headers.get('content-length') ?? jsonBytes);
  const bytes = isJson ? Math.min(claimed > 0 ? claimed : jsonBytes, jsonBytes) : SENT_BYTES;
  visit.ended = await granted(visit, requestMemory.take(COPIES * bytes, waiting(visit)), 'service_busy');
}

/**
 * The backend's `preflight` with a turn, memory and a deadline for each picture. The work ends with the client.
 * @param {Visit} visit
 * @param {number} [gatheredBytes] of a stream, before there is a turn
 * @returns {Preflight}
 */
export function preflightInTurn(visit, gatheredBytes = GATHERED_BYTES) {
  const { backend } = visit;
  return async (input, options = {}, call = {}) => {
    const blocks = input instanceof Uint8Array ? undefined : await inBlocks(input, gatheredBytes);
    const limits = limitsOf(options);
    const first = blocks?.first ?? /** @type {Uint8Array} */ (input);
    const { pictureMs, bodyMs } = backend.limits;
    const arrivesMs = blocks && !blocks.isWhole ? bodyMs : 0;
    const need = { bytes: pictureMemory(first, limits.memoryBytes), ms: pictureMs + arrivesMs };
    return inTurn(visit, need, async (signal, who) => {
      try {
        signal.throwIfAborted();
        return await backend.preflight(blocks?.whole ?? input, { ...options, limits }, { ...call, signal }, who);
      } finally {
        blocks?.whole.locked || blocks?.whole.cancel().catch(() => {});
      }
    });
  };
}

/** The backend's `fingerprint` in the same way. @param {Visit} visit @returns {Fingerprint} */
export function fingerprintInTurn(visit) {
  const { fingerprint, limits } = visit.backend;
  return async (picture) => {
    const need = { bytes: pictureMemory(picture, LIMIT_SETS.server.memoryBytes), ms: limits.pictureMs };
    return inTurn(visit, need, async (signal, who) => {
      signal.throwIfAborted();
      return fingerprint(picture, { signal }, who);
    });
  };
}

/**
 * @template T
 * @param {Visit} visit
 * @param {{ bytes: number, ms: number }} need memory, and time for the work
 * @param {(signal: AbortSignal, who: { client: string | null }) => Promise<T>} work
 */
async function inTurn(visit, { bytes, ms }, work) {
  const leave = await takeTurn(visit, bytes);
  const end = ending(visit.request.signal, ms, visit.backend.timer);
  try {
    return await work(end.signal, { client: whoOf(visit) });
  } catch (error) {
    throw end.signal.aborted ? end.signal.reason : error;
  } finally {
    end.clear();
    leave();
  }
}

/** A policy's own limits, and the server's for all others. @param {PreflightOptions} options */
function limitsOf({ limits = 'server' }) {
  return typeof limits === 'string' ? LIMIT_SETS[limits] : { ...LIMIT_SETS.server, ...limits };
}

/**
 * One client's pictures wait for its own share, then one of them for memory.
 * @param {Visit} visit
 * @param {number} bytes
 */
async function takeTurn(visit, bytes) {
  const { pictures, line, shares, pictureMemory: memory } = visit.backend.room;
  const who = whoOf(visit);
  const ofClient = (/** @type {PlacesOfEach} */ places, wanted = 1) =>
    granted(visit, who === null ? NOTHING : places.take(who, waiting(visit), wanted), 'too_many_requests');
  /** @type {(() => void)[]} */
  const taken = [];
  const leave = () => taken.forEach((giveBack) => giveBack());
  try {
    taken.push(await ofClient(pictures));
    const leaveLine = await ofClient(line);
    try {
      taken.push(await ofClient(shares, bytes));
      taken.push(await granted(visit, memory.take(bytes, waiting(visit)), 'service_busy'));
    } finally {
      leaveLine();
    }
    return leave;
  } catch (error) {
    leave();
    throw error;
  }
}

/** Who shares places: one address, or one user where there is no address. @param {Visit} visit */
function whoOf({ address, identity }) {
  return address ? `client ${clientOf(address)}` : identity ? `user ${identity.userId}` : null;
}

/** @param {Visit} visit */
function waiting({ backend, request: { signal } }) {
  const { limits, monotonic, sleep } = backend;
  return { waitMs: limits.placeMs, monotonic, sleep, signal };
}

/**
 * @param {Visit} visit
 * @param {(() => void) | Promise<(() => void) | null>} place
 * @param {'too_many_requests' | 'service_busy'} code where there is none
 */
async function granted({ request: { signal } }, place, code) {
  const giveBack = await place;
  if (!giveBack && signal.aborted) {
    throw signal.reason;
  }
  if (!giveBack) {
    throw new Refusal(code, { retryAfterMs: 2_000 });
  }
  return giveBack;
}

/** A signal that fires when the client leaves or the time is up. @param {AbortSignal} left @param {number} ms @param {Timer} timer */
function ending(left, ms, timer) {
  const over = new AbortController();
  const detail = `The work on the picture took longer than ${ms} ms.`;
  const clear = timer(ms, () => over.abort(new Refusal('service_busy', { detail, retryAfterMs: 2_000 })));
  const onLeft = () => over.abort(left.reason);
  left.addEventListener('abort', onLeft, { once: true });
  if (left.aborted) {
    onLeft();
  }
  return {
    signal: over.signal,
    clear() {
      clear();
      left.removeEventListener('abort', onLeft);
    },
  };
}
