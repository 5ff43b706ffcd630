// The types of `face-preflight/capture`.

import type { Answer, SubmitFields, SubmitPicture } from '../lib/client/types.js';
import type { Actor, CheckId, Photo } from '../lib/types.js';
import type { FaceCapture } from './element.js';

/** What the person in front of the camera is asked to do. Sides are those of the screen. */
export type Hint =
  | 'no_face'
  | 'many_faces'
  | 'upright'
  | 'too_close'
  | 'too_far'
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'tilt'
  | 'turn'
  | 'dark'
  | 'bright'
  | 'light'
  | 'unclear'
  | 'blur'
  | 'good';

/**
 * Where the element is. `idle`: nothing is shown, because the intro is switched off; `working`: a photo is being checked;
 * `done`: the photo was accepted; `problem`: something went wrong, with a way on.
 */
export type CaptureState =
  | 'idle'
  | 'intro'
  | 'camera'
  | 'working'
  | 'review'
  | 'crop'
  | 'sending'
  | 'verdict'
  | 'done'
  | 'problem';

/** A step that can be switched off by the attribute `steps`. */
export type CaptureStep = 'intro' | 'review' | 'send' | 'verdict';

/** Where photos may come from. */
export type CaptureSource = 'camera' | 'file';

export interface StateDetail {
  state: CaptureState;
  previous: CaptureState;
}

export interface HintDetail {
  hint: Hint;
  /** The check that asks for it; null when all is good. */
  cause: CheckId | null;
  /** What was measured. */
  value: number | null;
  limit: number | null;
}

export interface PhotoDetail {
  photo: Photo;
  /** What was checked, as it came; of the camera's and of edited pictures, a file that shows them. */
  original: Blob;
  source: CaptureSource;
  /** How long it was checked, in milliseconds. */
  tookMs: number;
}

export interface VerdictDetail {
  answer: Answer;
}

/** Codes of the camera's errors; every other code is that of a `PreflightError`, or why the backend was not reached. */
export type CameraErrorCode =
  | 'camera_denied'
  | 'camera_missing'
  | 'camera_busy'
  | 'camera_lost'
  | 'camera_insecure'
  | 'camera_unsupported'
  | 'camera_failed';

export interface ErrorDetail {
  code: CameraErrorCode | (string & {});
  /** Who can change it; null for the camera's errors, which the person solves on their device. */
  actor: Actor | null;
  /** Whether the same may succeed later. */
  retryable: boolean;
  /** What was thrown, where anything was. */
  cause: unknown;
}

export interface CameraDetail {
  /** As the device names it. */
  label: string;
  settings: MediaTrackSettings;
}

/** The events and what they carry. All bubble and are composed; `face-capture:photo` can be cancelled. */
export interface FaceCaptureEventMap {
  'face-capture:state': CustomEvent<StateDetail>;
  'face-capture:hint': CustomEvent<HintDetail>;
  'face-capture:photo': CustomEvent<PhotoDetail>;
  'face-capture:verdict': CustomEvent<VerdictDetail>;
  'face-capture:error': CustomEvent<ErrorDetail>;
  'face-capture:camera': CustomEvent<CameraDetail>;
}

/** Every event of the element, told apart by `type`. */
export type FaceCaptureEvent = {
  [Type in keyof FaceCaptureEventMap]: FaceCaptureEventMap[Type] & { readonly type: Type };
}[keyof FaceCaptureEventMap];

/** A token, or how to get one. */
export type Token = string | (() => string | null | undefined | Promise<string | null | undefined>);

export type { Answer, SubmitFields, SubmitPicture };

declare global {
  interface HTMLElementTagNameMap {
    'face-capture': FaceCapture;
  }
  /** Those of elements, of the document and of the window, up to which the events bubble. */
  interface GlobalEventHandlersEventMap extends FaceCaptureEventMap {}
}
