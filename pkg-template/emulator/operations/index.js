// The operations by their action name.

import { faceDuplicationCheck } from './face-duplication-check.js';
import { faceVerify } from './face-verify.js';
import { addFaceRecord, deleteFaceRecordV2, queryFaceGroup, queryFaceRecord } from './face-records.js';
import { checkVerifyLog, deleteVerifyResult } from './verify-results.js';

/** @import { Forced } from '../faults/fault-plan.js' */
/** @import { Options } from '../options.js' */
/** @import { Vision } from '../pictures/take-picture.js' */
/** @import { Store } from '../stores/memory-store.js' */

/**
 * @typedef {object} Context
 * @property {Store} store
 * @property {Vision} vision
 * @property {Options} options
 * @property {typeof fetch} download
 * @property {number} nowMs
 * @property {Forced} [forced] what a check is to come to, instead of what its pictures say
 */
/** @typedef {(parameters: Map<string, string>, context: Context) => Promise<Record<string, unknown>>} Operation */

/** Those that come to a SubCode. */
export const CHECKS = ['FaceDuplicationCheckIntl', 'FaceVerifyIntl'];

/** @type {ReadonlyMap<string, Operation>} */
export const OPERATIONS = new Map(
  Object.entries({
    FaceDuplicationCheckIntl: faceDuplicationCheck,
    FaceVerifyIntl: faceVerify,
    AddFaceRecord: addFaceRecord,
    QueryFaceRecord: queryFaceRecord,
    DeleteFaceRecordV2: deleteFaceRecordV2,
    QueryFaceGroup: queryFaceGroup,
    DeleteVerifyResult: deleteVerifyResult,
    CheckVerifyLog: checkVerifyLog,
  }),
);
