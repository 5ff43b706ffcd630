// What the browser and the integrator's server get to read of a verdict or of a failed call.

import { wordsOf } from './words.js';

/** @import { Reply } from '../upstream/service-call.js' */
/** @import { ReceiptVerdict } from '../identity/receipt.js' */
/** @import { FaceDuplicationCheckAnswer } from '../client/face-duplication-check.js' */
/** @import { Duplicate, Verdict } from './verdict.js' */

/**
 * @typedef {object} VerdictEvent what `onVerdict` gets
 * @property {string} id of the verification; the same for every call of `onVerdict` about it
 * @property {string} policy
 * @property {string | null} userId the integrator's own id of the user; null where nobody was authenticated (demo)
 * @property {Record<string, unknown> | null} claims of the token, or what `authenticate` gave; null where there are none
 * @property {string} vendorUserId the id that the service got
 * @property {boolean} passed
 * @property {string} subCode
 * @property {string} code
 * @property {number | null} score of the comparison, 0 to 100
 * @property {Duplicate | null} duplicate whose face was found
 * @property {FaceDuplicationCheckAnswer['duplicateFaces']} duplicateFaces
 * @property {boolean} registered
 * @property {string | null} registrationId the service's id of the registered face
 * @property {FaceDuplicationCheckAnswer['extFaceInfo']} extFaceInfo
 * @property {number | null} faceAge
 * @property {'M' | 'F' | null} faceGender
 * @property {boolean | null} attack
 * @property {number | null} attackScore
 * @property {string | null} requestId
 * @property {string | null} transactionId
 * @property {{ source: string, target?: string }} pictures SHA-256 of the files that were sent, as base64url; empty for
 *   a picture that the service fetched from a URL
 * @property {number} attempts
 * @property {string} at when, ISO 8601
 * @property {true} [registeredEarlier] the face was registered before this call
 * @property {true} [registrationFailed] the face was to be registered and was not
 * @property {true} [belowPolicyScore] the service's threshold was met, the policy's was not
 * @property {true} [belowPolicyQuality] the picture's quality is below the policy's least
 */
/**
 * @typedef {object} Outcome
 * @property {number} status
 * @property {Record<string, unknown>} body the browser's answer, without its receipt
 * @property {ReceiptVerdict} [receipt] what a receipt says
 * @property {VerdictEvent} [event] what the integrator's server has not got yet
 */
/**
 * @typedef {object} About
 * @property {string} id
 * @property {string} policy
 * @property {string | null} userId
 * @property {Record<string, unknown> | null} claims
 * @property {string} vendorUserId
 * @property {{ source: string, target?: string }} pictures
 * @property {number} attempts
 * @property {string} at
 */

/**
 * @param {Verdict} verdict
 * @param {About} about
 * @returns {Outcome & { event: VerdictEvent }}
 */
export function verdictOutcome(
  { answer, judgement, duplicate },
  { id, policy, userId, claims, vendorUserId, ...about },
) {
  const { passed, subCode, registered, words, flags } = judgement;
  const { meaning, advice, key, actor } = words;
  const { score, requestId, transactionId, attack, attackScore } = answer;
  const shared = { passed, subCode, score, registered, requestId, transactionId };
  return {
    status: 200,
    body: {
      kind: 'verdict',
      ok: true,
      code: 'Success',
      ...shared,
      ...flags,
      ...(duplicate !== null && { duplicate }),
      ...(attack !== null && { attack, attackScore }),
      meaning,
      advice,
      key,
      actor,
      attempts: about.attempts,
    },
    ...(userId !== null && { receipt: { id, policy, userId, ...shared, duplicate, pictures: about.pictures } }),
    event: {
      id,
      policy,
      userId,
      claims,
      vendorUserId,
      code: 'Success',
      ...shared,
      ...flags,
      duplicate,
      duplicateFaces: answer.duplicateFaces,
      registrationId: answer.registration?.faceId ?? null,
      extFaceInfo: answer.extFaceInfo,
      faceAge: answer.faceAge,
      faceGender: answer.faceGender,
      attack,
      attackScore,
      ...about,
    },
  };
}

/**
 * The service gave no verdict.
 * @param {Reply} reply
 * @param {number} attempts
 * @returns {Outcome}
 */
export function failedOutcome({ code, requestId, httpStatus, retryAfterMs }, attempts) {
  const { meaning, advice, key, actor, retryable } = wordsOf({ code });
  const throttled = code.startsWith('Throttling');
  return {
    status: throttled ? 429 : actor === 'photo' ? 422 : 502,
    body: {
      kind: 'failed',
      ok: false,
      passed: false,
      code,
      httpStatus,
      actor,
      retryable,
      ...(throttled && { retryAfterMs: retryAfterMs || 1000 }),
      meaning,
      advice,
      key,
      requestId,
      attempts,
    },
  };
}
