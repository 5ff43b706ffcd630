// The server's half as users write it: what fits together compiles, what does not is an error.
import {
  createBackend,
  createClient,
  issueToken,
  tokenAuthenticator,
  verifyReceipt,
  type BackendOptions,
  type PolicyOptions,
  type VerdictEvent,
} from 'face-preflight/server';

declare const maybe: string | undefined;
declare const secret: string;

const credentials = { accessKeyId: 'a', accessKeySecret: 'b', securityToken: maybe };

export function policies(): Record<string, PolicyOptions> {
  return {
    signup: { mode: 'search', groups: ['g'], register: 'g', update: true, sceneCode: maybe },
    check: { mode: 'search', groups: ['g'], register: null, returnFaces: 5, quality: true, leastQuality: 40 },
    login: { mode: 'recognize', groups: ['g'], liveness: true, hashUserId: true },
    confirm: { mode: 'compare', minScore: 80, targetFrom: 'reference' },
    document: { mode: 'compare', targetFrom: 'browser', picture: { landscape: 'crop' } },
    twice: { mode: 'both', groups: ['g'], register: maybe, targetFrom: 'reference' },
    demo: { mode: 'compare', groups: ['g'], demo: true },
    next: { operation: 'FaceVerifyIntl', mode: 'search', groups: ['g'] },
  };
}

export function wrongPolicies(): PolicyOptions[] {
  return [
    // @ts-expect-error a search needs groups
    { mode: 'search' },
    // @ts-expect-error recognising needs groups
    { mode: 'recognize' },
    // @ts-expect-error and registers nobody
    { mode: 'recognize', groups: ['g'], register: 'g' },
    // @ts-expect-error a search compares with nothing
    { mode: 'search', groups: ['g'], minScore: 80 },
    // @ts-expect-error a comparison registers nobody
    { mode: 'compare', register: 'g' },
    // @ts-expect-error a comparison searches no groups
    { mode: 'compare', groups: ['g'] },
    // @ts-expect-error no such mode
    { mode: 'recognise', groups: ['g'] },
    // @ts-expect-error the vendor's name is no member
    { mode: 'search', groups: ['g'], faceGroupCodes: ['g'] },
  ];
}

export async function backend(): Promise<void> {
  const options: BackendOptions = {
    region: maybe,
    endpoint: maybe,
    credentials,
    policies: policies(),
    authenticate: tokenAuthenticator({ secret, issuer: 'https://issuer.example' }),
    reference: async ({ userId, policy }) => new URL(`https://store.example/${policy}/${userId}.jpg`),
    receipts: { secret, expiresInS: 60 },
    userIdKey: maybe,
    onVerdict: ({ userId, claims, passed, duplicate, registeredEarlier, belowPolicyScore }: VerdictEvent) =>
      console.log(userId, claims?.['order'], passed, duplicate === 'other', registeredEarlier, belowPolicyScore),
  };
  const { fetch, ready } = createBackend((env: { KEY: string }) => ({ ...options, userIdKey: env.KEY }));
  await ready();
  await fetch(new Request('https://a/api/verify'), { KEY: 'k' });
  createBackend(options);
  createBackend({ policies: policies(), client: createClient({ region: 'cn-hongkong', credentials }) });
}

export async function tokens(request: Request): Promise<string> {
  const token: string = await issueToken(
    { userId: 'u', policy: ['signup', 'login'], claims: { order: 7 } },
    { secret },
  );
  const receipt = await verifyReceipt(await request.text(), { secret, policy: 'signup', userId: 'u' });
  // @ts-expect-error whose receipt it is was not said by that name
  await verifyReceipt(token, { secret, user: 'u' });
  // @ts-expect-error a token is for a policy
  await issueToken({ userId: 'u' }, { secret });
  return receipt.passed ? receipt.subCode : (receipt.duplicate ?? receipt.transactionId ?? '');
}

export async function client(): Promise<number> {
  const { faceDuplicationCheckIntl } = createClient({ credentials: async () => credentials, endpoint: maybe });
  const answer = await faceDuplicationCheckIntl({
    ...{ mode: 'search', groups: ['g'], register: maybe },
    ...{ bizId: 'b', userId: 'u', source: { url: 'https://a/b.jpg' } },
  });
  const { faceVerifyIntl } = createClient({ credentials });
  const next = { mode: 'compare', bizId: 'b', userId: 'u', source: 'AAAA', target: 'BBBB' } as const;
  await faceVerifyIntl(next);
  // @ts-expect-error the successor always looks for liveness
  await faceVerifyIntl({ ...next, liveness: true });
  // @ts-expect-error there may be no score
  answer.score.toFixed();
  return answer.extFaceInfo?.faceQualityScore ?? answer.duplicateFaces?.length ?? 0;
}
