// The call as users write it: what fits together compiles, what does not is an error.
import {
  buildRequest,
  explain,
  type ApiCode,
  type BackendCode,
  type Explanation,
  type OkPhoto,
  type Photo,
  type PreflightError,
  type PreflightOptions,
  type RequestOptions,
  type SubCode,
} from 'face-preflight';
import {
  submit,
  type Answer,
  type SubmitFields,
  type SubmitOptions,
  type SubmitProgress,
} from 'face-preflight/client';

declare const photo: Photo;
declare const ok: OkPhoto;
declare const groups: string[];
declare const maybe: string | undefined;
declare const signal: AbortSignal | undefined;

const ids = { bizId: 'b', userId: 'u', source: ok };

export function narrowed(): number {
  if (photo.ok) {
    const jpeg: Uint8Array = photo.jpeg;
    return jpeg.byteLength;
  }
  return photo.jpeg?.byteLength ?? 0;
}

export function requests(): RequestOptions[] {
  const all: RequestOptions[] = [
    { ...ids, mode: 'search', groups },
    { ...ids, mode: 'search', groups, register: 'g', update: true, returnFaces: 5, quality: true, liveness: false },
    { ...ids, mode: 'search', groups, register: groups[0], sceneCode: maybe },
    { ...ids, mode: 'search', groups, register: null },
    { ...ids, mode: 'search', groups, register: maybe, update: undefined, allowFailed: undefined },
    { ...ids, mode: 'compare', target: { url: 'https://example.com/a.jpg' } },
    { ...ids, mode: 'both', target: 'AAAA', groups, register: 'g' },
  ];
  all.forEach((options) => buildRequest(options));
  return all;
}

export function successor(): void {
  const payload = buildRequest({ ...ids, operation: 'FaceVerifyIntl', mode: 'search', groups, register: maybe });
  const product: 'FACE_IDU_MIN' = payload.ProductCode;
  // @ts-expect-error it always looks for liveness
  payload.Liveness === product;
  // @ts-expect-error and nobody can switch that off
  buildRequest({ ...ids, operation: 'FaceVerifyIntl', mode: 'search', groups, liveness: false });
  // @ts-expect-error it has no scene code
  buildRequest({ ...ids, operation: 'FaceVerifyIntl', mode: 'search', groups, sceneCode: 'signup' });
  // @ts-expect-error a search needs groups here too
  buildRequest({ ...ids, operation: 'FaceVerifyIntl', mode: 'search' });
}

export function wrongRequests(): void {
  // @ts-expect-error a search needs groups
  buildRequest({ ...ids, mode: 'search' });
  // @ts-expect-error and they are a list
  buildRequest({ ...ids, mode: 'search', groups: 'g' });
  // @ts-expect-error a search has no target
  buildRequest({ ...ids, mode: 'search', groups, target: ok });
  // @ts-expect-error a comparison needs a target
  buildRequest({ ...ids, mode: 'compare' });
  // @ts-expect-error a comparison registers nobody
  buildRequest({ ...ids, mode: 'compare', target: ok, register: 'g' });
  // @ts-expect-error a comparison searches no groups
  buildRequest({ ...ids, mode: 'compare', target: ok, groups });
  // @ts-expect-error both need groups
  buildRequest({ ...ids, mode: 'both', target: ok });
  // @ts-expect-error an update is one of a registration
  buildRequest({ ...ids, mode: 'search', groups, update: true });
  // @ts-expect-error no such mode
  buildRequest({ ...ids, mode: 'recognise', groups });
  // @ts-expect-error the ids are needed
  buildRequest({ source: ok, mode: 'search', groups });
  // @ts-expect-error the vendor's name is no option
  buildRequest({ ...ids, mode: 'search', groups, faceGroupCodes: groups });
}

export async function call(): Promise<string> {
  const options: SubmitOptions = { endpoint: new URL('https://a/verify'), policy: 'signup', token: maybe, signal };
  const onProgress = ({ stage, fraction }: SubmitProgress) => `${stage} ${fraction?.toFixed(2)}`;
  await submit({ source: ok, target: new Blob([]) }, { ...options, onProgress, token: async () => 'a.b.c' });
  await submit(new Uint8Array(3), { policy: 'demo', fields: { mode: 'search', groups, register: groups[0] } });
  await submit(photo, { policy: 'demo', fields: { mode: 'compare', userId: maybe }, idempotencyKey: maybe, fetch });
  const answer: Answer = await submit(photo, options);
  if (answer.passed) {
    const receipt: string | undefined = answer.receipt;
    return receipt ?? answer.transactionId ?? answer.advice;
  }
  switch (answer.kind) {
    case 'verdict': {
      const reason: SubCode = answer.subCode;
      return `${reason} ${answer.score?.toFixed(1)} ${answer.duplicate === 'self'}`;
    }
    case 'failed':
      return answer.code === 'NoFaceDetected' ? answer.advice : String(answer.retryAfterMs);
    case 'refused': {
      const code: BackendCode = answer.code;
      return `${code} ${answer.field}`;
    }
    case 'unreachable':
      return answer.reason;
  }
  const never: never = answer;
  return never;
}

export async function wrongCalls(answer: Answer): Promise<void> {
  // @ts-expect-error a policy is needed
  await submit(photo, {});
  // @ts-expect-error a text is no picture
  await submit('photo.jpg', { policy: 'signup' });
  // @ts-expect-error nothing is searched in a comparison
  const searched: SubmitFields = { mode: 'compare', groups };
  // @ts-expect-error and nobody is registered
  const registered: SubmitFields = { mode: 'compare', register: 'g' };
  // @ts-expect-error the backend decides who it is
  await submit(photo, { policy: 'signup', userId: 'u' });
  // @ts-expect-error not every answer is a verdict
  answer.subCode.length;
  if (answer.kind === 'refused') {
    // @ts-expect-error no such code
    answer.code === 'refused_by_taste';
  }
  if (answer.kind === 'verdict') {
    // @ts-expect-error no such SubCode
    answer.subCode === '299';
  }
  console.log(searched, registered);
}

export function codes(error: PreflightError, code: string): Explanation[] {
  const api: ApiCode[] = ['NoFaceDetected', 'Throttling.User', 'SignatureDoesNotMatch'];
  // @ts-expect-error not the API's
  api.push('policy_unknown');
  if (error.code === 'truncated') {
    return [explain(error.code)];
  }
  // @ts-expect-error no such code
  error.code === 'truncatd';
  for (const check of photo.report.checks) {
    // @ts-expect-error no such code
    check.apiCode === 'NoFace';
  }
  return [
    ...api.map(explain),
    explain('policy_unknown'),
    explain(code),
    explain(233),
    explain({ code: 'Success', subCode: '233' }),
    explain({ code: maybe, subCode: undefined }),
  ];
}

export const options: PreflightOptions = {
  landscape: undefined,
  preset: 'strict',
  target: { shorterSidePx: undefined },
  checks: { blank: { warn: undefined, fail: null }, tilt: undefined },
};
