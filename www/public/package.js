// The one place that knows where the package is served: the server maps ./face-preflight/ to it.

// @ts-expect-error: the URL exists only where the page is served
import * as served from './face-preflight/browser.js';
// @ts-expect-error: the same
import './face-preflight/capture.js';

export const { contract, inspect, probe } = /** @type {typeof import('../../pkg-template/browser.js')} */ (served);

/** @typedef {import('../../pkg-template/browser.js').Photo} Photo */
/** @typedef {import('../../pkg-template/browser.js').Check} Check */
/** @typedef {import('../../pkg-template/browser.js').Face} Face */
/** @typedef {import('../../pkg-template/capture.js').FaceCapture} FaceCapture */
/** @typedef {import('../../pkg-template/client.js').Answer} Answer */
/** @typedef {import('../../pkg-template/client.js').UnreachableAnswer} UnreachableAnswer */
/** @typedef {import('../../pkg-template/client.js').SubmitFields} SubmitFields */
