// What the signing backend answers when it gives no verdict: one table, for the backend that sends a code and for
// `explain`, which puts it into words.

/** @import { TextKey } from './texts/types.js' */
/** @import { Actor } from './types.js' */

/**
 * @typedef {object} BackendRow
 * @property {number} httpStatus
 * @property {Actor} actor who must act
 * @property {boolean} retryable whether the same request, with the same idempotency key, may succeed later
 * @property {boolean | null} billed whether the vendor bills a call; null where it may or may not have been made
 * @property {string} meaning what happened
 * @property {string} advice what to do, for the one who must act
 * @property {string} forPerson what to tell the person in front of the camera
 * @property {TextKey} key names that text; `face-preflight/texts` has it in other languages
 */

/**
 * What to tell the person.
 *
 * @template {TextKey} Key
 * @param {Key} key
 * @param {string} forPerson
 * @returns {{ key: Key, forPerson: string }}
 */
const told = (key, forPerson) => ({ key, forPerson });

const OUR_FAULT = told(
  'answer.our_side',
  'Something went wrong on our side, not with your photo. Please try again later.',
);
const BUSY = told('answer.busy', 'The service is busy right now. Please wait a moment and try again.');
const SIGN_IN_AGAIN = told('answer.waited_too_long', 'This took too long. Please reload the page and try again.');
const CONNECTION = told('answer.connection', 'Your connection was lost or too slow. Please try again.');

/** A mistake in the page's program: the person can only wait until it is mended. */
const PAGE = { actor: /** @type {const} */ ('caller'), retryable: false, billed: false, ...OUR_FAULT };
const PHOTO = { actor: /** @type {const} */ ('photo'), retryable: false, billed: false };
const SERVICE = { actor: /** @type {const} */ ('environment'), retryable: true, billed: false, ...BUSY };
/** The vendor's service was called, and whether it carried the call out is not known. */
const UPSTREAM = { ...SERVICE, billed: null };

const TABLE = {
  not_found: { ...PAGE, httpStatus: 404, meaning: 'Nothing is here.', advice: 'Check the address.' },
  method_not_allowed: {
    ...PAGE,
    httpStatus: 405,
    meaning: 'This address takes another method.',
    advice: 'Use the method of the Allow header.',
  },
  origin_forbidden: {
    ...PAGE,
    httpStatus: 403,
    meaning: 'Pages of this origin may not call this service.',
    advice: 'Ask the operator to add the origin.',
  },
  content_type_unsupported: {
    ...PAGE,
    httpStatus: 415,
    meaning: 'The content type is not read here.',
    advice: 'Send application/json, image/jpeg, image/png or multipart/form-data.',
  },
  body_too_large: {
    ...PAGE,
    httpStatus: 413,
    meaning: 'The request is larger than this service reads.',
    advice: 'Send a smaller picture.',
    ...told('answer.too_large', 'This photo is too large. Please choose a smaller one.'),
  },
  body_too_slow: {
    ...SERVICE,
    httpStatus: 408,
    meaning: 'The request did not arrive in time.',
    advice: 'Try again on a better connection.',
    ...CONNECTION,
  },
  body_malformed: {
    ...PAGE,
    httpStatus: 400,
    meaning: 'The request cannot be read.',
    advice: 'Check the form of the request.',
  },
  field_unknown: {
    ...PAGE,
    httpStatus: 400,
    meaning: 'The request has a field that does not exist.',
    advice: 'Leave the field out.',
  },
  field_invalid: {
    ...PAGE,
    httpStatus: 400,
    meaning: 'A field has a value that is not allowed.',
    advice: 'Correct the field.',
  },
  unauthenticated: {
    ...PAGE,
    httpStatus: 401,
    meaning: 'The request does not say who the user is.',
    advice: "Send the token that the integrator's server issued, as Authorization: Bearer.",
    ...told('answer.sign_in', 'Please sign in again.'),
  },
  token_expired: {
    ...PAGE,
    httpStatus: 401,
    meaning: 'The token has expired.',
    advice: 'Get a new token and send the request with it.',
    ...SIGN_IN_AGAIN,
  },
  token_invalid: {
    ...PAGE,
    httpStatus: 401,
    meaning: 'The token was not issued for this service, or it was changed.',
    advice: 'Check the secret or the key set, the issuer and the audience on both sides.',
  },
  token_used: {
    ...PAGE,
    httpStatus: 401,
    meaning: 'The token was used already.',
    advice: 'Get a new token for every verification.',
    ...SIGN_IN_AGAIN,
  },
  token_policy: {
    ...PAGE,
    httpStatus: 403,
    meaning: 'The token is for another policy.',
    advice: 'Issue the token for the policy that the page names.',
  },
  token_issuer_unreachable: {
    ...SERVICE,
    httpStatus: 503,
    meaning: "The keys of the token's issuer could not be loaded.",
    advice: 'Check the address of the key set and that the backend can reach it.',
    ...OUR_FAULT,
  },
  policy_unknown: {
    ...PAGE,
    httpStatus: 404,
    meaning: 'There is no policy of this name.',
    advice: 'Name one of the policies of /api/config.',
  },
  policy_forbids: {
    ...PAGE,
    actor: /** @type {const} */ ('policy'),
    httpStatus: 403,
    meaning: 'The policy decides this field itself.',
    advice: 'Leave the field out.',
  },
  picture_unreadable: {
    ...PHOTO,
    httpStatus: 422,
    meaning: 'The picture cannot be read.',
    advice: 'Upload the file again; if it stays unreadable, take another photo.',
    ...told('error.corrupt', 'This photo’s file is damaged. Please choose it again or take a new photo.'),
  },
  picture_refused: {
    ...PHOTO,
    httpStatus: 422,
    meaning: 'The picture does not pass its checks.',
    advice: 'Follow the advice of the failed checks and take another photo.',
    ...told('answer.another_photo', 'Please take another photo in good light, looking straight into the camera.'),
  },
  picture_not_prepared: {
    ...PAGE,
    httpStatus: 422,
    meaning: 'The picture was not made ready for the service.',
    advice: 'Send the picture that the preflight made, or the raw photo as image/jpeg.',
  },
  same_picture: {
    ...PHOTO,
    httpStatus: 422,
    meaning: 'Both pictures are the same photo.',
    advice: 'Take a new photo of the person: a comparison of a photo with itself proves nothing.',
    ...told('answer.same_photo', 'Please take a new photo of yourself: both photos are the same.'),
  },
  reference_missing: {
    ...PAGE,
    actor: /** @type {const} */ ('policy'),
    httpStatus: 404,
    meaning: 'No picture is on file for this user.',
    advice: 'Let the user sign up first, or use a policy that needs no picture on file.',
    ...told('answer.no_reference', 'We don’t have a photo of you yet. Please sign up first, or contact us.'),
  },
  reference_unusable: {
    ...SERVICE,
    httpStatus: 502,
    meaning: "The user's picture on file could not be fetched or read.",
    advice: 'Check what the option reference gives for this user: a JPEG within the limits.',
    ...OUR_FAULT,
  },
  idempotency_key_reused: {
    ...PAGE,
    httpStatus: 422,
    meaning: 'The idempotency key belongs to another request.',
    advice: 'Make a new key for a new request.',
  },
  still_running: {
    ...UPSTREAM,
    httpStatus: 409,
    meaning: 'The same request is still being answered.',
    advice: 'Ask again in a moment with the same key.',
  },
  too_many_requests: {
    ...SERVICE,
    httpStatus: 429,
    meaning: 'Too many requests came from this client.',
    advice: 'Wait as long as retryAfterMs says, then try again.',
    ...told('answer.too_often', 'Please wait a moment before you try again.'),
  },
  service_busy: {
    ...SERVICE,
    httpStatus: 429,
    meaning: 'The service is at its limit of calls per second.',
    advice: 'Wait as long as retryAfterMs says, then try again.',
  },
  client_left: {
    ...UPSTREAM,
    actor: /** @type {const} */ ('caller'),
    httpStatus: 499,
    meaning: 'The client left before the answer.',
    advice: 'Ask again with the same idempotency key.',
    ...CONNECTION,
  },
  upstream_timeout: {
    ...UPSTREAM,
    httpStatus: 504,
    meaning: 'The verification service did not answer in time.',
    advice: 'Try again in a moment with the same idempotency key.',
  },
  upstream_unreachable: {
    ...UPSTREAM,
    httpStatus: 502,
    meaning: 'The verification service cannot be reached.',
    advice: 'Try again in a moment with the same idempotency key.',
  },
  upstream_not_understood: {
    ...UPSTREAM,
    retryable: false,
    httpStatus: 502,
    meaning: 'The verification service gave an answer that is not understood.',
    advice: "Look into the backend's log; where the answer names a request id, the vendor can look it up.",
    ...OUR_FAULT,
  },
  credentials_unavailable: {
    ...SERVICE,
    httpStatus: 503,
    meaning: 'The keys for the verification service could not be obtained.',
    advice: 'Check what the function credentials does: the cause says how it failed.',
    ...OUR_FAULT,
  },
  verdict_not_recorded: {
    ...SERVICE,
    billed: true,
    httpStatus: 503,
    meaning: 'There is a verdict, but it could not be handed to the integrator.',
    advice: 'Send the request again with the same idempotency key: nothing is called or billed twice.',
  },
  not_configured: {
    ...SERVICE,
    retryable: false,
    httpStatus: 503,
    meaning: 'This service is not set up yet.',
    advice: 'Ask the operator of this service: its log names what is missing.',
    ...OUR_FAULT,
  },
  internal: {
    ...UPSTREAM,
    httpStatus: 500,
    meaning: 'This service failed.',
    advice: 'Try again with the same idempotency key; if it stays, tell the operator.',
    ...OUR_FAULT,
  },
};

/** @typedef {keyof typeof TABLE} BackendCode */

/** Every code of the backend with its HTTP status, who must act, and what to say. */
export const BACKEND_CODES = /** @type {Readonly<Record<BackendCode, Readonly<BackendRow>>>} */ (
  Object.freeze(TABLE)
);
