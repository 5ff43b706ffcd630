// One verification from request to answer: read, decide, check the picture, call once, tell the verdict.

import { ACTION, VERSION } from '../contract.js';
import { clientOf } from '../http/client-rates.js';
import { asRefusal, readRequest } from '../http/read-request.js';
import { FIELDS, asGiven, insistOnPictures, pictureFields } from './picture-fields.js';
import { checkPicture } from './pictures.js';
import { accountRate } from '../upstream/rate-slots.js';
import { businessFields, merchantUserId } from './policy.js';
import { Refusal } from '../http/refusal.js';
import { sha256Hex } from '../signature/sign.js';
import { callService, newTally } from '../upstream/service-call.js';
import { verdict } from './verdict.js';

/** @import { Service } from '../app.js' */
/** @import { Settlement } from '../stores/key-records.js' */
/** @import { Policy } from './policy.js' */
/** @import { Tally } from '../upstream/service-call.js' */

/** @typedef {{ status: number, body: Record<string, unknown> }} Answer */

/** How long an idempotency key is remembered. */
const KEEP_KEY_MS = 24 * 3_600_000;
const POLL_MS = 100;

/**
 * @param {Request} request
 * @param {URL} url
 * @param {string} address the client's
 * @param {Service} service
 * @returns {Promise<Answer>}
 */
export async function verify(request, url, address, service) {
  const startMs = service.now();
  /** @type {Record<string, unknown>} */
  const line = { event: 'verify' };
  const tally = newTally();
  /** @type {Answer | undefined} */
  let answer;
  try {
    await admit(address, service);
    answer = await run(request, url, service, tally, line);
    return answer;
  } catch (error) {
    const left = request.signal.aborted && !(error instanceof Refusal);
    const refusal = left ? new Refusal('client_left', { attempts: tally.attempts }) : asRefusal(error);
    answer =
      refusal instanceof Refusal
        ? { status: refusal.status, body: refusal.toJSON() }
        : { status: 500, body: { code: 'internal' } };
    throw refusal;
  } finally {
    const { code, subCode, requestId, field, httpStatus } = answer?.body ?? {};
    const ms = service.now() - startMs;
    service.metrics.count({
      policy: String(line.policy ?? ''),
      code: String(subCode ?? code),
      attempts: tally.attempts,
      ms,
    });
    service.log({
      time: new Date(service.now()).toISOString(),
      ...line,
      status: answer?.status,
      code,
      subCode,
      requestId,
      field,
      httpStatus,
      attempts: tally.attempts,
      ms,
      queueMs: Math.round(tally.queueMs),
      upstreamMs: Math.round(tally.upstreamMs),
      ...(Math.abs(service.clock.offsetMs) > 60_000 && { clockOffsetMs: service.clock.offsetMs }),
    });
  }
}

/** Keeps one client from taking all places. @param {string} address @param {Service} service */
async function admit(address, { config, clientRates, now }) {
  const retryAfterMs = clientRates.waitMs(clientOf(address), { calls: config.clientPerMinute, perMs: 60_000 }, now());
  if (retryAfterMs > 0) {
    throw new Refusal('too_many_requests', { retryAfterMs });
  }
}

/**
 * @param {Request} request
 * @param {URL} url
 * @param {Service} service
 * @param {Tally} tally
 * @param {Record<string, unknown>} line
 * @returns {Promise<Answer>}
 */
async function run(request, url, service, tally, line) {
  const { config } = service;
  const policyOf = (/** @type {string} */ name) => {
    const found = config.policies.get(name);
    if (!found) {
      throw new Refusal('policy_unknown');
    }
    line.policy = name;
    return found;
  };
  const given = await readRequest(request, url, config.limits, (name, side, photo) =>
    checkPicture({ kind: 'raw', photo }, FIELDS[side], policyOf(name), service.preflight),
  );
  // A raw photo is still on its way.
  Object.defineProperty(line, 'bytesIn', { get: given.bytes, enumerable: true });
  const policy = policyOf(given.policy);
  const business = businessFields(policy, given.fields);
  const userId = await merchantUserId(given.fields.get('MerchantUserId'), policy, config.userIdKey);
  insistOnPictures(given, business);

  const digestOf = (/** @type {Record<string, string>} */ pictures) =>
    sha256Hex(JSON.stringify([given.policy, business, userId, pictures]));
  /** @param {Record<string, string>} pictures @param {string} id @param {number} earlier */
  const call = (pictures, id, earlier) =>
    callOnce(
      { ...business, MerchantBizId: id, MerchantUserId: userId, ...pictures },
      policy,
      earlier,
      request.signal,
      service,
      tally,
    );
  const bizId = crypto.randomUUID().replaceAll('-', '');
  const key = given.idempotencyKey;
  const claimed = asGiven(given);
  if (key !== null && claimed) {
    // What was prepared is known before it is looked at, so a repeated request costs nothing.
    const checked = async (/** @type {string} */ id, /** @type {number} */ earlier) =>
      call(await pictureFields(given, policy, service, line), id, earlier);
    return onceByKey(key, await digestOf(claimed), bizId, checked, request.signal, service, tally);
  }
  const pictures = await pictureFields(given, policy, service, line);
  if (key === null) {
    return call(pictures, bizId, 0);
  }
  return onceByKey(
    key,
    await digestOf(pictures),
    bizId,
    (id, earlier) => call(pictures, id, earlier),
    request.signal,
    service,
    tally,
  );
}

/**
 * @param {Record<string, string>} fields
 * @param {Policy} policy
 * @param {number} earlier attempts of earlier requests for the same call, with unknown outcome
 * @param {AbortSignal} clientLeft
 * @param {Service} service
 * @param {Tally} tally
 * @returns {Promise<Answer>}
 */
async function callOnce({ ProductCode = '', ...form }, policy, earlier, clientLeft, service, tally) {
  const { config, store } = service;
  const rate = accountRate(config.callsPerSecond, config.limits.transitMs);
  const reply = await callService(
    {
      action: ACTION,
      version: VERSION,
      query: [['ProductCode', ProductCode]],
      form: Object.entries(form),
      clientLeft,
      // What an earlier attempt registered is told apart in the verdict.
      repeatable: true,
    },
    {
      ...service,
      endpoint: config.endpoint,
      limits: config.limits,
      takePlace: (longestWaitMs) => store.take(rate, longestWaitMs, clientLeft),
      // A place that could not be given back comes free by itself.
      giveBack: (lease, sent) => store.giveBack(lease, sent, rate).catch(() => {}),
    },
    tally,
  );
  return verdict(
    reply,
    {
      merchantUserId: form.MerchantUserId ?? '',
      registerGroup: form.AutoRegistration === '0' ? (form.FaceRegisterGroupCode ?? null) : null,
      repeated: earlier + tally.uncertain > 0,
      minScore: policy.minScore,
    },
    tally.attempts,
  );
}

/**
 * Makes two requests with the same key one call. Who comes second waits for the first one's answer.
 * @param {string} key
 * @param {string} digest
 * @param {string} bizId
 * @param {(bizId: string, earlier: number) => Promise<Answer>} call
 * @param {AbortSignal} clientLeft
 * @param {Service} service
 * @param {Tally} tally
 */
async function onceByKey(key, digest, bizId, call, clientLeft, { config, store, sleep, now, log }, tally) {
  const { deadlineMs } = config.limits;
  const until = now() + deadlineMs;
  const claim = { digest, bizId, leaseMs: deadlineMs + 5_000, keepMs: KEEP_KEY_MS };
  for (;;) {
    const begun = await store.begin(key, claim);
    if (begun.state === 'done') {
      return /** @type {Answer} */ (begun.answer);
    }
    if (begun.state === 'reused') {
      throw new Refusal('idempotency_key_reused');
    }
    if (begun.state === 'yours') {
      const settle = (/** @type {Settlement} */ settlement) =>
        store.settle(key, settlement).catch((error) => {
          // The record stays `running`: once its lease is over, the next request goes on as a retry.
          log({ level: 'error', event: 'not_settled', error: String(error).slice(0, 300) });
        });
      let answer;
      try {
        answer = await call(begun.bizId, begun.attempts);
      } catch (error) {
        // Without a verdict, any call that was sent may have been carried out.
        const uncertain = Math.max(tally.uncertain, Math.min(1, tally.attempts));
        await settle({ state: 'open', attempts: begun.attempts + uncertain });
        throw error;
      }
      // A failed call may be tried again with the same key; a verdict stands.
      await settle(
        answer.body.ok === true
          ? { state: 'done', answer }
          : { state: 'open', attempts: begun.attempts + tally.uncertain },
      );
      return answer;
    }
    if (clientLeft.aborted || now() >= until) {
      throw new Refusal('still_running', { retryAfterMs: 1_000 });
    }
    await sleep(POLL_MS);
  }
}
