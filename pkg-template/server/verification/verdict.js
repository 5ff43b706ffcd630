// From the service's answer to the verdict: what the browser gets, and what only the integrator's server gets. No other
// user's id and no text of the service, which may repeat the request, reaches the browser.

import { faceDuplicationCheckIntl } from '../client/face-duplication-check.js';
import { Refusal } from '../http/refusal.js';
import { ownWords, wordsOf } from './words.js';

/** @import { FaceDuplicationCheckAnswer } from '../client/face-duplication-check.js' */
/** @import { Reply } from '../upstream/service-call.js' */
/** @import { Policy } from './policy.js' */
/** @import { Words } from './words.js' */

/**
 * @typedef {object} Asked
 * @property {Policy} policy
 * @property {string} vendorUserId as it was sent
 * @property {string | null} registerGroup where the call was to register
 * @property {boolean} searches whether the call had no comparison
 * @property {boolean} repeated whether an earlier attempt of the same call may have been carried out
 * @property {number} attempts
 */
/**
 * @typedef {object} Judgement
 * @property {boolean} passed
 * @property {string} subCode
 * @property {boolean} registered
 * @property {Words} words
 * @property {Flags} [flags]
 */
/** @typedef {'self' | 'other' | 'both'} Duplicate */
/** @typedef {{ registeredEarlier?: true, registrationFailed?: true, belowPolicyScore?: true, belowPolicyQuality?: true }} Flags */
/** @typedef {{ answer: FaceDuplicationCheckAnswer, judgement: Judgement, duplicate: Duplicate | null }} Verdict */

/**
 * @param {Reply} reply
 * @param {Asked} asked
 * @returns {Verdict | null} null: the service gave none. Throws a {@link Refusal} for a success without a verdict, or
 *   without the score that the policy needs
 */
export function verdictOf(reply, asked) {
  const { requestId, httpStatus } = reply;
  // "200" is how a sibling operation spells success.
  if (reply.code !== 'Success' && reply.code !== '200') {
    return null;
  }
  const answer = httpStatus === 200 ? faceDuplicationCheckIntl.read(reply) : null;
  if (!answer || lacksScore(answer, asked.policy)) {
    throw new Refusal('upstream_not_understood', { attempts: asked.attempts, requestId, httpStatus });
  }
  const duplicate = answer.subCode === '233' ? whoseFaces(answer, asked.vendorUserId) : null;
  return { answer, duplicate, judgement: judge(answer, duplicate, asked) };
}

/**
 * A threshold that nothing is held against would let everybody through.
 * @param {FaceDuplicationCheckAnswer} answer
 * @param {Policy} policy
 */
function lacksScore({ passed, score, extFaceInfo }, { minScore, leastQuality }) {
  return (
    passed &&
    ((minScore > 0 && score === null) || (leastQuality > 0 && typeof extFaceInfo?.faceQualityScore !== 'number'))
  );
}

/**
 * @param {FaceDuplicationCheckAnswer} answer
 * @param {string} vendorUserId
 * @returns {Duplicate | null} null where the service's list names nobody
 */
function whoseFaces({ duplicateFaces }, vendorUserId) {
  if (!duplicateFaces || duplicateFaces.length === 0) {
    return null;
  }
  const own = duplicateFaces.filter(({ userId }) => userId === vendorUserId).length;
  return own === duplicateFaces.length ? 'self' : own > 0 ? 'both' : 'other';
}

/**
 * @param {FaceDuplicationCheckAnswer} answer
 * @param {Duplicate | null} duplicate
 * @param {Asked} asked
 * @returns {Judgement}
 */
function judge(answer, duplicate, asked) {
  const { policy, registerGroup } = asked;
  const { subCode, passed, score } = answer;
  const registered = answer.registration?.registered === true;
  const recognizes = policy.mode === 'recognize' && (subCode === '200' || subCode === '233');
  const isEarlier = subCode === '233' && isRegisteredEarlier(answer, duplicate, asked);
  // Here alone the service's refusal may become a pass. In which order it judges is not documented: a photo that it
  // takes for an attack stays refused, although it names the face that it found as the reason.
  if ((recognizes || isEarlier) && answer.attack === true) {
    return { passed: false, subCode: '205', registered, words: wordsOf({ subCode: '205' }) };
  }
  if (recognizes) {
    const recognized = duplicate === 'self' || duplicate === 'both';
    return { passed: recognized, subCode, registered, words: ownWords(recognized ? 'recognized' : 'notRecognized') };
  }
  if (isEarlier) {
    const flags = /** @type {const} */ ({ registeredEarlier: true });
    return { passed: true, subCode: '200', registered: true, flags, words: ownWords('registeredEarlier') };
  }
  if (passed && score !== null && score < policy.minScore) {
    const flags = /** @type {const} */ ({ belowPolicyScore: true });
    return { passed: false, subCode, registered, flags, words: wordsOf({ subCode: '204' }) };
  }
  if (passed && leastQualityOf(answer) < policy.leastQuality) {
    const flags = /** @type {const} */ ({ belowPolicyQuality: true });
    return { passed: false, subCode, registered, flags, words: ownWords('belowPolicyQuality') };
  }
  if (passed && registerGroup !== null && !registered) {
    const flags = /** @type {const} */ ({ registrationFailed: true });
    return { passed, subCode, registered, flags, words: ownWords('registrationFailed') };
  }
  const words =
    duplicate === 'self' ? ownWords('ownFace') : duplicate === 'both' ? ownWords('ownAndOther') : undefined;
  return { passed, subCode, registered, words: words ?? wordsOf({ subCode }) };
}

/**
 * Only this user's own faces were found, one of them where this call registers: an earlier call did, and its answer was
 * lost or the person signs up again. With a comparison the service does not say whether that passed; then only an earlier
 * attempt of this same call counts, which had registered because it had.
 * @param {FaceDuplicationCheckAnswer} answer
 * @param {Duplicate | null} duplicate
 * @param {Asked} asked
 */
function isRegisteredEarlier({ duplicateFaces }, duplicate, { registerGroup, searches, repeated }) {
  return (
    registerGroup !== null &&
    duplicate === 'self' &&
    (searches || repeated) &&
    (duplicateFaces ?? []).some(({ groupCode }) => groupCode === registerGroup)
  );
}

/** The lesser quality of the two pictures. @param {FaceDuplicationCheckAnswer} answer */
function leastQualityOf({ extFaceInfo }) {
  return Math.min(extFaceInfo?.faceQualityScore ?? 100, extFaceInfo?.targetFaceQualityScore ?? 100);
}
