// A Worker with nothing but the package: it answers what the test compares with Node's results.
import {
  ApiError,
  createClient,
  issueReceipt,
  issueToken,
  tokenAuthenticator,
  verifyReceipt,
} from 'face-preflight/server';
import { checkVectors } from './check-vectors.js';

const code = (/** @type {any} */ error) => (error instanceof ApiError ? `ApiError ${error.code}` : error.code);

/** @type {Record<string, (given: any) => unknown>} */
const ROUTES = {
  vectors: checkVectors,
  async token({ content, how, other }) {
    const headers = { authorization: `Bearer ${await issueToken(content, how)}` };
    const ask = (/** @type {any} */ authenticator) => authenticator(new Request('https://a.test', { headers }));
    return [await ask(tokenAuthenticator(how)), await ask(tokenAuthenticator(other)).catch(code)];
  },
  async receipt({ verdict, how, other }) {
    const receipt = await issueReceipt(verdict, how);
    return [await verifyReceipt(receipt, how), await verifyReceipt(receipt, other).catch(code)];
  },
  async keys() {
    const { privateKey, publicKey } = /** @type {CryptoKeyPair} */ (
      await crypto.subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify'])
    );
    const jwks = { keys: [await crypto.subtle.exportKey('jwk', publicKey)] };
    const token = await issueToken({ userId: 'user-1', policy: 'signup' }, { privateKey });
    const headers = { authorization: `Bearer ${token}` };
    return (await tokenAuthenticator({ jwks: /** @type {any} */ (jwks) })(new Request('https://a.test', { headers })))
      ?.userId;
  },
  async calls({ options, requests }) {
    let asked = 0;
    const credentials = async () => {
      asked += 1;
      return { ...options.credentials, expiration: Date.now() + 3_600_000 };
    };
    const client = createClient({ ...options, credentials });
    const answers = [];
    for (const request of requests) {
      answers.push(await client.faceDuplicationCheckIntl(request).catch(code));
    }
    return { asked, answers };
  },
};

export default {
  /** @param {Request} request */
  async fetch(request) {
    const route = ROUTES[new URL(request.url).pathname.slice(1)];
    return Response.json(await route?.(await request.json()));
  },
};
