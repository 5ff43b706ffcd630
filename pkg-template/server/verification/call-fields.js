// The business parameters of one call in the vendor's names: what the policy decides, with what a demo policy leaves to
// the browser. Everything else that a browser sends is refused.

import { PRODUCT_CODE, SUCCESSOR, contract } from '../contract.js';
import { Refusal } from '../http/refusal.js';
import { compares } from './policy.js';

/** @import { Policy } from './policy.js' */

const VERIFY_MODELS = { search: '0', compare: '1', both: '2', recognize: '0' };

/** What `demo` opens to the browser, with the form of each value. @type {Record<string, RegExp>} */
export const CHOICES = {
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

const NOT_IN_SUCCESSOR = contract.parameters
  .filter(({ successorPlace }) => successorPlace === null)
  .map(({ name }) => name);

/** Fields of a payload that the backend writes anew or reads elsewhere. */
export const NOT_DECIDED = ['MerchantBizId', 'MerchantUserId', 'SourceFacePicture', 'TargetFacePicture'];
export const URLS = ['SourceFacePictureUrl', 'TargetFacePictureUrl'];

/**
 * @param {Policy} policy
 * @param {ReadonlyMap<string, string>} given non-empty fields of the browser, pictures included
 * @returns {Record<string, string>} without ids and pictures
 */
export function businessFields(policy, given) {
  const fields = decided(policy);
  for (const [name, value] of given) {
    if (policy.operation === SUCCESSOR && NOT_IN_SUCCESSOR.includes(name)) {
      throw new Refusal('policy_forbids', { field: name });
    }
    if (NOT_DECIDED.includes(name) || (URLS.includes(name) && policy.pictureUrls)) {
      continue;
    }
    if (policy.demo && Object.hasOwn(CHOICES, name)) {
      if (!CHOICES[name]?.test(value)) {
        throw new Refusal('field_invalid', { field: name });
      }
      fields[name] = value;
    } else if (URLS.includes(name) || Object.hasOwn(CHOICES, name) || name === 'ProductCode') {
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
 * The parameters that the policy sets. Defaults are always sent: they differ between the vendor's own sources.
 * @param {Policy} policy
 * @returns {Record<string, string>}
 */
function decided(policy) {
  const { operation, mode, liveness, groups, register, update, returnFaces, quality, sceneCode } = policy;
  return {
    ProductCode: PRODUCT_CODE,
    VerifyModel: VERIFY_MODELS[mode],
    ...(operation !== SUCCESSOR && { Liveness: liveness ? '1' : '0' }),
    AutoRegistration: register === null ? '1' : '0',
    ...(mode !== 'compare' && { FaceGroupCodes: groups.join(','), ReturnFaces: String(returnFaces) }),
    ...(register !== null && { FaceRegisterGroupCode: register, UpdateFaceIfUserExists: update ? 'Y' : 'N' }),
    ...(quality && { FaceQualityCheck: 'Y' }),
    ...(sceneCode !== null && { SceneCode: sceneCode }),
  };
}

/**
 * What a browser chose under a demo policy, held to the policy's groups and to what belongs together.
 * @param {Record<string, string>} fields
 * @param {Policy} policy
 */
function consistent(fields, policy) {
  if (fields.VerifyModel === VERIFY_MODELS.compare) {
    for (const name of ['FaceGroupCodes', 'FaceRegisterGroupCode', 'ReturnFaces', 'UpdateFaceIfUserExists']) {
      delete fields[name];
    }
    fields.AutoRegistration = '1';
    return fields;
  }
  fields.FaceGroupCodes ??= policy.groups.join(',');
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
    if (!codes.every((code) => policy.groups.includes(code))) {
      throw new Refusal('policy_forbids', { field: name });
    }
  }
  return fields;
}

/** Whether a call with these fields takes a second picture. @param {Record<string, string>} fields */
export function takesTarget(fields) {
  return fields.VerifyModel === VERIFY_MODELS.compare || fields.VerifyModel === VERIFY_MODELS.both;
}

/** The group that a call with these fields registers in; null: none. @param {Record<string, string>} fields */
export function registerGroupOf(fields) {
  return fields.AutoRegistration === '0' ? (fields.FaceRegisterGroupCode ?? null) : null;
}

/** Whether a policy's second picture comes from the integrator's store. @param {Policy} policy */
export function needsReference(policy) {
  return compares(policy) && policy.targetFrom === 'reference';
}
