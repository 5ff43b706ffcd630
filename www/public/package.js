// The one place that knows where the package lies: the server maps ./face-preflight/ to it.

// @ts-expect-error: the address exists only where the page is served
import * as served from './face-preflight/browser.js';

/** @import { Actor, Progress } from '../../pkg-template/browser.js' */

export const { inspect, preflight, probe, buildRequest, explain, PreflightError } =
  /** @type {typeof import('../../pkg-template/browser.js')} */ (served);

/** @typedef {import('../../pkg-template/browser.js').Photo} Photo */
/** @typedef {import('../../pkg-template/browser.js').RequestOptions} RequestOptions */
/** @typedef {import('../../pkg-template/browser.js').Check} Check */
/** @typedef {import('../../pkg-template/browser.js').Face} Face */
/** @typedef {import('../../pkg-template/browser.js').Inspection} Inspection */
