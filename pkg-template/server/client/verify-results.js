// What the vendor keeps of a verification: asked for, and deleted before its 30 days are over.

import { misuse, refuseUnknown } from '../../lib/misuse.js';
import { contract } from '../contract.js';
import { nonEmptyString } from '../options.js';
import { flagOf, numberOf, textOf } from './answer-fields.js';

/** @import { Operation } from './operation.js' */

/**
 * @typedef {object} DeleteResultRequest
 * @property {string} transactionId of the verification's answer
 * @property {string} type what is deleted: the documentation names `Img` and `Text`, and more without a list
 * @property {boolean | undefined} [afterQuery] whether it is deleted only once the result has been asked for. Default: false, as the
 *   documentation says for integrations by the API alone
 */
/** @typedef {{ requestId: string | null, deleted: boolean, transactionId: string | null }} DeleteResultAnswer */
/** @typedef {{ transactionId?: string | undefined, bizId?: string | undefined }} VerifyLogRequest at least one of the two */
/**
 * @typedef {object} VerifyLogAnswer of the vendor's interactive verification; a call of the API alone has less
 * @property {string | null} requestId
 * @property {boolean | null} passed
 * @property {string | null} subCode
 * @property {number | null} status 0 finished, 1 interrupted, 2 not started
 * @property {string | null} errorCode 1000 passed, 1001 not passed; others say why it was interrupted
 * @property {string | null} interruptPage the page on which it was interrupted
 * @property {string[]} log
 */

const { version } = contract.operation;

/** @type {Operation<DeleteResultRequest, DeleteResultAnswer>} */
export const deleteVerifyResult = {
  action: 'DeleteVerifyResult',
  version,
  inQuery: ['TransactionId', 'DeleteType', 'DeleteAfterQuery'],
  parameters(request) {
    refuseUnknown(request, ['transactionId', 'type', 'afterQuery']);
    const { transactionId, type, afterQuery = false } = request;
    return {
      TransactionId: nonEmptyString('transactionId', transactionId),
      DeleteType: nonEmptyString('type', type),
      DeleteAfterQuery: afterQuery ? 'Y' : 'N',
    };
  },
  isRepeatable: () => true,
  read({ requestId, result }) {
    const deleted = flagOf(result['DeleteResult']);
    return deleted === null ? null : { requestId, deleted, transactionId: textOf(result['TransactionId']) };
  },
};

/** @type {Operation<VerifyLogRequest, VerifyLogAnswer>} */
export const checkVerifyLog = {
  action: 'CheckVerifyLog',
  version,
  inQuery: [],
  parameters(request) {
    refuseUnknown(request, ['transactionId', 'bizId']);
    const { transactionId, bizId } = request;
    if (transactionId === undefined && bizId === undefined) {
      throw misuse('transactionId', 'or bizId is needed');
    }
    return {
      ...(transactionId !== undefined && { TransactionId: nonEmptyString('transactionId', transactionId) }),
      ...(bizId !== undefined && { MerchantBizId: nonEmptyString('bizId', bizId) }),
    };
  },
  isRepeatable: () => true,
  read({ requestId, result }) {
    const log = result['LogInfoEn'] ?? result['LogInfo'];
    return {
      requestId,
      passed: flagOf(result['Passed']),
      subCode: textOf(result['SubCode']),
      status: numberOf(result['VerifyStatus']),
      errorCode: textOf(result['VerifyErrorCode']),
      interruptPage: textOf(result['InterruptPageEn']) ?? textOf(result['InterruptPage']),
      log: Array.isArray(log) ? log.map(String) : [],
    };
  },
};
