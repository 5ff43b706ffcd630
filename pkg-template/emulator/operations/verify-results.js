// What is kept of a verification: asked for by CheckVerifyLog, deleted by DeleteVerifyResult. Both serve the vendor's
// interactive verification first; what they answer about a call of the API alone is not documented.

import { GatewayError } from '../gateway/errors.js';
import { oneOf, required } from './parameters.js';

/** @import { Context } from './index.js' */
/** @import { Parameters } from './parameters.js' */

/** @param {Parameters} parameters @param {Context} context */
export async function deleteVerifyResult(parameters, { store }) {
  const transactionId = required(parameters, 'TransactionId');
  required(parameters, 'DeleteType');
  oneOf(parameters, 'DeleteAfterQuery', ['Y', 'N'], required(parameters, 'DeleteAfterQuery'));
  if (!store.result({ transactionId })) {
    throw unknown();
  }
  store.deleteResult(transactionId);
  return { Code: 'Success', Message: 'success', Result: { DeleteResult: 'Y', TransactionId: transactionId } };
}

/** @param {Parameters} parameters @param {Context} context */
export async function checkVerifyLog(parameters, { store }) {
  const transactionId = parameters.get('TransactionId') || undefined;
  const bizId = parameters.get('MerchantBizId') || undefined;
  if (transactionId === undefined && bizId === undefined) {
    throw new GatewayError('MissingParameter', 'TransactionId or MerchantBizId is required.');
  }
  const result = store.result({ transactionId, bizId });
  if (!result) {
    throw unknown();
  }
  const { passed, subCode } = result;
  // 0: finished. 1000 and 1001: finished, passed or not.
  const Result = {
    Passed: passed,
    SubCode: subCode,
    VerifyStatus: '0',
    VerifyErrorCode: passed === 'Y' ? '1000' : '1001',
  };
  return { Code: 'Success', Message: 'success', Result };
}

function unknown() {
  return new GatewayError('TransactionIdInvalid', 'There is no such verification.');
}
