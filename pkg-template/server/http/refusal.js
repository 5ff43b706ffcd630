// What the backend answers when it does not, or cannot, give a verdict.

import { BACKEND_CODES } from '../../lib/backend-codes.js';

/** @import { BackendCode } from '../../lib/backend-codes.js' */
/** @import { ForPerson } from '../../lib/texts/types.js' */

/** Ends a request with an answer that the browser may see. */
export class Refusal extends Error {
  /**
   * @param {BackendCode} code
   * @param {object} [more]
   * @param {string} [more.detail] what exactly, instead of the general meaning
   * @param {ForPerson} [more.told] what to tell the person, instead of the general words
   * @param {string} [more.field] the field that is at fault
   * @param {unknown} [more.report] the report of the picture
   * @param {boolean} [more.retryable] instead of what holds for the code in general
   * @param {number} [more.retryAfterMs]
   * @param {number} [more.attempts] calls that were made of the service
   * @param {string | null} [more.requestId] the service's id of the call
   * @param {number} [more.httpStatus] the service's HTTP status
   * @param {Record<string, string>} [more.headers]
   * @param {unknown} [more.cause] for the log; the browser does not see it
   */
  constructor(code, more = {}) {
    const { meaning, httpStatus, actor, retryable } = BACKEND_CODES[code];
    super(more.detail ?? meaning, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.more = more;
    this.status = httpStatus;
    this.actor = actor;
    this.retryable = more.retryable ?? retryable;
    /** @type {ForPerson} */
    this.told = more.told ?? BACKEND_CODES[code];
  }

  /** The body of the answer. */
  toJSON() {
    const { field, report, retryAfterMs, attempts = 0, requestId = null, httpStatus } = this.more;
    return {
      kind: 'refused',
      ok: false,
      code: this.code,
      passed: false,
      meaning: this.message,
      advice: this.told.forPerson,
      key: this.told.key,
      actor: this.actor,
      retryable: this.retryable,
      requestId,
      attempts,
      ...(field !== undefined && { field }),
      ...(report !== undefined && { report }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(httpStatus !== undefined && { httpStatus }),
    };
  }
}
