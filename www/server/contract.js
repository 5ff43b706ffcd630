// What the backend and the emulator need to know of the API, looked up in one place.

export const ACTION = 'FaceDuplicationCheckIntl';
export const VERSION = '2022-08-09';
export const PRODUCT_CODE = 'FACE_IDU_MIN';

/** Region ids and their calls per second and account for this operation. */
const QPS = { 'ap-southeast-1': 10, 'cn-hongkong': 10, 'ap-southeast-3': 3, 'ap-southeast-5': 3 };

/** Singapore: the region of the vendor's own examples. */
export const DEFAULT_REGION = 'ap-southeast-1';

/** @returns {string[]} */
export function regions() {
  return Object.keys(QPS);
}

/**
 * @param {string} region
 * @param {'public' | 'vpc'} network
 * @returns {string} a host name
 */
export function endpointHost(region, network) {
  if (!Object.hasOwn(QPS, region)) throw new Error(`unknown region ${region}; known: ${regions().join(', ')}`);
  return `cloudauth-intl${network === 'vpc' ? '-vpc' : ''}.${region}.aliyuncs.com`;
}

/** @param {string} region @returns {number} calls per second and account */
export function callsPerSecond(region) {
  return QPS[/** @type {keyof typeof QPS} */ (region)] ?? 3;
}

/**
 * @typedef {object} Explanation
 * @property {string} code
 * @property {string} meaning
 * @property {string} advice what the person or the operator should do
 * @property {'caller' | 'photo' | 'policy' | 'environment'} actor who must act
 * @property {boolean} retryable
 * @property {boolean} billed
 */

/** @type {Record<string, [meaning: string, advice: string, actor: Explanation['actor'], retryable: boolean, billed: boolean]>} */
const CODES = {
  200: ['The verification passed.', 'Nothing is left to do.', 'caller', false, true],
  204: ['The two faces do not match.', 'Take a new selfie in even light, or check the second picture.', 'photo', false, true],
  205: ['The selfie looks like a picture of a picture or of a screen.', 'Take the selfie live with the camera.', 'photo', false, true],
  206: ['A policy of the service refused the verification.', 'Ask the operator of this service.', 'policy', false, true],
  233: ['A similar face is already registered.', 'Sign in with the account you already have.', 'policy', false, true],
  NoFaceDetected: ['No usable face was found.', 'Hold the camera in front of your face, in even light.', 'photo', false, false],
  UnqualifiedPhoto: ['The picture cannot be read or its quality is too low.', 'Take another photo.', 'photo', false, false],
  ToolargeImage: ['The picture is too large.', 'Take another photo.', 'photo', false, false],
};

/** @param {string} code a Code or SubCode of the API @returns {Explanation} */
export function explain(code) {
  const [meaning, advice, actor, retryable, billed] = (Object.hasOwn(CODES, code) && CODES[code]) || [
    `The service answered ${code}.`, 'Tell the operator of this service the request id.', 'environment', /^(Throttling|InternalError|ServiceUnavailable)/.test(code), false];
  return { code, meaning, advice, actor, retryable, billed };
}
