// FaceVerifyIntl, the successor: the same check with liveness always on, and numbers where the other has strings.

import { contract } from '../../contract.js';
import { GatewayError } from '../gateway/errors.js';
import { faceDuplicationCheck } from './face-duplication-check.js';
import { refuseFile } from '../pictures/take-picture.js';
import { oneOf, required } from './parameters.js';

/** @import { Context } from './index.js' */
/** @import { Parameters } from './parameters.js' */

/** The product that compares and does nothing else. */
const COMPARING_PRODUCT = 'FACE_VERIFY_MIN';
const { productCode } = contract.successor;

const GONE = contract.parameters.filter(({ successorPlace }) => successorPlace === null).map(({ name }) => name);
const NUMBERS = contract.resultFields
  .filter(({ type, successorType }) => type === 'string' && successorType !== 'string')
  .map(({ name }) => name);

/** @param {Parameters} parameters @param {Context} context */
export async function faceVerify(parameters, context) {
  const product = oneOf(
    parameters,
    'ProductCode',
    [productCode, COMPARING_PRODUCT],
    required(parameters, 'ProductCode'),
  );
  // Of this operation alone, so that the checks of the other know nothing of them.
  for (const name of ['SourceFacePicture', 'TargetFacePicture']) {
    refuseFile(parameters, name);
  }
  const asked = new Map([...parameters].filter(([name]) => !GONE.includes(name)));
  asked.set('ProductCode', productCode).set('Liveness', '1');
  if (product === COMPARING_PRODUCT) {
    if ((parameters.get('VerifyModel') || '1') !== '1') {
      throw new GatewayError('InvalidParameter', `VerifyModel belongs to the product ${productCode}.`);
    }
    asked.set('VerifyModel', '1');
  }
  const { Result, ...answer } = await faceDuplicationCheck(asked, context);
  const fields = Object.entries(Result).map(([name, value]) => [
    name,
    NUMBERS.includes(name) ? Number(value) : value,
  ]);
  return { ...answer, Result: Object.fromEntries(fields) };
}
