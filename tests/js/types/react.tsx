// The component for React as an application writes it.
import { FaceCapture, type FaceCaptureHandlers, type FaceCaptureProps, useFaceCapture } from 'face-preflight/react';
import type { FaceCapture as Element } from 'face-preflight/capture';
import type { Ref } from 'react';

export function right(element: Ref<Element>) {
  return (
    <FaceCapture
      ref={element}
      name="selfie"
      required
      auto
      sendAnyway
      className="mine"
      policy="signup"
      endpoint="/api/verify"
      camera="environment"
      landscape="crop"
      sources={['file']}
      steps={['review']}
      face={false}
      options={{ preset: 'strict' }}
      strings={{ 'capture.action.use': 'Go on' }}
      fields={{ mode: 'search', groups: ['g'] }}
      target={new Blob()}
      token={async () => 'token'}
      onState={({ detail }) => detail.state satisfies string}
      onHint={({ detail }) => detail.cause satisfies string | null}
      onPhoto={({ detail }) => detail.photo.ok satisfies boolean}
      onVerdict={({ detail }) => detail.answer.passed satisfies boolean}
      onError={({ detail }) => detail.retryable satisfies boolean}
      onCamera={({ detail }) => detail.settings.width}
    >
      <p slot="intro">Your photo</p>
    </FaceCapture>
  );
}

export const wrong = [
  // @ts-expect-error: there is no such event
  <FaceCapture key="1" onFoto={() => {}} />,
  // @ts-expect-error: there is no such step
  <FaceCapture key="2" steps={['outro']} />,
  // @ts-expect-error: a switch
  <FaceCapture key="3" required="yes" />,
  // @ts-expect-error: a verdict has no photo
  <FaceCapture key="4" onVerdict={({ detail }) => detail.photo} />,
  // @ts-expect-error: no property of the element
  <FaceCapture key="5" polycy="signup" />,
];

// @ts-expect-error: the handlers are those of the six events
export const handlers: FaceCaptureHandlers = { onFoto() {} };
// @ts-expect-error: read only
export const props: FaceCaptureProps = { state: 'intro' };

export function Steps() {
  const { state, hint, photo, error, start, stop, reset, capture, check } = useFaceCapture({ sources: ['camera'] });
  // @ts-expect-error: the page sends the photo itself
  const { send } = useFaceCapture();
  // @ts-expect-error: no such source
  useFaceCapture({ sources: ['gallery'] });
  void check(new Blob());
  return [state, hint?.hint, photo?.width, error?.code, start, stop, reset, capture, send].map(String);
}
