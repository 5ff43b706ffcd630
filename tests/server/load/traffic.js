// What the clients of the load run do, and what each must be answered: in every ten calls a registration by double
// click, two people who register the same face at once, searches, comparisons, and one who takes another's face.

import { bearer } from '../backend-client.js';
import { facePng } from './pictures.js';

/** @typedef {typeof import('../../../pkg/node.js')} Product */
/**
 * @typedef {object} Call
 * @property {string} user
 * @property {string} policy
 * @property {string} key
 * @property {number} source whose face
 * @property {number} [target]
 * @property {boolean} [raw] whether the photo is sent as it is
 * @property {number} [after] the index of a call that must have been answered before
 */
/**
 * `asked` is how often in all; `busy` how often there was no place, `broken` how often the connection ended without an
 * answer, `internal` how often the backend failed.
 * @typedef {{ asked: number, busy: number, broken: number, internal: number, verdict: any }} Outcome
 */

const STRANGERS = 10;
/** Another photo of a person: the same one twice is refused. */
const LATER = 0.5;
/** A second sees a handful of places; a client at the end of the line asks often. */
const MOST_ASKED = 200;

/** @param {number} index @returns {Call} */
export function callOf(index) {
  const ten = Math.floor(index / 10);
  const first = ten * 10;
  const face = 2 * ten;
  const key = `load-key-${index}`;
  const user = `load-user-${index}`;
  const calls = /** @type {Call[]} */ ([
    { policy: 'signup', user: `load-user-${first}`, key: `load-key-${first}`, source: face },
    { policy: 'signup', user: `load-user-${first}`, key: `load-key-${first}`, source: face },
    { policy: 'signup', user, key, source: face + 1 },
    { policy: 'signup', user, key, source: face + 1 },
    { policy: 'search', user, key, source: face, after: first },
    { policy: 'search', user, key, source: 1_000_000 + (ten % STRANGERS), raw: true },
    { policy: 'login', user, key, source: face + LATER, target: face },
    { policy: 'login', user, key, source: face + LATER, target: face },
    { policy: 'login', user, key, source: face, target: face + 1 },
    { policy: 'signup', user, key, source: face, after: first },
  ]);
  return /** @type {Call} */ (calls[index % 10]);
}

/** What is wrong with the answers; nothing where all is right. @param {(Outcome | undefined)[]} outcomes */
export function wrongAnswers(outcomes) {
  /** @type {string[]} */
  const wrong = [];
  const told = outcomes.map((outcome) => `${outcome?.verdict.subCode} ${outcome?.verdict.registered}`);
  const id = (/** @type {number} */ index) => outcomes[index]?.verdict.requestId;
  const expected = [
    '200 true',
    '200 true',
    undefined,
    undefined,
    '233 false',
    '200 false',
    '200 false',
    '200 false',
    '204 false',
    '233 false',
  ];
  told.forEach((answer, index) => {
    const wanted = expected[index % 10];
    if (wanted !== undefined && answer !== wanted) {
      wrong.push(`call ${index}: ${answer} instead of ${wanted}`);
    }
    if (index % 10 === 1 && id(index) !== id(index - 1)) {
      wrong.push(`call ${index}: not the answer of its double`);
    }
    const pair = [told[index - 1], answer].sort().join(', ');
    if (index % 10 === 3 && pair !== '200 true, 233 false') {
      wrong.push(`calls ${index - 1} and ${index}: ${pair}`);
    }
  });
  return wrong;
}

/** Faces that are registered once all is done. @param {number} calls */
export function facesOf(calls) {
  return Array.from({ length: calls }, (_, index) => index % 10).filter((kind) => kind === 0 || kind === 2).length;
}

/**
 * All prepared pictures of the calls, made beforehand: making them holds the thread that times the calls.
 * @param {number} calls
 * @param {Product} product
 */
export async function preparePictures(calls, product) {
  /** @type {Map<number, string>} */
  const pictures = new Map();
  for (let face = 0; face <= (2 * calls) / 10 + 1; face += 1) {
    pictures.set(face, (await product.preflight(facePng(face))).base64());
    pictures.set(face + LATER, (await product.preflight(facePng(face, 1))).base64());
  }
  return pictures;
}

/**
 * Asks as a page would: with the same key until there is a verdict.
 * @param {string} url
 * @param {Call} call
 * @param {Map<number, string>} pictures
 * @param {(text: string) => void} onText takes every answer, headers too
 * @returns {Promise<Outcome | undefined>}
 */
export async function ask(url, { user, policy, key, source, target, raw = false }, pictures, onText) {
  const headers = {
    ...(await bearer(user, { policy })),
    'idempotency-key': key,
    'content-type': raw ? 'image/png' : 'application/json',
  };
  const request = {
    SourceFacePicture: pictures.get(source),
    ...(target !== undefined && { TargetFacePicture: pictures.get(target) }),
  };
  const body = /** @type {any} */ (raw ? facePng(source) : JSON.stringify({ policy, request }));
  const query = raw ? `?policy=${policy}` : '';
  let [busy, broken, internal] = [0, 0, 0];
  for (let asked = 1; asked <= MOST_ASKED; asked += 1) {
    const verdict = await once(`${url}/api/verify${query}`, { method: 'POST', headers, body }, onText);
    if (verdict.ok) {
      return { verdict, asked, busy, broken, internal };
    }
    if (verdict.code === 'service_busy') {
      busy += 1;
    }
    if (verdict.code === 'broken') {
      broken += 1;
    }
    if (verdict.code === 'internal') {
      internal += 1;
    }
    await new Promise((done) => {
      setTimeout(done, (verdict.retryAfterMs ?? 200) * (0.5 + Math.random()));
    });
  }
  return undefined;
}

/**
 * An idle connection may be closed while the next request is on its way; the key makes asking again harmless.
 * @param {string} url
 * @param {RequestInit} init
 * @param {(text: string) => void} onText
 */
async function once(url, init, onText) {
  const answer = await fetch(url, init).catch((error) => {
    onText(String(error));
    return undefined;
  });
  const text = await answer?.text().catch(() => undefined);
  if (answer === undefined || text === undefined) {
    return { ok: false, code: 'broken' };
  }
  onText(`${JSON.stringify([...answer.headers])} ${text}`);
  return JSON.parse(text);
}
