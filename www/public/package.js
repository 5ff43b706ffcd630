// The one place that knows where the package is served: the server maps ./face-preflight/ to it.

// @ts-expect-error: the URL exists only where the page is served
import * as served from './face-preflight/browser.js';
// @ts-expect-error: the same
import * as servedClient from './face-preflight/client.js';

/** @import { Actor, Progress } from '../../pkg-template/browser.js' */

export const { inspect, preflight, probe, explain, PreflightError } =
  /** @type {typeof import('../../pkg-template/browser.js')} */ (served);

export const { submit } = /** @type {typeof import('../../pkg-template/client.js')} */ (servedClient);

/** @typedef {import('../../pkg-template/browser.js').Photo} Photo */
/** @typedef {import('../../pkg-template/browser.js').Check} Check */
/** @typedef {import('../../pkg-template/browser.js').Face} Face */
/** @typedef {import('../../pkg-template/browser.js').Inspection} Inspection */
/** @typedef {import('../../pkg-template/client.js').Answer} Answer */
/** @typedef {import('../../pkg-template/client.js').UnreachableAnswer} UnreachableAnswer */
/** @typedef {import('../../pkg-template/client.js').SubmitFields} SubmitFields */
