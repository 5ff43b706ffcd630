// Points that the documentation leaves open, each with the emulator's default and why.

import { contract } from '../contract.js';

/**
 * @typedef {object} Options
 * @property {number} clockWindowMs 15 minutes: error table and V3 page agree
 * @property {number} bodyLimitBytes the real gateway's limit is unknown; roomy enough for two pictures and far more
 * @property {number} pictureLimitBytes of a decoded Base64 picture; the contract's reading of "0.6 MB"
 * @property {number} requestLimitBytes of all Base64 pictures together as form fields; the contract's reading of "1 MB"
 * @property {number} urlPictureLimitBytes of a downloaded picture; the contract's reading of "1 MB"
 * @property {'0' | '1'} autoRegistration taken when the parameter is absent. `1` (do not register): the newer SDKs' text
 * @property {boolean} unknownGroupIsError whether a group code that does not exist is InvalidParameter or an empty search
 * @property {boolean} landscapeIsError landscape is described as less accurate only
 * @property {boolean} repeatedBizIdIsError the text asks for uniqueness and promises no check
 * @property {boolean} registrationResultAsText the SDKs parse an integer, the web page says String
 * @property {boolean} updateFaceIfUserExists taken when the parameter is absent; overwriting must be asked for
 * @property {number} compareThreshold score (0 to 100) from which two pictures show the same face
 * @property {number} searchThreshold score from which a stored face is a duplicate
 * @property {Record<string, number>} statuses HTTP status by code, where pages disagree
 * @property {number} downloadTimeoutMs the sister API abroad allows 3 seconds
 * @property {string[]} downloadHosts host names from which picture URLs are fetched; loopback is always allowed
 * @property {number} callsPerSecond per account; 0 switches throttling off
 */

/** @type {Options} */
export const DEFAULT_OPTIONS = {
  clockWindowMs: 15 * 60_000,
  bodyLimitBytes: 4_000_000,
  pictureLimitBytes: contract.picture.maxBytes,
  requestLimitBytes: contract.picture.maxRequestBytes,
  urlPictureLimitBytes: contract.picture.maxUrlBytes,
  autoRegistration: '1',
  unknownGroupIsError: true,
  landscapeIsError: false,
  repeatedBizIdIsError: false,
  registrationResultAsText: false,
  updateFaceIfUserExists: false,
  compareThreshold: 80,
  searchThreshold: 80,
  statuses: {},
  downloadTimeoutMs: 3_000,
  downloadHosts: [],
  callsPerSecond: 0,
};
