// What the backend answers when it does not, or cannot, give a verdict.

/** @typedef {'caller' | 'photo' | 'policy' | 'environment'} Actor who must act */

/** Texts by code: what happened, what to do, who must act, and the HTTP status. */
const REFUSALS = /** @type {const} */ ({
  not_found: [404, 'caller', 'Nothing is here.', 'Check the address.'],
  method_not_allowed: [405, 'caller', 'This address takes another method.', 'Use the method of the Allow header.'],
  origin_forbidden: [
    403,
    'caller',
    'Pages of this origin may not call this service.',
    'Ask the operator to add the origin.',
  ],
  content_type_unsupported: [
    415,
    'caller',
    'The content type is not read here.',
    'Send application/json, image/jpeg, image/png or multipart/form-data.',
  ],
  body_too_large: [413, 'caller', 'The request is larger than this service reads.', 'Send a smaller picture.'],
  body_too_slow: [408, 'environment', 'The request did not arrive in time.', 'Try again on a better connection.'],
  body_malformed: [400, 'caller', 'The request cannot be read.', 'Check the form of the request.'],
  field_unknown: [400, 'caller', 'The request has a field that does not exist.', 'Leave the field out.'],
  field_invalid: [400, 'caller', 'A field has a value that is not allowed.', 'Correct the field.'],
  policy_unknown: [404, 'caller', 'There is no policy of this name.', 'Name one of the policies of /api/config.'],
  policy_forbids: [403, 'policy', 'The policy decides this field itself.', 'Leave the field out.'],
  picture_unreadable: [422, 'photo', 'The picture cannot be read.', 'Take another photo.'],
  picture_refused: [
    422,
    'photo',
    'The picture does not pass its checks.',
    'Follow the advice of the failed checks and take another photo.',
  ],
  picture_not_prepared: [
    422,
    'caller',
    'The picture was not made ready for the service.',
    'Send the picture that the preflight made, or the raw photo as image/jpeg.',
  ],
  idempotency_key_reused: [
    422,
    'caller',
    'The idempotency key belongs to another request.',
    'Make a new key for a new request.',
  ],
  still_running: [
    409,
    'environment',
    'The same request is still being answered.',
    'Ask again in a moment with the same key.',
  ],
  too_many_requests: [429, 'environment', 'Too many requests came from this client.', 'Wait a moment and try again.'],
  service_busy: [
    429,
    'environment',
    'The service is at its limit of calls per second.',
    'Wait a moment and try again.',
  ],
  client_left: [499, 'caller', 'The client left before the answer.', 'Ask again with the same idempotency key.'],
  upstream_timeout: [
    504,
    'environment',
    'The verification service did not answer in time.',
    'Try again in a moment.',
  ],
  upstream_unreachable: [502, 'environment', 'The verification service cannot be reached.', 'Try again in a moment.'],
  upstream_not_understood: [
    502,
    'environment',
    'The verification service gave an answer that is not understood.',
    'Tell the operator of this service the request id.',
  ],
  not_configured: [
    503,
    'environment',
    'This service is not set up yet.',
    'Ask the operator of this service: its log names what is missing.',
  ],
  internal: [500, 'environment', 'This service failed.', 'Try again; if it stays, tell the operator.'],
});

/** @typedef {keyof typeof REFUSALS} RefusalCode */

/** Ends a request with an answer that the browser may see. */
export class Refusal extends Error {
  /**
   * @param {RefusalCode} code
   * @param {object} [more]
   * @param {string} [more.detail] what exactly, in place of the general meaning
   * @param {string} [more.field] the field that is at fault
   * @param {unknown} [more.report] the report of the picture
   * @param {number} [more.retryAfterMs]
   * @param {number} [more.attempts] calls that were made of the service
   * @param {string | null} [more.requestId] the service's id of the call
   * @param {number} [more.httpStatus] the service's HTTP status
   * @param {Record<string, string>} [more.headers]
   */
  constructor(code, more = {}) {
    super(more.detail ?? REFUSALS[code][2]);
    this.code = code;
    this.more = more;
    this.status = REFUSALS[code][0];
    this.actor = /** @type {Actor} */ (REFUSALS[code][1]);
    this.advice = REFUSALS[code][3];
  }

  /** The body of the answer. */
  toJSON() {
    const { field, report, retryAfterMs, attempts = 0, requestId = null, httpStatus } = this.more;
    return {
      ok: false,
      code: this.code,
      subCode: null,
      passed: false,
      meaning: this.message,
      advice: this.advice,
      actor: this.actor,
      requestId,
      attempts,
      ...(field !== undefined && { field }),
      ...(report !== undefined && { report }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(httpStatus !== undefined && { httpStatus }),
    };
  }
}
