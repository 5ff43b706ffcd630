// Photos of many people, from an R2 bucket into a face group. A queue holds what is to be done, consumers prepare the
// photos and add them, and one Durable Object keeps all consumers to the account's calls per second.
import { createClient, durableStore, hashedUserId, importFace } from 'face-preflight/server';
import { FOLDER, photoOf, userIdOf } from './photos.js';
import { clearFailure, readFailures, writeFailure } from './report.js';

/** @import { Bucket, Failure } from './report.js' */

/** @typedef {{ key: string, userId: string }} Photo `key`: its name in the bucket */
/**
 * What is used of Cloudflare's types.
 * @template Body
 * @typedef {{ body: Body, attempts: number, ack(): void, retry(options?: { delaySeconds: number }): void }} Message
 */
/**
 * @template Body
 * @typedef {{ sendBatch(messages: { body: Body }[]): Promise<unknown> }} Queue
 */
/**
 * @typedef {object} Env
 * @property {string} ALIBABA_CLOUD_ACCESS_KEY_ID
 * @property {string} ALIBABA_CLOUD_ACCESS_KEY_SECRET
 * @property {string} ALIBABA_CLOUD_REGION_ID
 * @property {string} FACE_GROUP
 * @property {string} [FACE_USER_ID_KEY]
 * @property {string} [FACE_ENDPOINT] an emulator's address, for trying
 * @property {string} CALLS_PER_SECOND
 * @property {string} LEASE_SECONDS
 * @property {string} IMPORT_TOKEN
 * @property {Bucket} PHOTOS
 * @property {Queue<Photo>} WAITING
 * @property {Queue<Photo & Failure>} FAILED
 * @property {Parameters<typeof durableStore>[0]} BOOKS
 */

// The Durable Object: isolates share no memory.
export { SharedBooks } from 'face-preflight/server';

/** As in wrangler.jsonc. */
const DEAD_LETTERS = 'face-import-failed';
const MAX_RETRIES = 5;
/** What one `sendBatch` takes, and how much of the bucket one request lists. */
const MOST_MESSAGES = 100;
const MOST_PAGES = 20;

export default {
  /** @param {Request} request @param {Env} env */
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    if (!(await isAllowed(request, env))) {
      return new Response('who are you?', { status: 401 });
    }
    if (request.method === 'POST' && pathname === '/import') {
      // A key of the hash with a blank at its end would give everybody another id than the backend gives them.
      const wrong = await vendorIdOf('anybody', env).then(() => '', String);
      if (wrong !== '') {
        return new Response(`FACE_USER_ID_KEY: ${wrong}`, { status: 500 });
      }
      return Response.json(await enqueue(searchParams.get('cursor') ?? undefined, env));
    }
    if (request.method === 'GET' && pathname === '/report') {
      const { total } = await servicesOf(env).client.queryFaceRecord({ group: env.FACE_GROUP, pageSize: 1 });
      return Response.json({ inGroup: total, failed: await readFailures(env.PHOTOS) });
    }
    return new Response('POST /import or GET /report', { status: 404 });
  },

  /** @param {{ queue: string, messages: Message<any>[] }} batch @param {Env} env */
  async queue({ queue, messages }, env) {
    if (queue === DEAD_LETTERS) {
      await Promise.all(messages.map(({ body }) => writeFailure(env.PHOTOS, body)));
      return;
    }
    const shared = servicesOf(env);
    // All at once: each waits for its turn of the account's rate.
    await Promise.all(messages.map((message) => importOne(message, shared, env)));
  },
};

/** @param {Request} request @param {Env} env */
async function isAllowed(request, { IMPORT_TOKEN }) {
  const hash = async (/** @type {string} */ text) => {
    const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
    return new Uint8Array(bytes).join();
  };
  // Hashes, so that the time of the comparison says nothing of the token.
  const [given, known] = await Promise.all([
    hash(request.headers.get('authorization') ?? ''),
    hash(`Bearer ${IMPORT_TOKEN}`),
  ]);
  return Boolean(IMPORT_TOKEN) && given === known;
}

/**
 * Puts the photos of the bucket into the queue. Once more does no harm: who is in the group is left alone.
 *
 * @param {string | undefined} cursor where an earlier request ended
 * @param {Env} env
 * @returns {Promise<{ queued: number, cursor: string | null }>} a cursor: there is more
 */
async function enqueue(cursor, { PHOTOS, WAITING }) {
  let queued = 0;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const listed = await PHOTOS.list({ prefix: FOLDER, limit: MOST_MESSAGES, ...(cursor && { cursor }) });
    const photos = listed.objects.map(({ key }) => ({ body: { key, userId: userIdOf(key) } }));
    if (photos.length > 0) {
      await WAITING.sendBatch(photos);
    }
    queued += photos.length;
    if (!listed.truncated) {
      return { queued, cursor: null };
    }
    cursor = listed.cursor;
  }
  return { queued, cursor: cursor ?? null };
}

/** @param {Env} env */
function leaseMsOf({ LEASE_SECONDS }) {
  return Number(LEASE_SECONDS) * 1_000;
}

/** @param {Env} env */
function servicesOf(env) {
  const store = durableStore(env.BOOKS);
  const client = createClient({
    region: env.ALIBABA_CLOUD_REGION_ID,
    ...(env.FACE_ENDPOINT && { endpoint: env.FACE_ENDPOINT }),
    credentials: {
      accessKeyId: env.ALIBABA_CLOUD_ACCESS_KEY_ID,
      accessKeySecret: env.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
    },
    attempts: 3,
    ...{ store, callsPerSecond: Number(env.CALLS_PER_SECOND), queueMs: Math.floor(leaseMsOf(env) / 3) },
  });
  return { store, client };
}

/**
 * One photo. Queues may deliver a message twice and consumers may die, so the Durable Object says who works on it.
 *
 * @param {Message<Photo>} message
 * @param {ReturnType<typeof servicesOf>} shared
 * @param {Env} env
 */
async function importOne(message, { store, client }, env) {
  const { key, userId } = message.body;
  const object = await env.PHOTOS.get(key);
  if (!object) {
    return fail(message, 'the photo is no longer in the bucket', env);
  }
  if ((await photoOf(userId, env.PHOTOS)) !== key) {
    return fail(message, 'another photo of this user is in the import; a user has one photo', env);
  }
  const leaseMs = leaseMsOf(env);
  const work = `import ${env.FACE_GROUP} ${userId}`;
  const begun = await store.begin(work, { digest: key, bizId: '', leaseMs, keepMs: leaseMs });
  if (begun.state === 'done') {
    return message.ack();
  }
  // Also where a photo that was replaced since then is still at work.
  if (begun.state !== 'yours') {
    return message.retry({ delaySeconds: Math.ceil(leaseMs / 1_000) });
  }
  const photo = async () => new Uint8Array(await object.arrayBuffer());
  const imported = await vendorIdOf(userId, env)
    .then((vendorId) => importFace({ userId: vendorId, photo }, { client, group: env.FACE_GROUP }))
    // A wrong key or group fails for everybody; it may be mended while the messages wait.
    .catch((error) => ({ status: 'failed', reason: String(error.message), retryable: true }));
  if (imported.status === 'failed') {
    await store.settle(work, { state: 'open', attempts: 0 });
    return imported.retryable && message.attempts <= MAX_RETRIES
      ? message.retry()
      : fail(message, imported.reason ?? '', env);
  }
  await store.settle(work, { state: 'done', answer: { status: 200, body: { ...imported } } });
  await clearFailure(env.PHOTOS, key);
  return message.ack();
}

/** As the service knows the user: hashed as the backend hashes it for policies with `hashUserId`. @param {string} userId @param {Env} env */
async function vendorIdOf(userId, { FACE_USER_ID_KEY: key }) {
  return key ? hashedUserId(userId, key) : userId;
}

/** Into the dead-letter queue, with the reason. @param {Message<Photo>} message @param {string} reason @param {Env} env */
async function fail(message, reason, { FAILED }) {
  await FAILED.sendBatch([{ body: { ...message.body, reason } }]);
  message.ack();
}
