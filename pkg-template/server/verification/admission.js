// Who may ask: rates by client and by user, the identity, and the uses of its token.

import { clientOf } from '../http/client-rates.js';
import { Refusal } from '../http/refusal.js';
import { inTime } from '../in-time.js';
import { sha256Hex } from '../signature/sign.js';
import { timeout } from '../timer.js';

/** @import { Authenticate } from '../backend-options.js' */
/** @import { Identity } from '../identity/token.js' */
/** @import { Policy } from './policy.js' */
/** @import { Visit } from './visit.js' */

/** Keeps one client from taking everybody's turn. @param {Visit} visit */
export function admit({ backend, address }) {
  if (address) {
    insistOnRate(backend, `client ${clientOf(address)}`);
  }
}

/** The same for one user, from however many addresses. @param {Visit} visit */
export function admitUser({ backend, identity }) {
  if (identity) {
    insistOnRate(backend, `user ${identity.userId}`);
  }
}

/** @param {Visit['backend']} backend @param {string} who */
function insistOnRate({ clientPerMinute, clientRates, monotonic }, who) {
  const retryAfterMs = clientRates.waitMs(who, { calls: clientPerMinute, perMs: 60_000 }, monotonic());
  if (retryAfterMs > 0) {
    throw new Refusal('too_many_requests', { retryAfterMs: Math.ceil(retryAfterMs) });
  }
}

/**
 * Before the body is read, so that a stranger's photo costs nothing.
 * @param {Visit} visit
 * @returns {Promise<Identity | null>} null where nobody said who asks, which only demo policies take
 */
export async function authenticate(visit) {
  const { backend, url } = visit;
  if (!backend.authenticate) {
    return null;
  }
  const identity = await askWho(visit, backend.authenticate, url.searchParams.get('policy'));
  if (!identity && ![...backend.policies.values()].some(({ demo }) => demo)) {
    throw new Refusal('unauthenticated');
  }
  if (identity && (typeof identity.userId !== 'string' || identity.userId === '')) {
    throw new Error('authenticate gave an identity without userId');
  }
  if (identity?.uses !== undefined && !(identity.tokenId && identity.expiresAtMs)) {
    throw new Error('authenticate gave uses without tokenId and expiresAtMs');
  }
  return identity ?? null;
}

/** Longest time for `authenticate`. */
const AUTHENTICATE_MS = 10_000;

/**
 * Asks the integrator, who gets the request without its body.
 * @param {Visit} visit
 * @param {Authenticate} who
 * @param {string | null} policy null where the address names none
 */
export async function askWho({ backend, request, address }, who, policy) {
  const { method, headers } = request;
  const context = { ...(policy !== null && { policy }), ...(address !== null && { address }) };
  const late = timeout(AUTHENTICATE_MS, backend.timer);
  try {
    return await inTime(who(new Request(request.url, { method, headers }), context), late.signal);
  } catch (cause) {
    if (!late.signal.aborted) {
      throw cause;
    }
    const error = `it took longer than ${AUTHENTICATE_MS} ms`;
    backend.log({ level: 'error', event: 'authenticate_late', error });
    throw new Refusal('internal', { cause });
  } finally {
    late.clear();
  }
}

/** @param {Visit} visit @param {Policy} policy */
export function mayUsePolicy({ identity }, policy) {
  if (!identity && !policy.demo) {
    throw new Refusal('unauthenticated');
  }
  if (identity?.policy !== undefined && ![identity.policy].flat().includes(policy.name)) {
    throw new Refusal('token_policy');
  }
}

/** Refuses a token early whose uses are spent; a repetition of one of them goes on. @param {Visit} visit */
export async function checkTokenUse({ backend, request, identity }) {
  const limit = useLimit(identity);
  if (limit) {
    const key = request.headers.get('idempotency-key');
    const use = key === null ? null : await hashOf(key);
    if (!(await backend.store.hasUse(limit.tokenId, use, limit.uses))) {
      throw new Refusal('token_used');
    }
  }
}

/** Right before the call, so that a refused photo costs no use. @param {Visit} visit @param {string} use */
export async function spendToken({ backend, identity }, use) {
  const limit = useLimit(identity);
  if (limit) {
    const { ok } = await backend.store.useToken(limit.tokenId, await hashOf(use), limit);
    if (!ok) {
      throw new Refusal('token_used');
    }
  }
}

/** Clocks may differ as much as a token's verification allows at most. */
const CLOCK_TOLERANCE_MS = 300_000;

/** @param {Identity | null} identity */
function useLimit(identity) {
  if (!identity || identity.uses === undefined) {
    return undefined;
  }
  const { tokenId = '', uses, expiresAtMs = 0 } = identity;
  return { tokenId, uses, forgetAtMs: expiresAtMs + CLOCK_TOLERANCE_MS };
}

/** A thousand uses of a token are kept: short ones. @param {string} use */
async function hashOf(use) {
  return (await sha256Hex(use)).slice(0, 32);
}
