/** @import { TextKey, Texts } from '../texts/types.js' */
/** @import { Answer, UnreachableAnswer } from './types.js' */

/** The five SubCodes of a verdict; a test holds them against the contract's. */
export const SUB_CODES = ['200', '204', '205', '206', '233'];

/**
 * The backend's answer as one of the kinds that a page can tell apart.
 *
 * @param {string} text
 * @returns {Answer | undefined} undefined for anything else, such as a proxy's page or the answer of an older backend
 */
export function readAnswer(text) {
  const body = parse(text);
  const said = ['code', 'meaning', 'advice'].every((name) => typeof body[name] === 'string');
  if (!said || !(body['kind'] === 'verdict' ? isVerdict(body) : isFailure(body))) {
    return undefined;
  }
  const { requestId, transactionId, attempts } = body;
  return /** @type {Answer} */ ({
    ...body,
    requestId: typeof requestId === 'string' ? requestId : null,
    ...(body['kind'] === 'verdict' && { transactionId: typeof transactionId === 'string' ? transactionId : null }),
    attempts: Number.isInteger(attempts) ? attempts : 0,
  });
}

/** @param {Record<string, unknown>} body */
function isVerdict({ ok, passed, subCode, registered }) {
  return (
    ok === true &&
    typeof passed === 'boolean' &&
    SUB_CODES.includes(String(subCode)) &&
    typeof registered === 'boolean'
  );
}

/** @param {Record<string, unknown>} body */
function isFailure({ kind, ok, passed, retryable, retryAfterMs = 0 }) {
  return (
    (kind === 'failed' || kind === 'refused') &&
    ok === false &&
    passed === false &&
    typeof retryable === 'boolean' &&
    typeof retryAfterMs === 'number'
  );
}

/**
 * @param {string} text
 * @returns {Record<string, unknown>}
 */
function parse(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

const CHECK_CONNECTION = {
  advice: 'We can’t reach the service. Please check your connection and try again.',
  key: /** @type {const} */ ('answer.unreachable'),
};

/** @type {Readonly<Record<UnreachableAnswer['reason'], { meaning: string, advice: string, key: TextKey }>>} */
const WORDS = {
  offline: {
    meaning: 'The device has no connection.',
    advice: 'You’re offline. Please check your connection and try again.',
    key: 'answer.offline',
  },
  unreachable: { meaning: 'No answer came from the service.', ...CHECK_CONNECTION },
  timeout: { meaning: 'No answer came from the service in time.', ...CHECK_CONNECTION },
  not_understood: {
    meaning: 'What answered is not the service, or not a version of it that is known.',
    advice: 'Something went wrong on our side, not with your photo. Please try again later.',
    key: 'answer.our_side',
  },
};

/**
 * The answer with the advice that texts have for its key. A backend's newer key keeps the backend's words.
 *
 * @param {Answer} answer
 * @param {Texts | undefined} texts
 * @returns {Answer}
 */
export function inWords(answer, texts = {}) {
  return { ...answer, advice: texts[answer.key] ?? answer.advice };
}

/**
 * @param {UnreachableAnswer['reason']} reason
 * @returns {UnreachableAnswer}
 */
export function unreachable(reason) {
  const kind = 'unreachable';
  return { kind, ok: false, passed: false, reason, retryable: true, actor: 'environment', ...WORDS[reason] };
}
