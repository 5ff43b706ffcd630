// One Node server that does everything: it knows the user, issues tokens, runs the signing backend, and takes a
// verification for true only with a receipt.
import { serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { ReceiptError, createBackend, issueToken, tokenAuthenticator, verifyReceipt } from 'face-preflight/server';
import { Hono } from 'hono';
import { getSignedCookie } from 'hono/cookie';

/** @import { Context } from 'hono' */

const {
  ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId = '',
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret = '',
  ALIBABA_CLOUD_REGION_ID: region = 'ap-southeast-1',
  FACE_ENDPOINT: endpoint,
  FACE_GROUP: group = '',
  FACE_TOKEN_SECRET: tokenSecret = '',
  FACE_RECEIPT_SECRET: receiptSecret = '',
  FACE_USER_ID_KEY: userIdKey = '',
  SESSION_SECRET: sessionSecret = '',
  PORT = '3000',
} = process.env;

const backend = createBackend({
  region,
  ...(endpoint && { endpoint }),
  credentials: { accessKeyId, accessKeySecret },
  policies: {
    // Nobody signs up twice: a new face is registered, a known one is refused.
    signup: { mode: 'search', groups: [group], register: group, liveness: true, hashUserId: true },
    // Passes for the user whose face was registered, and for nobody else.
    login: { mode: 'recognize', groups: [group], liveness: true, hashUserId: true },
  },
  authenticate: tokenAuthenticator({ secret: tokenSecret }),
  receipts: { secret: receiptSecret },
  userIdKey,
  // Told of every verdict before the browser is: keep what you need for your records.
  onVerdict: ({ policy, passed, subCode, transactionId }) => console.log({ policy, passed, subCode, transactionId }),
});
await backend.ready();

const app = new Hono();

/** Who is signed in: put your own session here. @param {Context} context */
async function userOf(context) {
  return (await getSignedCookie(context, sessionSecret, 'user')) || undefined;
}

app.post('/token', async (context) => {
  const userId = await userOf(context);
  const policy = context.req.query('policy');
  if (!userId || (policy !== 'signup' && policy !== 'login')) {
    return context.body(null, userId ? 400 : 401);
  }
  return context.text(await issueToken({ userId, policy }, { secret: tokenSecret }));
});

app.all('/api/*', (context) =>
  backend.fetch(context.req.raw, { address: getConnInfo(context).remote.address ?? '' }),
);

/** The receipts that came; in production a table with a unique index. */
const receipts = new Set();
/** @param {string} id */
const seen = (id) => receipts.has(id) || !receipts.add(id);

app.post('/verified', async (context) => {
  const userId = await userOf(context);
  if (!userId) {
    return context.body(null, 401);
  }
  try {
    const receipt = await context.req.text();
    const { passed } = await verifyReceipt(receipt, { secret: receiptSecret, policy: 'signup', userId, seen });
    // Here your own server learns it for certain.
    return context.json({ verified: passed });
  } catch (error) {
    if (!(error instanceof ReceiptError)) {
      throw error;
    }
    return context.json({ verified: false, code: error.code }, 400);
  }
});

const server = serve({ fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1' }, ({ port }) =>
  console.log(`http://127.0.0.1:${port}`),
);
process.on('SIGTERM', () => server.close());
