// The component for Vue as an application writes it.
import { type FaceCapture, type FaceCaptureEmits, useFaceCapture } from 'face-preflight/vue';
import type { FaceCapture as Element } from 'face-preflight/capture';
import { ref, shallowRef } from 'vue';

type Instance = InstanceType<typeof FaceCapture>;
type Props = Instance['$props'];

export const right: Props = {
  name: 'selfie',
  required: true,
  auto: true,
  sendAnyway: true,
  policy: 'signup',
  camera: 'environment',
  landscape: 'crop',
  sources: ['file'],
  steps: ['review'],
  face: 'thorough',
  options: { preset: 'strict' },
  strings: { 'capture.action.use': 'Go on' },
  fields: { mode: 'search', groups: ['g'] },
  target: new Blob(),
  token: () => 'token',
  onState: ({ detail }) => detail.state satisfies string,
  onHint: ({ detail }) => detail.cause satisfies string | null,
  onPhoto: ({ detail }) => detail.photo.ok satisfies boolean,
  onVerdict: ({ detail }) => detail.answer.passed satisfies boolean,
  onError: ({ detail }) => detail.retryable satisfies boolean,
  onCamera: ({ detail }) => detail.settings.width,
};

// @ts-expect-error: there is no such event
export const unknown: Props = { onFoto() {} };
// @ts-expect-error: there is no such step
export const outro: Props = { steps: ['outro'] };
// @ts-expect-error: a switch
export const yes: Props = { required: 'yes' };
// @ts-expect-error: a verdict has no photo
export const mixed: Props = { onVerdict: ({ detail }) => detail.photo };

// @ts-expect-error: the events are those six
export type NoSuchEvent = FaceCaptureEmits['foto'];

export function emits(
  { $emit, element }: Instance,
  verdict: Parameters<FaceCaptureEmits['verdict']>[0],
): Element | null {
  $emit('verdict', verdict);
  // @ts-expect-error: there is no such event
  $emit('foto', verdict);
  // @ts-expect-error: the event of a photo carries a photo
  $emit('photo', verdict);
  return element;
}

export function steps() {
  const properties = shallowRef<Parameters<typeof useFaceCapture>[0]>({ sources: ['file'] });
  const { snapshot, start, stop, reset, capture, check } = useFaceCapture(() => ({ sources: ['file'] }));
  useFaceCapture(ref({ name: 'selfie' }));
  // @ts-expect-error: no such source
  useFaceCapture({ sources: ['gallery'] });
  // @ts-expect-error: what is known is not for the page to change
  snapshot.value.state = 'intro';
  void check(new Blob());
  return [snapshot.value.photo?.ok, snapshot.value.error?.code, properties, start, stop, reset, capture];
}
