// `<face-capture>` as a page writes it: every event and its detail is known, and no other.
import type {
  CaptureSource,
  CaptureState,
  ErrorDetail,
  FaceCapture,
  FaceCaptureEvent,
  FaceCaptureEventMap,
  HintDetail,
  PhotoDetail,
  StateDetail,
  Token,
  VerdictDetail,
} from 'face-preflight/capture';
import type { Photo } from 'face-preflight';

declare const never: (value: never) => never;

/** The union is closed: a switch that forgets an event leaves something over for `never`. */
export function told(event: FaceCaptureEvent): string {
  switch (event.type) {
    case 'face-capture:state': {
      const { state, previous }: StateDetail = event.detail;
      return `${previous} ${state}`;
    }
    case 'face-capture:hint': {
      const { hint, cause, value, limit }: HintDetail = event.detail;
      return `${hint} ${cause} ${value?.toFixed(1)} ${limit?.toFixed(1)}`;
    }
    case 'face-capture:photo': {
      const { photo, original, source, tookMs }: PhotoDetail = event.detail;
      return `${photo.ok} ${original.size} ${source} ${tookMs.toFixed(0)}`;
    }
    case 'face-capture:verdict': {
      const { answer }: VerdictDetail = event.detail;
      return answer.kind === 'verdict' ? answer.subCode : answer.advice;
    }
    case 'face-capture:error': {
      const { code, actor, retryable, cause }: ErrorDetail = event.detail;
      return `${code} ${actor} ${retryable} ${String(cause)}`;
    }
    case 'face-capture:camera': {
      const { label, settings } = event.detail;
      return `${label} ${settings.width?.toFixed(0)}`;
    }
    default:
      return never(event);
  }
}

export function forgets(event: FaceCaptureEvent): string {
  switch (event.type) {
    case 'face-capture:state':
    case 'face-capture:hint':
    case 'face-capture:photo':
    case 'face-capture:verdict':
    case 'face-capture:error':
      return event.type;
    default:
      // @ts-expect-error: the event of the camera is left
      return never(event);
  }
}

export function misspells(event: FaceCaptureEvent): boolean {
  // @ts-expect-error: there is no such event
  return event.type === 'face-capture:fotos';
}

export function listens(element: FaceCapture): void {
  element.addEventListener('face-capture:hint', ({ detail }) => detail.hint satisfies string);
  document.addEventListener('face-capture:photo', (event) => {
    event.preventDefault();
    event.detail.photo satisfies Photo;
    // @ts-expect-error: a photo has no score
    event.detail.score;
  });
  // @ts-expect-error: a verdict carries no photo
  element.addEventListener('face-capture:verdict', ({ detail }) => detail.photo);
  // @ts-expect-error: what is known of other events is only that they are events
  element.addEventListener('face-capture:fotos', ({ detail }) => detail);
}

// @ts-expect-error: there is no such event
export type Unknown = FaceCaptureEventMap['face-capture:fotos'];

export function sets(element: FaceCapture): void {
  const sources: CaptureSource[] = ['camera', 'file'];
  const token: Token = async () => 'token';
  Object.assign(element, { sources });
  element.token = token;
  element.face = 'thorough';
  element.options = { landscape: 'crop' };
  element.fields = { mode: 'search', groups: ['g'] };
  const state: CaptureState = element.state;
  const value: File | null = element.value;
  const validity: ValidityState | undefined = element.validity;
  // @ts-expect-error: the state is read only
  element.state = state;
  // @ts-expect-error: the photo is read only
  element.photo = null;
  // @ts-expect-error: no such source
  element.sources = ['gallery'];
  // @ts-expect-error: no such step
  element.steps = ['outro'];
  // @ts-expect-error: no such way to look for a face
  element.face = 'sometimes';
  // @ts-expect-error: for the element's own use
  element.settingsChanged();
  element.check(value ?? new Blob()) satisfies Promise<void>;
  // @ts-expect-error: a photo is a file
  void element.check('photo.jpg');
  element.checkValidity() satisfies boolean;
  validity?.valueMissing satisfies boolean | undefined;
}

document.querySelector('face-capture')?.start();
document.createElement('face-capture').reset();
