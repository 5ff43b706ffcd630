// The operations that fill, list and clean face groups.

import { GatewayError } from '../gateway/errors.js';
import { takePicture } from '../pictures/take-picture.js';
import { newId, oneOf, page, required } from './parameters.js';

/** @import { Context } from './index.js' */
/** @import { Parameters } from './parameters.js' */

const LONGEST_ID = 32;
const ENROLLED = {
  ...{ pictureLimitBytes: 750_000, urlPictureLimitBytes: 10_000_000, formats: ['jpeg'] },
  ...{ landscapeIsError: true, smallIsError: false },
};

/** @param {Parameters} parameters @param {Context} context */
export async function addFaceRecord(parameters, context) {
  if (required(parameters, 'ProductCode') !== 'FACE_ENROLL') {
    throw new GatewayError('InvalidParameter', 'ProductCode must be FACE_ENROLL.');
  }
  const groupCode = existingGroup(required(parameters, 'FaceGroupCode'), context);
  const merchantUserId = parameters.get('MerchantUserId') || pictureName(parameters);
  if (merchantUserId.length > LONGEST_ID) {
    throw new GatewayError('InvalidParameter', `MerchantUserId takes up to ${LONGEST_ID} characters.`);
  }
  const quality = oneOf(parameters, 'FaceQualityCheck', ['Y', 'N'], 'N') === 'Y';
  const { fingerprint } = await takePicture(parameters, 'FacePicture', { ...context, options: limitsOf(context) });
  context.store.addFace({
    faceId: newId(),
    groupCode,
    merchantUserId,
    registrationType: 'MANUAL',
    createdMs: context.nowMs,
    fingerprint,
  });
  const Result = { Passed: 'Y', ...(quality && { ExtFaceInfo: JSON.stringify({ faceQuality: 'HIGH' }) }) };
  return { Code: 'Success', Message: 'success', Result };
}

/** @param {Parameters} parameters @param {Context} context */
export async function queryFaceRecord(parameters, context) {
  const groupCode = existingGroup(required(parameters, 'FaceGroupCode'), context);
  const asked = (/** @type {string} */ name, /** @type {string} */ value) =>
    !parameters.get(name) || parameters.get(name) === value;
  const rows = context.store
    .faces([groupCode])
    .filter(
      (face) =>
        asked('FaceId', face.faceId) &&
        asked('MerchantUserId', face.merchantUserId) &&
        asked('RegistrationType', face.registrationType),
    )
    .map(({ id, faceId, merchantUserId, registrationType, createdMs }) => ({
      Id: id,
      FaceId: faceId,
      MerchantUserId: merchantUserId,
      RegistrationType: registrationType,
      GmtCreate: new Date(createdMs).toISOString().slice(0, 19).replace('T', ' '),
    }));
  return { Code: 'Success', Message: 'success', ...page(rows, parameters) };
}

/** @param {Parameters} parameters @param {Context} context */
export async function deleteFaceRecordV2(parameters, { store }) {
  const merchantUserId = required(parameters, 'MerchantUserId');
  const only = parameters.get('FaceGroupCode');
  const codes = only ? [only] : store.groups().map((group) => group.code);
  const gone = store.transaction(() =>
    store.faces(codes).filter((face) => {
      if (face.merchantUserId === merchantUserId) {
        store.deleteFace(face.id);
      }
      return face.merchantUserId === merchantUserId;
    }),
  );
  const groups = [...new Set(gone.map((face) => face.groupCode))];
  return {
    Code: 'Success',
    Message: 'success',
    Result: { Deleted: gone.length > 0 ? 'Y' : 'N', DeletedGroupCodes: groups.join(',') },
  };
}

/** @param {Parameters} parameters @param {Context} context */
export async function queryFaceGroup(parameters, { store }) {
  const [code, name] = [parameters.get('GroupCode'), parameters.get('Name')];
  const rows = store
    .groups()
    .filter((group) => (!code || group.code === code) && (!name || group.name === name))
    .map((group) => ({ Id: group.id, Code: group.code, Name: group.name, Description: group.description }));
  // The documented example of this one operation says "200" where its siblings say "Success".
  return { Code: '200', Message: 'success', ...page(rows, parameters) };
}

/**
 * The SDK's text makes the picture's name the default. At an address that is the file's name; Base64 has none, and what the service
 * makes of it is not documented, so a random one stands for it.
 *
 * @param {Parameters} parameters
 */
function pictureName(parameters) {
  const address = parameters.get('FacePictureUrl') ?? '';
  const last = URL.canParse(address) ? new URL(address).pathname.split('/').at(-1) : undefined;
  return last ? decoded(last) : newId();
}

/** @param {string} name as in an address */
function decoded(name) {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/**
 * A file of up to 10 MB at an address; Base64 of up to 1 MB; of JPEG alone, higher than wide. The smallest size of a check is
 * only recommended here.
 *
 * @param {Context} context
 */
function limitsOf({ options }) {
  return { ...options, ...ENROLLED };
}

/** @param {string} code @param {Context} context */
function existingGroup(code, { store }) {
  if (store.groups().some((group) => group.code === code)) {
    return code;
  }
  throw new GatewayError('InvalidParameter', `Face group ${code} does not exist.`);
}
