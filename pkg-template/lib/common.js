// What every entry exports besides preflight and probe. It does not need the wasm.
export { contract } from '../contract.js';
export { PreflightError } from './errors.js';
export { explain } from './explain.js';
export { buildRequest } from './request.js';
export { checkEffects, checkParameters } from './rules.js';
export { version } from './version.js';

/** @typedef {import('./types.js').Photo} Photo */
/** @typedef {import('./types.js').OkPhoto} OkPhoto */
/** @typedef {import('./types.js').RefusedPhoto} RefusedPhoto */
/** @typedef {import('./types.js').Actor} Actor */
/** @typedef {import('./types.js').PhotoInput} PhotoInput */
/** @typedef {import('./types.js').Pixels} Pixels */
/** @typedef {import('./types.js').Drawable} Drawable */
/** @typedef {import('./types.js').Threshold} Threshold */
/** @typedef {import('./types.js').PreflightOptions} PreflightOptions */
/** @typedef {import('./types.js').CallOptions} CallOptions */
/** @typedef {import('./types.js').Progress} Progress */
/** @typedef {import('./types.js').Source} Source */
/** @typedef {import('./types.js').Output} Output */
/** @typedef {import('./types.js').Check} Check */
/** @typedef {import('./types.js').Face} Face */
/** @typedef {import('./types.js').FaceNets} FaceNets */
/** @typedef {import('./types.js').InspectOptions} InspectOptions */
/** @typedef {import('./types.js').WarmUpOptions} WarmUpOptions */
/** @typedef {import('./types.js').Inspection} Inspection */
/** @typedef {import('./types.js').Report} Report */
/** @typedef {import('./contract-types.js').Contract} Contract */
/** @typedef {import('./contract-types.js').ApiCode} ApiCode */
/** @typedef {import('./contract-types.js').ErrorCode} ErrorCode */
/** @typedef {import('./contract-types.js').Explanation} Explanation */
/** @typedef {import('./contract-types.js').GatewayCode} GatewayCode */
/** @typedef {import('./contract-types.js').KnownCode} KnownCode */
/** @typedef {import('./contract-types.js').OperationCode} OperationCode */
/** @typedef {import('./contract-types.js').SubCode} SubCode */
/** @typedef {import('./contract-types.js').SearchRequest} SearchRequest */
/** @typedef {import('./contract-types.js').CompareRequest} CompareRequest */
/** @typedef {import('./contract-types.js').BothRequest} BothRequest */
/** @typedef {import('./backend-codes.js').BackendCode} BackendCode */
/** @typedef {import('./contract-types.js').RequestOptions} RequestOptions */
/** @typedef {import('./contract-types.js').RequestPayload} RequestPayload */
/** @typedef {import('./contract-types.js').RequestPicture} RequestPicture */
/** @typedef {import('./rules.js').Violation} Violation */
