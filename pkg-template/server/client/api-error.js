import { explain } from '../../lib/explain.js';

/** @import { Actor } from '../../lib/types.js' */

/**
 * Why a call gave no answer. Codes are those of the service, such as `NoFaceDetected`, and where it gave none:
 * `upstream_timeout`, `upstream_unreachable`, `upstream_not_understood` (HTML, an empty body, a success without a
 * verdict) and `credentials_unavailable` (the credentials function failed). `explain(error.code)` puts it into words.
 */
export class ApiError extends Error {
  /**
   * @param {string} code
   * @param {object} [more]
   * @param {number | undefined} [more.httpStatus]
   * @param {string | null} [more.requestId]
   * @param {string | null} [more.transactionId]
   * @param {number} [more.retryAfterMs]
   * @param {number} [more.attempts]
   * @param {boolean} [more.mayHaveRun]
   * @param {unknown} [more.cause]
   */
  constructor(code, more = {}) {
    const { meaning, actor, retryable } = explain(code);
    // Never the service's own text: on a wrong signature it repeats the request.
    super(`${code}: ${meaning}`, more.cause === undefined ? undefined : { cause: more.cause });
    /** @override */
    this.name = 'ApiError';
    /** The service's code, or one of this package's where the service gave none. */
    this.code = code;
    /** Who has to act: the program that called, the person with the photo, who set the rules, or who runs it. @type {Actor | null} */
    this.actor = actor;
    /** Whether the same request, newly dated and signed, may succeed later. */
    this.retryable = retryable || (more.httpStatus ?? 0) >= 500;
    /** The pause that the service asked for, in milliseconds; 0 where it asked for none. */
    this.retryAfterMs = more.retryAfterMs ?? 0;
    /** HTTP status of the answer; 200 comes with an error too. Null: no answer came. @type {number | null} */
    this.httpStatus = more.httpStatus ?? null;
    /** The service's id of the call, for its support. @type {string | null} */
    this.requestId = more.requestId ?? null;
    /** The service's id of the verification. @type {string | null} */
    this.transactionId = more.transactionId ?? null;
    /** Calls that were made, repetitions included. */
    this.attempts = more.attempts ?? 0;
    /** Whether the service may have done what was asked although no answer says so: a face may be registered. */
    this.mayHaveRun = more.mayHaveRun ?? false;
  }
}
