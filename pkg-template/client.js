// Sends what preflight made to the backend, and reads its verdict. Needs no wasm and no DOM.
export { PreflightError } from './lib/errors.js';
export { loadPolicies } from './lib/client/load-policies.js';
export { submit } from './lib/client/submit.js';

/** @typedef {import('./lib/client/types.js').Answer} Answer */
/** @typedef {import('./lib/client/types.js').BackendAnswer} BackendAnswer */
/** @typedef {import('./lib/client/types.js').VerdictAnswer} VerdictAnswer */
/** @typedef {import('./lib/client/types.js').FailedAnswer} FailedAnswer */
/** @typedef {import('./lib/client/types.js').RefusedAnswer} RefusedAnswer */
/** @typedef {import('./lib/client/types.js').UnreachableAnswer} UnreachableAnswer */
/** @typedef {import('./lib/client/types.js').SubmitFields} SubmitFields */
/** @typedef {import('./lib/client/types.js').SubmitOptions} SubmitOptions */
/** @typedef {import('./lib/client/types.js').SubmitPicture} SubmitPicture */
/** @typedef {import('./lib/client/types.js').SubmitPictures} SubmitPictures */
/** @typedef {import('./lib/client/types.js').SubmitProgress} SubmitProgress */
/** @typedef {import('./lib/client/types.js').LoadOptions} LoadOptions */
/** @typedef {import('./lib/client/types.js').Policies} Policies */
/** @typedef {import('./lib/client/types.js').PolicyOfPage} PolicyOfPage */
