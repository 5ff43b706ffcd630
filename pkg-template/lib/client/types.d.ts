// What `submit` takes and what it answers.

import type { TextKey, Texts } from '../texts/types.js';
import type { Photo } from '../types.js';
import type { BackendAnswer, PolicyOfPage } from './answer-types.js';

export type { BackendAnswer, FailedAnswer, PolicyOfPage, RefusedAnswer, VerdictAnswer } from './answer-types.js';

/** A photo of `preflight`, or the bytes of a JPEG that is ready to be sent. */
export type SubmitPicture = Photo | ArrayBuffer | Uint8Array | Blob;

/** The picture of the person, or two pictures for a policy that takes both from the page. */
export type SubmitPictures =
  | SubmitPicture
  | { readonly source: SubmitPicture; readonly target?: SubmitPicture | undefined };

interface FieldsOfEveryMode {
  /** The user's id, where a demo policy asks for it. Every other policy takes it from the signed-in user. */
  userId?: string | undefined;
  /** Whether a picture of a picture or of a screen is looked for. */
  liveness?: boolean | undefined;
  /** Whether the picture's quality is scored. */
  quality?: boolean | undefined;
  /** A name for where in the product the check was made: up to 10 letters, digits or underscores. */
  sceneCode?: string | undefined;
}

interface SearchFields extends FieldsOfEveryMode {
  mode?: 'search' | 'both' | undefined;
  /** The groups that are searched, of the policy's. */
  groups?: readonly string[] | undefined;
  /** The most faces that the search returns, 1 to 5. */
  returnFaces?: number | undefined;
  /** The group that a new face is put into; null: none. */
  register?: string | null | undefined;
  /** Whether a registration replaces the face of a user who is registered already. */
  update?: boolean | undefined;
}

interface CompareFields extends FieldsOfEveryMode {
  mode: 'compare';
  groups?: undefined;
  returnFaces?: undefined;
  register?: undefined;
  update?: undefined;
}

/** What a demo policy leaves to the page. Every other policy decides these itself and refuses them. */
export type SubmitFields = SearchFields | CompareFields;

/** How far a submission is. It starts again with every try. */
export interface SubmitProgress {
  /** `upload`: the pictures are on their way; `wait`: for the verdict, or for the next try. */
  stage: 'upload' | 'wait';
  /** 0 to 1 while uploading; null while waiting, which has no known end. */
  fraction: number | null;
}

/** What `submit` needs to know. */
export interface SubmitOptions {
  /** Address of the backend's `verify`. Default: `/api/verify` on the page's own server. */
  endpoint?: string | URL | undefined;
  /** Name of the backend's policy. */
  policy: string;
  /** The token that the integrator's server issued, or a function that gets it; asked once a submission. */
  token?: string | (() => string | null | undefined | Promise<string | null | undefined>) | undefined;
  /** What a demo policy leaves to the page. */
  fields?: SubmitFields | undefined;
  /** 8 to 128 printable ASCII characters. Default: one key for one set of pictures, policy and endpoint. */
  idempotencyKey?: string | undefined;
  /** Sends a photo all the same that failed a check, where it gave a picture. Default: false. */
  allowFailed?: boolean | undefined;
  /** Time for everything, tries and pauses included, in milliseconds. Default: 60000. */
  timeoutMs?: number | undefined;
  /** Ends the submission at once: it rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Told in order. What it throws rejects the submission. */
  onProgress?: ((progress: SubmitProgress) => void) | undefined;
  /** Texts for the answer's advice, such as those of `loadTexts` of `face-preflight/texts`. Default: the backend's English. */
  texts?: Texts | undefined;
  /** Sends the request instead of the platform's XMLHttpRequest or fetch. */
  fetch?: typeof fetch | undefined;
}

/** No answer came that could be understood, after as many tries as were safe and in time. */
export interface UnreachableAnswer {
  kind: 'unreachable';
  ok: false;
  passed: false;
  reason: 'offline' | 'unreachable' | 'timeout' | 'not_understood';
  actor: 'environment';
  retryable: true;
  /** What happened, in one sentence for a developer. */
  meaning: string;
  /** What to tell the person. */
  advice: string;
  /** Names `advice`; `face-preflight/texts` has it in other languages. */
  key: TextKey;
}

/** What came of a submission, told apart by `kind`. */
export type Answer = BackendAnswer | UnreachableAnswer;

/** What `loadPolicies` needs to know. */
export interface LoadOptions {
  /** Address of the backend's `config`. Default: `/api/config` on the page's own server. */
  endpoint?: string | URL | undefined;
  /** Time for the answer, in milliseconds. Default: 10000. */
  timeoutMs?: number | undefined;
  /** Ends it at once: it rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Sends the request instead of the platform's fetch. */
  fetch?: typeof fetch | undefined;
}

/** What the backend tells pages of itself. */
export interface Policies {
  kind: 'policies';
  ok: true;
  /** The vendor's region that is called. */
  region: string;
  /** Whether the vendor's service is called, which bills; else an emulator. */
  live: boolean;
  /** By name. */
  policies: Record<string, PolicyOfPage>;
}
