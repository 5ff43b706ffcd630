// The backend's configuration, from environment variables (Node) or bindings (Workers), checked once at the start.

import { DEFAULT_LIMITS } from '../../pkg/server/backend-config.js';
import { DEFAULT_REGION, callsPerSecond, endpointHost } from '../../pkg/server/contract.js';
import { readPolicies } from '../../pkg/server/verification/policy.js';

/** @import { Config } from '../../pkg/server/backend-config.js' */

/** Ten million milliseconds are almost three hours, and timers take them. */
const MOST = 10_000_000;
/** Each is a place that is kept. */
const MOST_CALLS_PER_SECOND = 10_000;

/**
 * @param {Record<string, unknown>} env
 * @returns {Config}
 */
export function readConfig(env) {
  const text = (/** @type {string} */ name) => {
    const value = env[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const region = text('ALIBABA_CLOUD_REGION_ID') ?? DEFAULT_REGION;
  const explicit = text('FACE_ENDPOINT');
  const securityToken = text('ALIBABA_CLOUD_SECURITY_TOKEN');
  const origins = text('FACE_ORIGINS');
  const policies = readPolicies(parsed(text('FACE_POLICIES') ?? '{}'));
  const userIdKey = text('FACE_USER_ID_KEY');
  if (userIdKey === undefined && [...policies.values()].some((policy) => policy.hashUserId)) {
    throw new Error('FACE_USER_ID_KEY is not set, and a policy hashes user ids');
  }
  return {
    credentials: {
      accessKeyId: needed(text, 'ALIBABA_CLOUD_ACCESS_KEY_ID'),
      accessKeySecret: needed(text, 'ALIBABA_CLOUD_ACCESS_KEY_SECRET'),
      ...(securityToken !== undefined && { securityToken }),
    },
    region,
    endpoint:
      explicit === undefined
        ? vendorEndpoint(region, text('FACE_NETWORK') ?? 'public')
        : explicitEndpoint(explicit, text('FACE_ALLOW_ENDPOINT') === 'yes'),
    live: explicit === undefined,
    policies,
    origins: origins === undefined ? 'same' : origins.split(',').map((origin) => checkedOrigin(origin.trim())),
    userIdKey,
    callsPerSecond: positive(
      text('FACE_CALLS_PER_SECOND'),
      callsPerSecond(region),
      'FACE_CALLS_PER_SECOND',
      MOST_CALLS_PER_SECOND,
    ),
    clientPerMinute: whole(text('FACE_CLIENT_PER_MINUTE'), 30, 'FACE_CLIENT_PER_MINUTE'),
    clientHeader: text('FACE_CLIENT_HEADER')?.toLowerCase(),
    metricsToken: text('FACE_METRICS_TOKEN'),
    limits: {
      ...DEFAULT_LIMITS,
      attemptMs: whole(text('FACE_ATTEMPT_MS'), DEFAULT_LIMITS.attemptMs, 'FACE_ATTEMPT_MS'),
      deadlineMs: whole(text('FACE_DEADLINE_MS'), DEFAULT_LIMITS.deadlineMs, 'FACE_DEADLINE_MS'),
      queueMs: whole(text('FACE_QUEUE_MS'), DEFAULT_LIMITS.queueMs, 'FACE_QUEUE_MS'),
      transitMs: whole(text('FACE_TRANSIT_MS'), DEFAULT_LIMITS.transitMs, 'FACE_TRANSIT_MS'),
    },
  };
}

/** @param {string} text @returns {unknown} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`FACE_POLICIES is not JSON: ${/** @type {Error} */ (cause).message}`, { cause });
  }
}

/** @param {(name: string) => string | undefined} text @param {string} name */
function needed(text, name) {
  const value = text(name);
  if (value === undefined) {
    throw new Error(`${name} is not set`);
  }
  return value;
}

/** @param {string} region @param {string} network */
function vendorEndpoint(region, network) {
  if (network !== 'public' && network !== 'vpc') {
    throw new Error('FACE_NETWORK must be public or vpc');
  }
  return new URL(`https://${endpointHost(region, network)}/`);
}

/**
 * An address other than the vendor's gets signed requests with people's faces in them: it must be this machine, or
 * HTTPS and asked for twice.
 * @param {string} address
 * @param {boolean} told
 */
function explicitEndpoint(address, told) {
  const url = new URL(address);
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (!loopback && !(told && url.protocol === 'https:')) {
    throw new Error('FACE_ENDPOINT must be on this machine, or https with FACE_ALLOW_ENDPOINT=yes');
  }
  if (url.pathname !== '/' || url.search !== '' || url.username !== '') {
    throw new Error('FACE_ENDPOINT takes no path, query or user');
  }
  return url;
}

/** @param {string} origin */
function checkedOrigin(origin) {
  if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
    throw new Error(`FACE_ORIGINS: ${origin} is not an origin such as https://example.com`);
  }
  return origin;
}

/** @param {string | undefined} text @param {number} fallback @param {string} name @param {number} most */
function positive(text, fallback, name, most) {
  const value = text === undefined ? fallback : Number(text);
  if (!(value > 0 && value <= most)) {
    throw new Error(`${name} must be a number above 0, at most ${most}`);
  }
  return value;
}

/** @param {string | undefined} text @param {number} fallback @param {string} name */
function whole(text, fallback, name) {
  const value = positive(text, fallback, name, MOST);
  if (!Number.isInteger(value)) {
    throw new Error(`${name} must be a whole number`);
  }
  return value;
}
