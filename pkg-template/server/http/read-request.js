// Reads what a client sent, in each of the forms that are accepted, into one shape. Lengths and types are judged before
// anything is read.

import { BodyRefused, bounded, readUpTo } from './body.js';
import { MultipartMalformed, joined, multipartParts } from './multipart.js';
import { Refusal } from './refusal.js';

/** @import { Limits } from '../limits.js' */
/** @import { Timer } from '../timer.js' */

/**
 * @typedef {{ kind: 'prepared', base64: string } | { kind: 'url', url: string }
 *   | { kind: 'raw', photo: ReadableStream<Uint8Array> }
 *   | { kind: 'checked', jpeg: Uint8Array }} GivenPicture `checked`: a raw photo that was made ready while it arrived
 */
/** @typedef {(policy: string, side: 'source' | 'target', photo: ReadableStream<Uint8Array>) => Promise<Uint8Array>} CheckNow */
/**
 * @typedef {object} Given
 * @property {string} policy
 * @property {Map<string, string>} fields non-empty; `MerchantUserId` and what the browser would like to choose
 * @property {GivenPicture | null} source
 * @property {GivenPicture | null} target
 * @property {string | null} idempotencyKey
 * @property {() => number} bytes of the body that have come so far
 */

/** @typedef {{ monotonic: () => number, timer: Timer }} Clocks */

/** What an idempotency key may be. */
export const IDEMPOTENCY_KEY = /^[\x21-\x7e]{8,128}$/;

/** The largest multipart body: two raw photos and a few short fields. @param {Limits} limits */
const multipartBytes = (limits) => 2 * limits.photoBytes + 64_000;
const MOST_FIELD_BYTES = 1_000;
/** Far more than there are fields. */
const MOST_PARTS = 50;

/**
 * @param {object} arrival
 * @param {Request} arrival.request
 * @param {URL} arrival.url
 * @param {Limits} arrival.limits
 * @param {Clocks} arrival.clocks by which a body is too slow
 * @param {CheckNow} arrival.checkNow makes a raw photo ready while it arrives
 * @returns {Promise<Given>}
 */
export async function readRequest({ request, url, limits, clocks, checkNow }) {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const most = {
    'application/json': limits.jsonBytes,
    'image/jpeg': limits.photoBytes,
    'image/png': limits.photoBytes,
    'multipart/form-data': multipartBytes(limits),
  };
  if (!Object.hasOwn(most, type)) {
    throw new Refusal('content_type_unsupported');
  }
  const limit = most[/** @type {keyof typeof most} */ (type)];
  if (Number(request.headers.get('content-length') ?? 0) > limit) {
    throw tooLarge(limit);
  }
  const key = request.headers.get('idempotency-key');
  if (key !== null && !IDEMPOTENCY_KEY.test(key)) {
    throw new Refusal('field_invalid', { field: 'Idempotency-Key' });
  }
  const fromQuery = fieldsOf([...url.searchParams]);
  try {
    if (type === 'application/json') {
      return { ...(await readJson(request, limits, clocks)), idempotencyKey: key };
    }
    if (type === 'multipart/form-data') {
      return { ...(await readMultipart({ request, fromQuery, limits, clocks, checkNow })), idempotencyKey: key };
    }
  } catch (error) {
    throw asRefusal(error);
  }
  if (!request.body) {
    throw new Refusal('body_malformed', { detail: 'The body is empty.' });
  }
  let bytes = 0;
  const photo = bounded(request.body, {
    limitBytes: limits.photoBytes,
    ...paceOf(limits, clocks),
    count: (length) => (bytes = length),
  });
  return {
    ...separate(fromQuery, { source: { kind: 'raw', photo } }),
    idempotencyKey: key,
    bytes: () => bytes,
  };
}

/** A refusal for what went wrong while a body was read. @param {unknown} error */
export function asRefusal(error) {
  if (error instanceof BodyRefused) {
    return new Refusal(error.reason === 'too_large' ? 'body_too_large' : 'body_too_slow', {
      detail: `${error.message}.`,
    });
  }
  if (error instanceof MultipartMalformed) {
    return new Refusal('body_malformed', { detail: `The body is not multipart/form-data: ${error.message}.` });
  }
  return error;
}

/** @param {Limits} limits @param {Clocks} clocks */
function paceOf({ bodyMs, bodyGraceMs, bodyBytesPerSecond }, { monotonic, timer }) {
  return { limitMs: bodyMs, graceMs: bodyGraceMs, bytesPerSecond: bodyBytesPerSecond, monotonic, timer };
}

/** @param {number} limit */
function tooLarge(limit) {
  return new Refusal('body_too_large', { detail: `The request exceeds ${limit} bytes.` });
}

/** @param {Request} request @param {Limits} limits @param {Clocks} clocks */
async function readJson(request, limits, clocks) {
  const bytes = await readUpTo(request.body, limits.jsonBytes, paceOf(limits, clocks));
  const body = parseJson(bytes);
  const { policy, request: payload, ...rest } = body;
  const unknown = Object.keys(rest)[0];
  if (unknown !== undefined) {
    throw new Refusal('field_unknown', { field: unknown.slice(0, 64) });
  }
  if (typeof policy !== 'string') {
    throw new Refusal('field_invalid', { field: 'policy' });
  }
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    throw new Refusal('field_invalid', { field: 'request' });
  }
  for (const [name, value] of Object.entries(payload)) {
    if (typeof value !== 'string') {
      throw new Refusal('field_invalid', {
        field: name.slice(0, 64),
        detail: 'Every value of the request is a string.',
      });
    }
  }
  const fields = fieldsOf(/** @type {[string, string][]} */ (Object.entries(payload)));
  const source = picture(fields, 'Source');
  const target = picture(fields, 'Target');
  return { policy, fields, source, target, bytes: () => bytes.length };
}

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {Record<string, unknown>} */
function parseJson(bytes) {
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value;
    }
  } catch {
    // Told below, without the parser's text: it may quote the body.
  }
  throw new Refusal('body_malformed', { detail: 'The body is not a JSON object.' });
}

/** @param {Map<string, string>} fields @param {'Source' | 'Target'} side @returns {GivenPicture | null} */
function picture(fields, side) {
  const base64 = fields.get(`${side}FacePicture`);
  const url = fields.get(`${side}FacePictureUrl`);
  if (base64 !== undefined && url !== undefined) {
    throw new Refusal('field_invalid', {
      field: `${side}FacePicture`,
      detail: 'A picture is given in one way only.',
    });
  }
  if (base64 !== undefined) {
    return { kind: 'prepared', base64 };
  }
  return url === undefined ? null : { kind: 'url', url };
}

/**
 * @param {object} arrival
 * @param {Request} arrival.request
 * @param {Map<string, string>} arrival.fromQuery
 * @param {Limits} arrival.limits
 * @param {Clocks} arrival.clocks
 * @param {CheckNow} arrival.checkNow
 */
async function readMultipart({ request, fromQuery, limits, clocks, checkNow }) {
  let bytes = 0;
  const body = request.body ?? new Blob([]).stream();
  const whole = bounded(body, {
    limitBytes: multipartBytes(limits),
    ...paceOf(limits, clocks),
    count: (length) => (bytes = length),
  });
  /** @type {[string, string][]} */
  const texts = [...fromQuery];
  /** @type {{ source?: GivenPicture, target?: GivenPicture }} */
  const photos = {};
  let parts = 0;
  for await (const part of multipartParts(whole, request.headers.get('content-type') ?? '')) {
    const { name } = part;
    parts += 1;
    if (parts > MOST_PARTS) {
      throw new MultipartMalformed(`there are more than ${MOST_PARTS} parts`);
    }
    if (!part.isFile) {
      texts.push([name, new TextDecoder().decode(await joined(part.body, MOST_FIELD_BYTES))]);
    } else if ((name === 'source' || name === 'target') && !photos[name]) {
      const first = await part.body.next();
      if (first.done) {
        continue; // a file field that was left empty
      }
      const policy = texts.find(([field]) => field === 'policy')?.[1];
      // Only a policy says how its photos are made ready. One that waits for it would wait in memory.
      if (!policy) {
        throw new Refusal('field_invalid', {
          field: 'policy',
          detail: 'In multipart/form-data the policy stands before the photos.',
        });
      }
      const photo = bounded(streamOf(first.value, part.body), { limitBytes: limits.photoBytes });
      photos[name] = { kind: 'checked', jpeg: await checkNow(policy, name, photo) };
    } else {
      throw new Refusal('field_unknown', { field: name.slice(0, 64) });
    }
  }
  return { ...separate(fieldsOf(texts), photos), bytes: () => bytes };
}

/** @param {Uint8Array} first @param {AsyncGenerator<Uint8Array, void>} rest @returns {ReadableStream<Uint8Array>} */
function streamOf(first, rest) {
  return new ReadableStream({
    start: (controller) => controller.enqueue(first),
    async pull(controller) {
      const next = await rest.next();
      if (next.done) {
        controller.close();
      } else {
        controller.enqueue(next.value);
      }
    },
  });
}

/**
 * Fields of a raw photo: the policy among them, no picture.
 * @param {Map<string, string>} fields
 * @param {{ source?: GivenPicture, target?: GivenPicture }} photos
 */
function separate(fields, { source, target }) {
  const policy = fields.get('policy') ?? '';
  fields.delete('policy');
  for (const name of fields.keys()) {
    if (/^(Source|Target)FacePicture/.test(name)) {
      throw new Refusal('field_invalid', { field: name, detail: 'A raw photo is not mixed with a prepared one.' });
    }
  }
  return { policy, fields, source: source ?? null, target: target ?? null };
}

/** Without empty values; a name given twice has no meaning. @param {[string, string][]} pairs */
function fieldsOf(pairs) {
  /** @type {Map<string, string>} */
  const fields = new Map();
  for (const [name, value] of pairs) {
    if (fields.has(name)) {
      throw new Refusal('field_invalid', { field: name.slice(0, 64), detail: 'A field is given more than once.' });
    }
    if (value !== '') {
      fields.set(name, value);
    }
  }
  return fields;
}
