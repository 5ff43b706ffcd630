// What the components for frameworks share.

import type { Photo } from '../../lib/types.js';
import type { FaceCapture } from '../element.js';
import type { CaptureState, ErrorDetail, FaceCaptureEventMap, HintDetail } from '../types.js';

/** Properties that are set on the element. */
export type ObjectProperties = {
  [Name in 'face' | 'fields' | 'options' | 'strings' | 'target' | 'token']?: FaceCapture[Name] | undefined;
};

/** Properties of the element that a component takes; `docs/capture.md` describes them. */
export type WrapperProperties = ObjectProperties & {
  [Name in
    | 'auto'
    | 'camera'
    | 'disabled'
    | 'endpoint'
    | 'landscape'
    | 'lang'
    | 'name'
    | 'nonce'
    | 'policy'
    | 'required'
    | 'sendAnyway'
    | 'sources'
    | 'steps']?: FaceCapture[Name] | undefined;
};

/** The last part of an event's name. */
export type EventName = keyof FaceCaptureEventMap extends `face-capture:${infer Name}` ? Name : never;

/** What is known of an element that draws no steps of its own. */
export interface CaptureSnapshot {
  /** Where the element is. */
  readonly state: CaptureState;
  /** What the person should do; null while no camera runs. */
  readonly hint: HintDetail | null;
  /** The photo that was checked last. */
  readonly photo: Photo | null;
  /** What went wrong last; null once something goes on. */
  readonly error: ErrorDetail | null;
}

/** What a page that draws its own steps can do. Nothing happens before the component is mounted. */
export interface CaptureActions {
  start(): void;
  stop(): void;
  reset(): void;
  capture(): void;
  check(file: Blob): Promise<void>;
}
