// Where the API's documentation is silent or contradicts itself: one option each, with the default and its reason.

import { contract } from '../contract.js';
import { misuse } from '../lib/misuse.js';
import { OPERATIONS } from './operations/index.js';

/**
 * @typedef {object} Options
 * @property {number} clockWindowMs 15 minutes: error table and V3 page agree
 * @property {number} futureWindowMs of requests dated in the future; not documented, so the same
 * @property {number} bodyLimitBytes the real gateway's limit is unknown; room for two pictures and far more
 * @property {number} pictureLimitBytes of a decoded Base64 picture; the contract's reading of "0.6 MB"
 * @property {number} requestLimitBytes of all Base64 pictures together as form fields; the contract's reading of "1 MB"
 * @property {number} urlPictureLimitBytes of a downloaded picture; the contract's reading of "1 MB"
 * @property {'' | '0' | '1' | '2'} verifyModel taken when the parameter is absent. Empty (MissingParameter): every source calls
 *   it required, the newer SDKs with a default of 1, the older with 0
 * @property {'0' | '1'} autoRegistration taken when the parameter is absent. `1` (do not register): the newer SDKs' text
 * @property {boolean} unknownGroupIsError whether a group code that does not exist is InvalidParameter or an empty search
 * @property {boolean} landscapeIsError landscape is described as less accurate only
 * @property {boolean} repeatedBizIdIsError the text asks for uniqueness and promises no check
 * @property {boolean} registrationResultAsText the SDKs parse an integer, the web page says String
 * @property {boolean} updateFaceIfUserExists taken when the parameter is absent; overwriting must be asked for
 * @property {'result' | 'error'} existingUser what a registration of a known user gets: FaceRegistrationResult 0, the nearest
 *   documented value, or InvalidParameter
 * @property {('205' | '204' | '233')[]} verdictOrder which SubCode is reported where several apply; the tables imply this order
 * @property {number} compareThreshold score (0 to 100) from which two pictures show the same face
 * @property {number} searchThreshold score from which a stored face is a duplicate
 * @property {Record<string, number>} statuses HTTP status by code, where pages disagree
 * @property {number} downloadTimeoutMs the sister API abroad allows 3 seconds
 * @property {string[]} downloadHosts host names from which picture URLs are fetched; loopback is always allowed
 * @property {'auto' | 'recogniser' | 'fingerprint'} engine what tells people apart; auto takes the recogniser where its weights
 *   are installed
 * @property {number} faceAge fixed `FaceAge` of every answer; 0: none, which the documentation allows
 * @property {'' | 'M' | 'F'} faceGender fixed `FaceGender`; empty: none
 * @property {number} callsPerSecond of the account at each operation without a rate of its own; 0 switches throttling off
 * @property {Record<string, number>} callsPerSecondOf rates of operations by name, instead of the documented 50 of AddFaceRecord
 *   and DeleteFaceRecordV2; only where `callsPerSecond` is not 0
 */

/** @type {Options} */
export const DEFAULT_OPTIONS = {
  clockWindowMs: 15 * 60_000,
  futureWindowMs: 15 * 60_000,
  bodyLimitBytes: 4_000_000,
  pictureLimitBytes: contract.picture.maxBytes,
  requestLimitBytes: contract.picture.maxRequestBytes,
  urlPictureLimitBytes: contract.picture.maxUrlBytes,
  verifyModel: '',
  autoRegistration: '1',
  unknownGroupIsError: true,
  landscapeIsError: false,
  repeatedBizIdIsError: false,
  registrationResultAsText: false,
  updateFaceIfUserExists: false,
  existingUser: 'result',
  verdictOrder: ['205', '204', '233'],
  compareThreshold: 80,
  searchThreshold: 80,
  statuses: {},
  downloadTimeoutMs: 3_000,
  downloadHosts: [],
  engine: 'auto',
  faceAge: 0,
  faceGender: '',
  callsPerSecond: 0,
  callsPerSecondOf: {},
};

const ACTIONS = [...OPERATIONS.keys()];
/** Where the default is no example. @type {Partial<Options>} */
const EXAMPLES = {
  ...{ callsPerSecondOf: { AddFaceRecord: 50 }, statuses: { 'Throttling.Api': 429 } },
  downloadHosts: ['photos.example.com'],
};

/** @type {{ [Name in keyof Options]?: readonly string[] }} */
const WORDS = {
  verifyModel: ['', '0', '1', '2'],
  autoRegistration: ['0', '1'],
  existingUser: ['result', 'error'],
  engine: ['auto', 'recogniser', 'fingerprint'],
  faceGender: ['', 'M', 'F'],
  verdictOrder: ['205', '204', '233'],
};

/**
 * @param {string} text JSON: `{ "<option>": <value>, ... }`
 * @returns {Partial<Options>}
 */
export function readOptions(text) {
  /** @type {unknown} */
  let given;
  try {
    given = JSON.parse(text);
  } catch {
    throw misuse('options', 'is no JSON such as {"landscapeIsError": true}');
  }
  checkOptions(given);
  return given;
}

/** @param {unknown} given @returns {asserts given is Partial<Options>} */
export function checkOptions(given) {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw misuse('options', 'must be an object such as {"callsPerSecond": 3}');
  }
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(DEFAULT_OPTIONS, name)) {
      throw misuse(`options.${name}`, `does not exist; known: ${Object.keys(DEFAULT_OPTIONS).join(' ')}`);
    }
    const known = /** @type {keyof Options} */ (name);
    if (!fits(value, DEFAULT_OPTIONS[known], WORDS[known])) {
      throw misuse(`options.${name}`, `must be ${allowed(known)}`);
    }
  }
  const { callsPerSecondOf = {} } = /** @type {Partial<Options>} */ (given);
  const stranger = Object.keys(callsPerSecondOf).find((action) => !ACTIONS.includes(action));
  if (stranger !== undefined) {
    throw misuse(`options.callsPerSecondOf.${stranger}`, `is no operation; known: ${ACTIONS.join(' ')}`);
  }
}

/** What an option takes, in words. @param {keyof Options} name */
function allowed(name) {
  const model = DEFAULT_OPTIONS[name];
  const words = WORDS[name]?.map((word) => JSON.stringify(word)).join(', ');
  if (words !== undefined) {
    return Array.isArray(model) ? `a list of ${words}` : `one of ${words}`;
  }
  switch (typeof model) {
    case 'number':
      return 'a number from 0';
    case 'boolean':
      return 'true or false';
    default:
      return `something like ${JSON.stringify(EXAMPLES[name] ?? model)}`;
  }
}

/** @param {unknown} value @param {unknown} model @param {readonly string[]} [words] @returns {boolean} */
function fits(value, model, words) {
  if (Array.isArray(model)) {
    return Array.isArray(value) && value.every((one) => fits(one, '', words));
  }
  if (typeof model === 'object') {
    return (
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).every((one) => fits(one, 0))
    );
  }
  if (typeof model === 'number') {
    return typeof value === 'number' && value >= 0 && Number.isFinite(value);
  }
  return typeof value === typeof model && (words?.includes(String(value)) ?? true);
}
