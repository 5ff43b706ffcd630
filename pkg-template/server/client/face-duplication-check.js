// The operation FaceDuplicationCheckIntl: a search of a face in groups, a comparison of two, or both. And FaceVerifyIntl,
// its successor: the same in other places, with liveness always on.

import { misuse } from '../../lib/misuse.js';
import { PreflightError } from '../../lib/errors.js';
import { buildRequest } from '../../lib/request.js';
import { checkParameters, contract } from '../contract.js';
import { flagOf, numberOf, parsed, textOf } from './answer-fields.js';

/** @import { FaceVerifyOptions, FaceVerifyPayload, Parameter, RequestOptions, RequestPayload, SubCode } from '../../lib/contract-types.js' */
/** @import { Operation } from './operation.js' */

/** @typedef {RequestOptions | RequestPayload} FaceDuplicationCheckRequest what `buildRequest` takes, or what it gave */
/** @template Options @typedef {Options extends unknown ? Omit<Options, 'operation'> & { operation?: 'FaceVerifyIntl' | undefined } : never} WithoutOperation */
/** @typedef {WithoutOperation<FaceVerifyOptions> | FaceVerifyPayload} FaceVerifyRequest what `buildRequest` takes, or what it gave */

/**
 * @typedef {object} DuplicateFace
 * @property {string} groupCode the group in which the face was found
 * @property {string} faceId
 * @property {string | null} userId the user for whom it was registered, as it was sent; null where the service names none
 */
/**
 * @typedef {object} ExtFaceInfo scores of the pictures' quality, each null where the service gave none. `target…` are those of the target picture.
 * @property {string | null} faceAttributeInfo its form is not documented
 * @property {number | null} faceQualityScore overall quality of the face, 0 to 100
 * @property {number | null} illuminationScore light on the face
 * @property {number | null} kaOcclusionScore how much of the face's key area is covered
 * @property {number | null} occlusionScore how much of the face is covered
 * @property {number | null} sharpnessScore
 * @property {number | null} targetFaceQualityScore
 * @property {number | null} targetIlluminationScore
 * @property {number | null} targetKaOcclusionScore
 * @property {number | null} targetOcclusionScore
 * @property {number | null} targetSharpnessScore
 */
/**
 * @typedef {object} FaceDuplicationCheckAnswer
 * @property {string | null} requestId the service's id of the call, for its support
 * @property {string | null} transactionId the service's id of the verification
 * @property {boolean} passed the service's verdict
 * @property {SubCode | (string & {})} subCode the verdict's reason; `explain({ subCode })` puts it into words
 * @property {number | null} score likeness of the two faces, 0 to 100; null where none were compared
 * @property {DuplicateFace[] | null} duplicateFaces the faces found in the groups; null where the service's list cannot be read
 * @property {{ registered: boolean, faceId: string | null } | null} registration what came of it; null where the service
 *   tried none
 * @property {boolean | null} attack whether the picture looks like an attack; null where liveness was not looked for
 * @property {number | null} attackScore probability of an attack, 0 to 100
 * @property {number | null} faceAge estimated, in years
 * @property {'M' | 'F' | null} faceGender estimated
 * @property {ExtFaceInfo | null} extFaceInfo null where the quality was not asked for
 * @property {string[]} notes what of the answer could not be read, for the log
 */

const QUALITY_SCORES = [
  'FaceQualityScore',
  'IlluminationScore',
  'KaOcclusionScore',
  'OcclusionScore',
  'SharpnessScore',
];

/** @type {Operation<FaceDuplicationCheckRequest, FaceDuplicationCheckAnswer>} */
export const faceDuplicationCheckIntl = operationOf(contract.operation.action, ({ place }) => place);

/** @type {Operation<FaceVerifyRequest, FaceDuplicationCheckAnswer>} */
export const faceVerifyIntl = operationOf(contract.successor.action, ({ successorPlace }) => successorPlace);

/** The operations by their actions, as a policy names them. */
export const CHECKS = { FaceDuplicationCheckIntl: faceDuplicationCheckIntl, FaceVerifyIntl: faceVerifyIntl };

/**
 * @param {string} action
 * @param {(parameter: Parameter) => 'query' | 'form' | null} placeOf null: the operation does not have the parameter
 * @returns {Operation<any, FaceDuplicationCheckAnswer>}
 */
function operationOf(action, placeOf) {
  const names = (/** @type {('query' | 'form' | null)[]} */ ...places) =>
    contract.parameters.filter((row) => places.includes(placeOf(row))).map(({ name }) => name);
  const known = names('query', 'form');
  return {
    action,
    version: contract.operation.version,
    inQuery: names('query'),
    parameters(request) {
      if ('ProductCode' in Object(request)) {
        return checked(request, action, known);
      }
      const { operation = action } = Object(request);
      if (operation !== action) {
        throw misuse('operation', `is ${operation}: call the method of that name`);
      }
      // What is no object is refused there.
      return entries(buildRequest(request && { ...request, operation: action }));
    },
    isRepeatable: (parameters) => parameters['AutoRegistration'] !== '0',
    read,
  };
}

/** The product of FaceVerifyIntl that compares and does nothing else. */
const COMPARING_PRODUCT = 'FACE_VERIFY_MIN';

/**
 * A payload may have gone through JSON, or have been written by hand.
 *
 * @param {object} payload
 * @param {string} action
 * @param {string[]} known
 */
function checked(payload, action, known) {
  const parameters = entries(payload);
  const unknown = Object.keys(parameters).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw misuse(unknown, `is no parameter of ${action}`);
  }
  const compares = action === contract.successor.action && parameters['ProductCode'] === COMPARING_PRODUCT;
  const violation = checkParameters(
    compares ? { VerifyModel: '1', ...parameters, ProductCode: contract.successor.productCode } : parameters,
  );
  if (violation) {
    const { parameter: name, reason, apiCode } = violation;
    throw new PreflightError('invalid_parameter', `parameter ${name}: ${reason}`, {
      details: { name, reason, apiCode },
    });
  }
  return parameters;
}

/** @param {object} payload @returns {Record<string, string>} */
function entries(payload) {
  return Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined));
}

/**
 * @param {{ requestId: string | null, result: Record<string, unknown> }} reply
 * @returns {FaceDuplicationCheckAnswer | null}
 */
function read({ requestId, result }) {
  const subCode = textOf(result['SubCode']);
  const passed = flagOf(result['FacePassed']);
  // Which of the two a contradiction means cannot be known: it is no verdict.
  if (subCode === null || !/^\d{3}$/.test(subCode) || passed !== (subCode === '200')) {
    return null;
  }
  const duplicateFaces = readDuplicates(result['DuplicateFace']);
  const extFaceInfo = readExtFaceInfo(result['ExtFaceInfo']);
  const registered = numberOf(result['FaceRegistrationResult']);
  const gender = result['FaceGender'];
  return {
    requestId,
    transactionId: textOf(result['TransactionId']),
    passed,
    subCode,
    score: numberOf(result['FaceComparisonScore']),
    duplicateFaces: duplicateFaces ?? null,
    registration:
      registered === null ? null : { registered: registered === 1, faceId: textOf(result['FaceRegistrationId']) },
    attack: flagOf(result['FaceAttack']),
    attackScore: numberOf(result['FaceAttackScore']),
    faceAge: numberOf(result['FaceAge']),
    faceGender: gender === 'M' || gender === 'F' ? gender : null,
    extFaceInfo: extFaceInfo ?? null,
    notes: [
      ...(duplicateFaces === undefined ? ['DuplicateFace cannot be read'] : []),
      ...(extFaceInfo === undefined ? ['ExtFaceInfo cannot be read'] : []),
    ],
  };
}

/** @param {unknown} value @returns {DuplicateFace[] | undefined} */
function readDuplicates(value) {
  const faces = parsed(value || []);
  if (!Array.isArray(faces)) {
    return undefined;
  }
  const read = faces.map((face) => {
    const { faceGroupCode, faceId, merchantUserId } = /** @type {Record<string, unknown>} */ (Object(face));
    return { groupCode: textOf(faceGroupCode) ?? '', faceId: textOf(faceId) ?? '', userId: textOf(merchantUserId) };
  });
  return read.every(({ groupCode, faceId }) => groupCode !== '' && faceId !== '') ? read : undefined;
}

/** @param {unknown} value @returns {ExtFaceInfo | null | undefined} */
function readExtFaceInfo(value) {
  if (value === undefined || value === null) {
    return null;
  }
  const info = parsed(value);
  if (typeof info !== 'object' || info === null || Array.isArray(info)) {
    return undefined;
  }
  const given = /** @type {Record<string, unknown>} */ (info);
  const scores = ['', 'Target'].flatMap((whose) => QUALITY_SCORES.map((name) => whose + name));
  const fields = scores.map((name) => [name[0]?.toLowerCase() + name.slice(1), numberOf(given[name])]);
  return { faceAttributeInfo: textOf(given['FaceAttributeInfo']), ...Object.fromEntries(fields) };
}
