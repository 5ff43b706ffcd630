// From the service's answer to what the browser gets: verdict, SubCode, advice and RequestId; no other user's ids and no
// text of the service, which may repeat the request.

import { explain } from '../contract.js';
import { Refusal } from '../http/refusal.js';

/** @import { Reply } from '../upstream/service-call.js' */

/**
 * @typedef {object} Asked
 * @property {string} merchantUserId as it was sent
 * @property {string | null} registerGroup where the call was to register
 * @property {boolean} repeated whether an earlier attempt of the same call may have been carried out
 * @property {number} minScore
 */

/**
 * @param {Reply} reply
 * @param {Asked} asked
 * @param {number} attempts
 * @returns {{ status: number, body: Record<string, unknown> }} throws a {@link Refusal} for a success without a verdict, or without the score that the policy needs
 */
export function verdict(reply, asked, attempts) {
  const { requestId, httpStatus } = reply;
  // "200" is how one sister operation spells success.
  if (httpStatus !== 200 || (reply.code !== 'Success' && reply.code !== '200')) {
    return failure(reply, attempts);
  }
  const subCode = textOf(reply.result.SubCode);
  const passed = reply.result.FacePassed === 'Y';
  if (!/^\d{3}$/.test(subCode ?? '') || passed !== (subCode === '200')) {
    throw new Refusal('upstream_not_understood', { attempts, requestId, httpStatus });
  }

  const score = numberOf(reply.result.FaceComparisonScore);
  // A threshold that nothing is held against would let everybody through.
  if (passed && asked.minScore > 0 && score === null) {
    throw new Refusal('upstream_not_understood', { attempts, requestId, httpStatus });
  }
  const registered = Number(reply.result.FaceRegistrationResult) === 1;
  const transactionId = textOf(reply.result.TransactionId);
  const shared = {
    ...{ kind: 'verdict', ok: true, code: 'Success', score, requestId, transactionId, attempts },
    ...liveness(reply.result),
  };
  if (subCode === '233' && asked.repeated && onlyOwnFaces(reply.result.DuplicateFace, asked)) {
    // An earlier attempt registered the face although its answer was lost; what was found now is that registration.
    const { meaning, advice, actor } = told({ subCode: '200' });
    return {
      status: 200,
      body: {
        ...shared,
        subCode: '200',
        passed: true,
        registered: true,
        registeredEarlier: true,
        meaning,
        advice,
        actor,
      },
    };
  }
  const belowPolicy = passed && score !== null && score < asked.minScore;
  const { meaning, advice, actor } = told({ subCode: belowPolicy ? '204' : String(subCode) });
  return {
    status: 200,
    body: {
      ...shared,
      subCode,
      passed: passed && !belowPolicy,
      registered,
      meaning,
      advice,
      actor,
      ...(belowPolicy && { belowPolicyScore: true }),
      ...(asked.registerGroup !== null && passed && !registered && { registrationFailed: true }),
    },
  };
}

/**
 * What an answer means, in words for the person: what the operator should do of it is not the browser's to know.
 * @param {{ code: string } | { subCode: string }} answer
 */
function told(answer) {
  const { meaning, forPerson, actor, retryable } = explain(answer);
  return { meaning, advice: forPerson, actor, retryable };
}

/** @param {Reply} reply @param {number} attempts */
function failure({ code, requestId, httpStatus, retryAfterMs }, attempts) {
  const { meaning, advice, actor, retryable } = told({ code });
  const throttled = code.startsWith('Throttling');
  return {
    status: throttled ? 429 : actor === 'photo' ? 422 : 502,
    body: {
      kind: 'failed',
      ok: false,
      code,
      subCode: null,
      passed: false,
      meaning,
      advice,
      actor,
      retryable,
      requestId,
      attempts,
      httpStatus,
      ...(throttled && { retryAfterMs: retryAfterMs || 1000 }),
    },
  };
}

/** @param {Record<string, unknown>} result */
function liveness(result) {
  if (result.FaceAttack !== 'Y' && result.FaceAttack !== 'N') {
    return {};
  }
  return { attack: result.FaceAttack === 'Y', attackScore: numberOf(result.FaceAttackScore) };
}

/** @param {unknown} duplicates a string of JSON @param {Asked} asked */
function onlyOwnFaces(duplicates, { merchantUserId, registerGroup }) {
  if (registerGroup === null || typeof duplicates !== 'string') {
    return false;
  }
  try {
    const faces = JSON.parse(duplicates);
    return (
      Array.isArray(faces) &&
      faces.length > 0 &&
      faces.every((face) => face?.merchantUserId === merchantUserId && face?.faceGroupCode === registerGroup)
    );
  } catch {
    return false;
  }
}

/** @param {unknown} value */
function textOf(value) {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/** @param {unknown} value @returns {number | null} */
function numberOf(value) {
  const text = textOf(value);
  return text === null || text === '' || !Number.isFinite(Number(text)) ? null : Number(text);
}
