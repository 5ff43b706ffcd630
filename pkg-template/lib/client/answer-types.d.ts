// Rendered by `cargo xtask render` from the tables in xtask/openapi/. Do not edit.

import type { BackendCode } from '../backend-codes.js';
import type { ApiCode, ErrorCode, SubCode } from '../contract-types.js';
import type { PreflightOptions } from '../option-types.js';
import type { TextKey } from '../texts/types.js';
import type { Actor, Report } from '../types.js';

/**
 * The backend's answer, told apart by `kind`.
 */
export type BackendAnswer = VerdictAnswer | FailedAnswer | RefusedAnswer;

/**
 * The check ran, and this is what came of it.
 */
export interface VerdictAnswer {
  kind: 'verdict';
  ok: true;
  /**
   * Whether the policy is met.
   */
  passed: boolean;
  code: 'Success';
  /**
   * The reason. `200`: Passed. `204`: The two pictures do not show the same person. `205`: The picture may not show a live person: a printed photo, a screen or a mask. `206`: A rule of the risk policy refused. `233`: A similar face was found in a group.
   */
  subCode: SubCode;
  /**
   * Likeness of the two faces, 0 to 100; null where none were compared.
   */
  score: number | null;
  /**
   * Whether the face is registered now.
   */
  registered: boolean;
  /**
   * It was registered before this call.
   */
  registeredEarlier?: true;
  /**
   * The face was to be registered and was not.
   */
  registrationFailed?: true;
  /**
   * The vendor's threshold was met, the policy's was not.
   */
  belowPolicyScore?: true;
  /**
   * The picture's quality is below the policy's least.
   */
  belowPolicyQuality?: true;
  /**
   * Whose face was found: this user's own, somebody else's, or both.
   */
  duplicate?: 'self' | 'other' | 'both';
  /**
   * Whether the picture looks like an attack: only where liveness was looked for.
   */
  attack?: boolean;
  /**
   * Probability of an attack, 0 to 100.
   */
  attackScore?: number | null;
  /**
   * Who must act; null when nobody has to.
   */
  actor: Actor | null;
  /**
   * What happened, in one sentence for a developer.
   */
  meaning: string;
  /**
   * What to tell the person, in English.
   */
  advice: string;
  /**
   * Names that text; `face-preflight/texts` has it in other languages.
   */
  key: TextKey;
  /**
   * The vendor's id of the call; null where none was made or its answer had none.
   */
  requestId: string | null;
  /**
   * Calls of the vendor that the backend made for this answer.
   */
  attempts: number;
  /**
   * The vendor's id of the verification.
   */
  transactionId: string | null;
  /**
   * The signed verdict for the integrator's server, where the backend issues receipts.
   */
  receipt?: string;
}
/**
 * The vendor gave no verdict.
 */
export interface FailedAnswer {
  kind: 'failed';
  ok: false;
  passed: false;
  /**
   * The vendor's code, such as `NoFaceDetected`; one that is not documented too.
   */
  code: ApiCode | (string & {});
  /**
   * HTTP status of the vendor's answer.
   */
  httpStatus: number;
  /**
   * Who must act.
   */
  actor: Actor;
  /**
   * Whether the same submission may succeed later.
   */
  retryable: boolean;
  /**
   * The pause that was asked for, in milliseconds.
   */
  retryAfterMs?: number;
  /**
   * What happened, in one sentence for a developer.
   */
  meaning: string;
  /**
   * What to tell the person, in English.
   */
  advice: string;
  /**
   * Names that text; `face-preflight/texts` has it in other languages.
   */
  key: TextKey;
  /**
   * The vendor's id of the call; null where none was made or its answer had none.
   */
  requestId: string | null;
  /**
   * Calls of the vendor that the backend made for this answer.
   */
  attempts: number;
}
/**
 * The backend refused or could not do it.
 */
export interface RefusedAnswer {
  kind: 'refused';
  ok: false;
  passed: false;
  /**
   * Why.
   */
  code: BackendCode;
  /**
   * Who must act.
   */
  actor: Actor;
  /**
   * Whether the same submission may succeed later.
   */
  retryable: boolean;
  /**
   * The pause that was asked for, in milliseconds.
   */
  retryAfterMs?: number;
  /**
   * The field that is at fault.
   */
  field?: string;
  /**
   * What the backend found out about the picture: for `picture_refused` and `picture_not_prepared` the report of its preflight, for `picture_unreadable` the code of its error.
   */
  report?: Report | {error: ErrorCode};
  /**
   * HTTP status of the vendor's answer, where one came that is not understood.
   */
  httpStatus?: number;
  /**
   * What happened, in one sentence for a developer.
   */
  meaning: string;
  /**
   * What to tell the person, in English.
   */
  advice: string;
  /**
   * Names that text; `face-preflight/texts` has it in other languages.
   */
  key: TextKey;
  /**
   * The vendor's id of the call; null where none was made or its answer had none.
   */
  requestId: string | null;
  /**
   * Calls of the vendor that the backend made for this answer.
   */
  attempts: number;
}

/**
 * What a policy of the backend wants of the page.
 */
export interface PolicyOfPage {
  name: string;
  /**
   * Its name for people.
   */
  label: string;
  /**
   * Whether the page chooses mode, groups and registration.
   */
  demo: boolean;
  mode: 'search' | 'compare' | 'both' | 'recognize';
  /**
   * Whether the backend has to be told who the user is.
   */
  needsToken: boolean;
  /**
   * Whether the page sends the second picture too.
   */
  needsTarget: boolean;
  /**
   * Whether a picture of a picture or of a screen is looked for.
   */
  liveness: boolean;
  /**
   * Whether a new face is registered.
   */
  registers: boolean;
  /**
   * Whether the page may name addresses of pictures, which the vendor's servers then fetch.
   */
  pictureUrls: boolean;
  /**
   * The options with which the backend judges the photo, for `preflight`.
   */
  picture: PreflightOptions;
  /**
   * Whether it looks for the face, for `preflight`.
   */
  face: boolean;
  /**
   * The groups that the page chooses from: demo policies alone.
   */
  groups?: string[];
}
