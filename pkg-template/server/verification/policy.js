// Named policies: what a browser must not decide. A policy holds the business parameters of the call; the browser names
// the policy and the user and hands over pictures. What a policy does not open is refused.

import { PRODUCT_CODE } from '../contract.js';
import { Refusal } from '../http/refusal.js';

/** @import { PreflightOptions } from '../../lib/types.js' */

/**
 * @typedef {object} Policy
 * @property {string} label for people
 * @property {'0' | '1' | '2'} verifyModel 0 search, 1 compare, 2 both
 * @property {boolean} liveness
 * @property {string[]} faceGroupCodes searched groups, up to 10
 * @property {string | null} registerGroup where a face without a duplicate is registered; null registers nothing
 * @property {boolean} updateFaceIfUserExists
 * @property {number} returnFaces 1 to 5
 * @property {boolean} faceQualityCheck
 * @property {number} minScore of the comparison, 0 to 100, on top of the service's own threshold
 * @property {PreflightOptions} picture options of the preflight: how a photo is prepared, and what its checks allow
 * @property {boolean} face whether the face is looked for and judged too
 * @property {boolean} pictureUrls whether the browser may name picture URLs, which the vendor's servers then fetch
 * @property {boolean} hashUserId whether user ids leave as a keyed hash only
 * @property {boolean} demo whether the browser may choose mode, liveness, groups (of the policy's) and registration
 */

const MODES = { search: '0', compare: '1', both: '2' };

/** What `demo` opens to the browser. */
const DEMO_CHOICES = [
  'VerifyModel',
  'Liveness',
  'FaceGroupCodes',
  'AutoRegistration',
  'FaceRegisterGroupCode',
  'ReturnFaces',
  'UpdateFaceIfUserExists',
  'FaceQualityCheck',
  'SceneCode',
];

/** @type {Record<string, RegExp>} */
const CHOICE_FORMS = {
  VerifyModel: /^[012]$/,
  Liveness: /^[01]$/,
  FaceGroupCodes: /^[^,]+(,[^,]+){0,9}$/,
  AutoRegistration: /^[01]$/,
  FaceRegisterGroupCode: /^[^,]+$/,
  ReturnFaces: /^[1-5]$/,
  UpdateFaceIfUserExists: /^[YN]$/,
  FaceQualityCheck: /^[YN]$/,
  SceneCode: /^[A-Za-z0-9_]{1,10}$/,
};

/**
 * @param {unknown} value `{ "<name>": { "mode": "search" | "compare" | "both", ... } }`
 * @returns {Map<string, Policy>}
 */
export function readPolicies(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('policies must be an object');
  }
  return new Map(Object.entries(value).map(([name, given]) => [name, readPolicy(name, given)]));
}

/** @param {string} name @param {Record<string, unknown> | null} given @returns {Policy} */
function readPolicy(name, given) {
  const wrong = (/** @type {string} */ what) => new Error(`policy ${name}: ${what}`);
  if (typeof given !== 'object' || given === null) {
    throw wrong('must be an object');
  }
  const {
    mode = '',
    label = name,
    liveness = false,
    groups = [],
    register = null,
    update = false,
    returnFaces = 1,
    quality = false,
    minScore = 0,
    picture = {},
    face = false,
    pictureUrls = false,
    hashUserId = false,
    demo = false,
    ...rest
  } = given;
  if (Object.keys(rest).length > 0) {
    throw wrong(`unknown member ${Object.keys(rest)[0]}`);
  }
  if (!/^[\w-]{1,40}$/.test(name)) {
    throw wrong('the name takes letters, digits, _ and -');
  }
  if (!Object.hasOwn(MODES, String(mode))) {
    throw wrong('mode must be search, compare or both');
  }
  const booleans = { liveness, update, quality, face, pictureUrls, hashUserId, demo };
  for (const [member, flag] of Object.entries(booleans)) {
    if (typeof flag !== 'boolean') {
      throw wrong(`${member} must be true or false`);
    }
  }
  if (typeof picture !== 'object' || picture === null || Array.isArray(picture)) {
    throw wrong('picture must be an object of preflight options');
  }
  // Liveness is judged by what is around the face; demo policies let the page ask for it.
  if ((liveness || demo) && /** @type {Record<string, unknown>} */ (picture).crop === 'face') {
    throw wrong('liveness cannot be combined with picture.crop "face"');
  }
  const codes = (/** @type {unknown} */ list) =>
    Array.isArray(list) && list.every((code) => typeof code === 'string' && /^[^,]+$/.test(code));
  if (!codes(groups) || /** @type {string[]} */ (groups).length > 10) {
    throw wrong('groups must be up to 10 group codes');
  }
  if (register !== null && !codes([register])) {
    throw wrong('register must be a group code or null');
  }
  if (mode !== 'compare' && /** @type {string[]} */ (groups).length === 0) {
    throw wrong('a search needs groups');
  }
  if (mode === 'compare' && register !== null) {
    throw wrong('registration belongs to a search');
  }
  if (![1, 2, 3, 4, 5].includes(Number(returnFaces))) {
    throw wrong('returnFaces must be 1 to 5');
  }
  if (!(Number(minScore) >= 0 && Number(minScore) <= 100)) {
    throw wrong('minScore must be 0 to 100');
  }
  if (Number(minScore) > 0 && mode === 'search') {
    throw wrong('minScore needs a comparison, which a search is not');
  }
  // The service registers before this backend sees the score, so a refusal would come too late.
  if (Number(minScore) > 0 && (register !== null || demo)) {
    throw wrong('minScore cannot be combined with registration');
  }
  return {
    label: String(label),
    verifyModel: /** @type {Policy['verifyModel']} */ (MODES[/** @type {keyof typeof MODES} */ (mode)]),
    liveness: booleans.liveness === true,
    faceGroupCodes: /** @type {string[]} */ (groups),
    registerGroup: /** @type {string | null} */ (register),
    updateFaceIfUserExists: update === true,
    returnFaces: Number(returnFaces),
    faceQualityCheck: quality === true,
    minScore: Number(minScore),
    picture,
    face: face === true,
    pictureUrls: pictureUrls === true,
    hashUserId: hashUserId === true,
    demo: demo === true,
  };
}

/**
 * The parameters that the policy sets. Defaults are always sent: they differ between the vendor's own sources.
 * @param {Policy} policy
 */
function decided(policy) {
  const searches = policy.verifyModel !== '1';
  /** @type {Record<string, string>} */
  const fields = {
    ProductCode: PRODUCT_CODE,
    VerifyModel: policy.verifyModel,
    Liveness: policy.liveness ? '1' : '0',
    AutoRegistration: searches && policy.registerGroup !== null ? '0' : '1',
  };
  if (searches) {
    Object.assign(fields, {
      FaceGroupCodes: policy.faceGroupCodes.join(','),
      ReturnFaces: String(policy.returnFaces),
    });
  }
  if (searches && policy.registerGroup !== null) {
    fields.FaceRegisterGroupCode = policy.registerGroup;
    fields.UpdateFaceIfUserExists = policy.updateFaceIfUserExists ? 'Y' : 'N';
  }
  if (policy.faceQualityCheck) {
    fields.FaceQualityCheck = 'Y';
  }
  return fields;
}

/** Fields of a prepared payload that are the browser's to give, or that are made anew here. */
const FREE = ['MerchantBizId', 'MerchantUserId', 'SourceFacePicture', 'TargetFacePicture'];
const URLS = ['SourceFacePictureUrl', 'TargetFacePictureUrl'];

/**
 * The business parameters of one call: the policy's, with what the browser may choose under it.
 * @param {Policy} policy
 * @param {ReadonlyMap<string, string>} given non-empty fields of the browser, pictures included
 * @returns {Record<string, string>} without ids and pictures
 */
export function businessFields(policy, given) {
  const fields = decided(policy);
  const choices = policy.demo ? DEMO_CHOICES : [];
  for (const [name, value] of given) {
    if (FREE.includes(name) || (URLS.includes(name) && policy.pictureUrls)) {
      continue;
    }
    if (choices.includes(name)) {
      if (!CHOICE_FORMS[name]?.test(value)) {
        throw new Refusal('field_invalid', { field: name });
      }
      fields[name] = value;
    } else if (URLS.includes(name) || Object.hasOwn(CHOICE_FORMS, name) || name === 'ProductCode') {
      // A payload made for this very policy repeats its values; anything else is an attempt to decide.
      if (fields[name] !== value) {
        throw new Refusal('policy_forbids', { field: name });
      }
    } else {
      throw new Refusal('field_unknown', { field: name.slice(0, 64) });
    }
  }
  return policy.demo ? consistent(fields, policy) : fields;
}

/**
 * What a browser chose under a demo policy, held to the policy's groups and to what belongs together.
 * @param {Record<string, string>} fields
 * @param {Policy} policy
 */
function consistent(fields, policy) {
  if (fields.VerifyModel === '1') {
    for (const name of ['FaceGroupCodes', 'FaceRegisterGroupCode', 'ReturnFaces', 'UpdateFaceIfUserExists']) {
      delete fields[name];
    }
    fields.AutoRegistration = '1';
    return fields;
  }
  fields.FaceGroupCodes ??= policy.faceGroupCodes.join(',');
  fields.ReturnFaces ??= String(policy.returnFaces);
  if (fields.AutoRegistration === '0') {
    if (fields.FaceRegisterGroupCode === undefined) {
      throw new Refusal('field_invalid', { field: 'FaceRegisterGroupCode' });
    }
    fields.UpdateFaceIfUserExists ??= 'N';
  } else {
    delete fields.FaceRegisterGroupCode;
    delete fields.UpdateFaceIfUserExists;
  }
  for (const name of ['FaceGroupCodes', 'FaceRegisterGroupCode']) {
    const codes = fields[name]?.split(',') ?? [];
    if (!codes.every((code) => policy.faceGroupCodes.includes(code))) {
      throw new Refusal('policy_forbids', { field: name });
    }
  }
  return fields;
}

/**
 * The user's id as it leaves: as given, or as the first 128 bits of a keyed hash (32 digits, the shortest limit that
 * any operation of the service has for it).
 * @param {string | undefined} id
 * @param {Policy} policy
 * @param {string | undefined} key
 */
export async function merchantUserId(id, policy, key) {
  if (!id || id.length > 128 || /\p{Cc}/u.test(id)) {
    throw new Refusal('field_invalid', { field: 'MerchantUserId' });
  }
  if (!policy.hashUserId) {
    return id;
  }
  if (key === undefined) {
    throw new Error('a policy hashes user ids, but FACE_USER_ID_KEY is not set');
  }
  const utf8 = new TextEncoder();
  const hmac = await crypto.subtle.importKey('raw', utf8.encode(key), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  const hash = new Uint8Array(await crypto.subtle.sign('HMAC', hmac, utf8.encode(id)));
  return Array.from(hash.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
