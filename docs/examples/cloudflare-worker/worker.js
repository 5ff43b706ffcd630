// A raw photo comes in, a signed call of the face-verification API goes out.
import { PreflightError, buildRequest, contract, explain, preflight } from 'face-preflight';
import { signRpc } from 'face-preflight/server';

/** @import { Photo } from 'face-preflight' */

const { operation } = contract;
const MOST_BYTES = 16_000_000;

export default {
  /**
   * @param {Request} request with the photo as its body and the person's id in `x-user`
   * @param {{ ENDPOINT: string, FACE_GROUPS: string, ALIBABA_CLOUD_ACCESS_KEY_ID: string, ALIBABA_CLOUD_ACCESS_KEY_SECRET: string }} env
   */
  async fetch(request, env) {
    if (request.method !== 'POST') {
      return refuse(405, 'Post a photo.');
    }
    const user = request.headers.get('x-user');
    if (!user) {
      return refuse(400, 'The header x-user is missing.');
    }
    try {
      // Rows flow through while the body comes in; a photo of 50 megapixels stays far below 128 MB.
      const photo = await preflight(request, { limits: { sourceBytes: MOST_BYTES } });
      if (!photo.ok) {
        return Response.json({ ok: false, checks: photo.report.checks }, { status: 422 });
      }
      return await verify(photo, user, env);
    } catch (error) {
      if (!(error instanceof PreflightError)) {
        throw error;
      }
      return refuse(error.actor === 'photo' ? 422 : 400, explain(error.code).forPerson);
    }
  },
};

/**
 * @param {Photo} photo
 * @param {string} user
 * @param {{ ENDPOINT: string, FACE_GROUPS: string, ALIBABA_CLOUD_ACCESS_KEY_ID: string, ALIBABA_CLOUD_ACCESS_KEY_SECRET: string }} env
 */
async function verify(photo, user, env) {
  const { ProductCode, ...fields } = buildRequest({
    source: photo,
    bizId: crypto.randomUUID().replaceAll('-', ''),
    userId: user,
    mode: 'search',
    groups: env.FACE_GROUPS.split(','),
  });
  const url = new URL(env.ENDPOINT);
  url.searchParams.set('ProductCode', ProductCode);
  const body = new URLSearchParams(fields).toString();
  const headers = await signRpc({
    host: url.host,
    action: operation.action,
    version: operation.version,
    query: url.searchParams,
    body,
    credentials: {
      accessKeyId: env.ALIBABA_CLOUD_ACCESS_KEY_ID,
      accessKeySecret: env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
    },
    nowMs: Date.now(),
    nonce: crypto.randomUUID(),
  });
  const signal = AbortSignal.timeout(operation.readTimeoutMs);
  const answer = await fetch(url, { method: operation.method, headers, body, signal });
  const { Code, Result } = /** @type {any} */ (await answer.json());
  const { meaning, forPerson } = explain({ code: Code, subCode: Result?.SubCode });
  // Never the whole answer: it may name other people.
  return Response.json({
    ok: Result?.FacePassed === 'Y',
    code: Code,
    subCode: Result?.SubCode ?? null,
    meaning,
    forPerson,
  });
}

/**
 * @param {number} status
 * @param {string} message
 */
function refuse(status, message) {
  return Response.json({ ok: false, message }, { status });
}
