// One verification from request to answer: admit, authenticate, read, decide, look at the pictures, call once, tell.

import { issueReceipt } from '../identity/receipt.js';
import { asRefusal, readRequest } from '../http/read-request.js';
import { Refusal } from '../http/refusal.js';
import { sha256Hex } from '../signature/sign.js';
import { newTally } from '../upstream/service-call.js';
import { admit, admitUser, authenticate, checkTokenUse, mayUsePolicy } from './admission.js';
import { businessFields } from './call-fields.js';
import { callService } from './call-service.js';
import { causeOf } from './cause.js';
import { FIELDS, asGiven, insistOnPictures, lookAtPictures } from './look-at-pictures.js';
import { onceByKey } from './once-by-key.js';
import { prepareRaw } from './pictures.js';
import { enter, preflightInTurn } from './room.js';
import { recordVerdict } from './record-verdict.js';
import { logVisit } from './visit-log.js';
import { NOT_SENDABLE, vendorUserIdOf } from './vendor-user-id.js';

/** @import { Backend } from '../backend-options.js' */
/** @import { Given } from '../http/read-request.js' */
/** @import { Outcome } from './answers.js' */
/** @import { Decision, Visit } from './visit.js' */

/**
 * @param {{ request: Request, url: URL, address: string | null, backend: Backend }} arrival
 * @returns {Promise<{ status: number, body: Record<string, unknown> }>}
 */
export async function verify({ request, url, address, backend }) {
  const startMs = backend.monotonic();
  const line = { event: 'verify' };
  const uploaded = () => {};
  /** @type {Visit} */
  const visit = {
    backend,
    request,
    url,
    address,
    identity: null,
    tally: newTally(),
    line,
    uploaded,
    ended: uploaded,
  };
  /** @type {{ status: number, body: Record<string, unknown> } | undefined} */
  let answer;
  try {
    admit(visit);
    visit.identity = await authenticate(visit);
    admitUser(visit);
    await checkTokenUse(visit);
    await enter(visit);
    const given = await read(visit);
    const decision = await decide(visit, given);
    const outcome = await callOnce(visit, given, decision);
    answer = await tell(visit, outcome);
    return answer;
  } catch (error) {
    const refusal = refusalOf(error, visit);
    Object.assign(visit.line, causeOf(refusal instanceof Refusal ? refusal.more.cause : undefined));
    answer =
      refusal instanceof Refusal
        ? { status: refusal.status, body: refusal.toJSON() }
        : { status: 500, body: { code: 'internal' } };
    throw refusal;
  } finally {
    visit.uploaded();
    visit.ended();
    logVisit(visit, answer, startMs);
  }
}

/** @param {unknown} error @param {Visit} visit */
function refusalOf(error, { request, tally }) {
  if (request.signal.aborted && !(error instanceof Refusal)) {
    return new Refusal('client_left', { attempts: tally.attempts });
  }
  return asRefusal(error);
}

/** Raw photos of a multipart body are made ready while they arrive. @param {Visit} visit */
async function read(visit) {
  const { backend, request, url, line } = visit;
  const preflight = preflightInTurn(visit);
  const given = await readRequest({
    request,
    url,
    limits: backend.limits,
    clocks: backend,
    checkNow: (name, side, photo) =>
      prepareRaw(photo, { field: FIELDS[side], look: policyNamed(name, visit), preflight }),
  });
  // A raw photo is still on its way.
  Object.defineProperty(line, 'bytesIn', { get: given.bytes, enumerable: true });
  return given;
}

/** @param {string} name @param {Visit} visit */
function policyNamed(name, visit) {
  const policy = visit.backend.policies.get(name);
  if (!policy) {
    throw new Refusal('policy_unknown');
  }
  visit.line.policy = name;
  mayUsePolicy(visit, policy);
  return policy;
}

/** @param {Visit} visit @param {Given} given @returns {Promise<Decision>} */
async function decide(visit, given) {
  const policy = policyNamed(given.policy, visit);
  const business = businessFields(policy, given.fields);
  const userId = visit.identity?.userId ?? given.fields.get('MerchantUserId') ?? '';
  const vendorUserId = await vendorUserIdOf(userId, policy.hashUserId, visit.backend.userIdKey);
  if (vendorUserId === undefined) {
    throw visit.identity
      ? new Refusal('token_invalid', { detail: NOT_SENDABLE })
      : new Refusal('field_invalid', { field: 'MerchantUserId', detail: NOT_SENDABLE });
  }
  const decision = { policy, business, userId, vendorUserId };
  insistOnPictures(given, decision);
  return decision;
}

/** @param {Visit} visit @param {Given} given @param {Decision} decision @returns {Promise<Outcome>} */
async function callOnce(visit, given, decision) {
  const bizId = visit.backend.uuid().replaceAll('-', '');
  // What was made ready by the page is known before it is looked at, so a repeated request costs nothing.
  const claimed = asGiven(given);
  const ready = claimed ? undefined : await lookAtPictures(visit, given, decision);
  visit.uploaded();
  const run = async (/** @type {string} */ id, /** @type {number} */ earlier) =>
    callService(visit, decision, {
      bizId: id,
      earlier,
      use: given.idempotencyKey ?? id,
      pictures: ready ?? (await lookAtPictures(visit, given, decision)),
    });
  const record = (/** @type {Outcome} */ outcome) => recordVerdict(visit, outcome);
  if (given.idempotencyKey === null) {
    const outcome = await run(bizId, 0);
    await record(outcome);
    return outcome;
  }
  const { policy, business, vendorUserId } = decision;
  const request = JSON.stringify([policy.name, business, vendorUserId, claimed ?? ready?.fields]);
  const key = await scopedKey(visit, given.idempotencyKey);
  return onceByKey({ key, digest: await sha256Hex(request), bizId, run, record }, visit);
}

/** One user's keys are never another's. @param {Visit} visit @param {string} key */
function scopedKey({ identity }, key) {
  return sha256Hex(JSON.stringify([identity?.userId ?? null, key]));
}

/** @param {Visit} visit @param {Outcome} outcome */
async function tell({ backend }, { status, body, receipt }) {
  const { receipts } = backend;
  if (!receipts || !receipt) {
    return { status, body };
  }
  return { status, body: { ...body, receipt: await issueReceipt(receipt, { now: backend.now, ...receipts }) } };
}
