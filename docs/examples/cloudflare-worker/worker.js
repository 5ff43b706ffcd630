// The signing backend as a Worker. The page sends photos to its /api/verify, with a token that your own server issued.
import { createBackend, durableStore, tokenAuthenticator } from 'face-preflight/server';

/**
 * @typedef {object} Env
 * @property {string} ALIBABA_CLOUD_ACCESS_KEY_ID
 * @property {string} ALIBABA_CLOUD_ACCESS_KEY_SECRET
 * @property {string} ALIBABA_CLOUD_REGION_ID
 * @property {string} FACE_GROUP
 * @property {string} FACE_TOKEN_SECRET
 * @property {string} FACE_RECEIPT_SECRET
 * @property {string} FACE_USER_ID_KEY
 * @property {string} PAGE_ORIGIN
 * @property {string} [FACE_ENDPOINT] the emulator's address, for trying
 * @property {Parameters<typeof durableStore>[0]} BOOKS
 */

// The Durable Object: isolates share no memory.
export { SharedBooks } from 'face-preflight/server';

export default createBackend((/** @type {Env} */ env) => ({
  region: env.ALIBABA_CLOUD_REGION_ID,
  ...(env.FACE_ENDPOINT && { endpoint: env.FACE_ENDPOINT }),
  credentials: {
    accessKeyId: env.ALIBABA_CLOUD_ACCESS_KEY_ID,
    accessKeySecret: env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
  },
  policies: {
    // Nobody signs up twice: a new face is registered, a known one is refused.
    signup: { mode: 'search', groups: [env.FACE_GROUP], register: env.FACE_GROUP, liveness: true, hashUserId: true },
    // Passes for the user whose face was registered, and for nobody else.
    login: { mode: 'recognize', groups: [env.FACE_GROUP], liveness: true, hashUserId: true },
  },
  authenticate: tokenAuthenticator({ secret: env.FACE_TOKEN_SECRET }),
  receipts: { secret: env.FACE_RECEIPT_SECRET },
  userIdKey: env.FACE_USER_ID_KEY,
  origins: [env.PAGE_ORIGIN],
  store: durableStore(env.BOOKS),
}));
