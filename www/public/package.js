// The one place that knows where the package is.

import '../../pkg/capture.js';

export { contract, inspect } from '../../pkg/browser.js';

/** @typedef {import('../../pkg/browser.js').Photo} Photo */
/** @typedef {import('../../pkg/browser.js').Check} Check */
/** @typedef {import('../../pkg/browser.js').Face} Face */
/** @typedef {import('../../pkg/capture.js').FaceCapture} FaceCapture */
/** @typedef {import('../../pkg/client.js').Answer} Answer */
/** @typedef {import('../../pkg/client.js').UnreachableAnswer} UnreachableAnswer */
/** @typedef {import('../../pkg/client.js').SubmitFields} SubmitFields */
