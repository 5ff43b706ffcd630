import { env } from '$env/dynamic/private';
import { createBackend, tokenAuthenticator } from 'face-preflight/server';

/** The signing backend. A function gives its options, so that a build needs no secrets. */
export const backend = createBackend(() => ({
  region: env.ALIBABA_CLOUD_REGION_ID,
  // The emulator's address, for trying; none in production.
  ...(env.FACE_ENDPOINT && { endpoint: env.FACE_ENDPOINT }),
  credentials: {
    accessKeyId: env.ALIBABA_CLOUD_ACCESS_KEY_ID,
    accessKeySecret: env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
  },
  policies: {
    // Nobody signs up twice: a new face is registered, a known one is refused.
    signup: { mode: 'search', groups: [env.FACE_GROUP], register: env.FACE_GROUP, liveness: true, hashUserId: true },
  },
  authenticate: tokenAuthenticator({ secret: env.FACE_TOKEN_SECRET }),
  receipts: { secret: env.FACE_RECEIPT_SECRET },
  userIdKey: env.FACE_USER_ID_KEY,
}));
