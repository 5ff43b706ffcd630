// "Delete my face": the authenticated user's faces, in the groups of the admin policy.

import { deleteFaceRecordV2 } from '../client/face-records.js';
import { Refusal } from '../http/refusal.js';
import { callUpstream, newTally } from '../upstream/service-call.js';
import { admit, admitUser, askWho, spendToken } from '../verification/admission.js';
import { failedOutcome } from '../verification/answers.js';
import { upstreamLine } from '../verification/call-service.js';
import { NOT_SENDABLE, vendorUserIdOf } from '../verification/vendor-user-id.js';
import { logVisit } from '../verification/visit-log.js';

/** @import { Backend } from '../backend-options.js' */
/** @import { Visit } from '../verification/visit.js' */
/** @import { AdminPolicy } from './admin-policy.js' */

/** @typedef {{ status: number, body: Record<string, unknown> }} Told */

/**
 * @param {{ request: Request, url: URL, address: string | null, backend: Backend }} arrival
 * @param {AdminPolicy} admin
 * @returns {Promise<Told>} rejects with a {@link Refusal}
 */
export async function deleteOwn({ request, url, address, backend }, admin) {
  const startMs = backend.monotonic();
  const line = { event: 'delete', policy: admin.name };
  const nothing = () => {};
  /** @type {Visit} */
  const visit = {
    ...{ backend, request, url, address, identity: null, tally: newTally(), line },
    // There is no body.
    ...{ uploaded: nothing, ended: nothing },
  };
  /** @type {Told | undefined} */
  let told;
  try {
    admit(visit);
    visit.identity = await identityOf(visit, admin);
    admitUser(visit);
    const userId = await vendorIdOf(visit, admin);
    await spendToken(visit, request.headers.get('idempotency-key') ?? backend.uuid());
    told = await deleteIn(admin.groups ?? [null], userId, visit);
    return told;
  } catch (error) {
    told = error instanceof Refusal ? { status: error.status, body: error.toJSON() } : undefined;
    throw error;
  } finally {
    logVisit(visit, told ?? { status: 500, body: { code: 'internal' } }, startMs);
  }
}

/** @param {Visit} visit @param {AdminPolicy} admin */
async function identityOf(visit, { name, authenticate }) {
  const identity = await askWho(visit, authenticate, name);
  if (!identity) {
    throw new Refusal('unauthenticated');
  }
  if (identity.policy !== undefined && ![identity.policy].flat().includes(name)) {
    throw new Refusal('token_policy');
  }
  return identity;
}

/** @param {Visit} visit @param {AdminPolicy} admin */
async function vendorIdOf({ backend, identity }, { hashUserId }) {
  const vendorUserId = await vendorUserIdOf(identity?.userId, hashUserId, backend.userIdKey);
  if (vendorUserId === undefined) {
    throw new Refusal('token_invalid', { detail: NOT_SENDABLE });
  }
  return vendorUserId;
}

/**
 * @param {(string | null)[]} groups null: all of them in one call
 * @param {string} userId as the vendor knows it
 * @param {Visit} visit
 * @returns {Promise<Told>}
 */
async function deleteIn(groups, userId, visit) {
  const { request, tally } = visit;
  const { action, version } = deleteFaceRecordV2;
  let deleted = false;
  let requestId = null;
  for (const group of groups) {
    const parameters = deleteFaceRecordV2.parameters(group === null ? { userId } : { userId, group });
    const call = { action, version, query: Object.entries(parameters), form: [], clientLeft: request.signal };
    const reply = await callUpstream({ ...call, repeatable: true }, upstreamLine(visit), tally);
    const isSuccess = reply.httpStatus === 200 && (reply.code === 'Success' || reply.code === '200');
    if (!isSuccess) {
      return failedOutcome(reply, tally.attempts);
    }
    const answer = deleteFaceRecordV2.read(reply);
    if (!answer) {
      const { httpStatus } = reply;
      throw new Refusal('upstream_not_understood', {
        attempts: tally.attempts,
        requestId: reply.requestId,
        httpStatus,
      });
    }
    deleted ||= answer.deleted;
    requestId = answer.requestId;
  }
  return { status: 200, body: { kind: 'deleted', ok: true, deleted, requestId, attempts: tally.attempts } };
}
