// The backend's options out of environment variables (Node) or bindings (Workers).

import { callsPerSecondOf, insistOnSecrets, numberOf, userIdKeyOf } from '../../pkg/server/variables.js';
import { tokenAuthenticator } from '../../pkg/server.js';

/** @import { BackendOptions, CredentialsSource } from '../../pkg/server.js' */

/** @typedef {(name: string) => string | undefined} Text empty ones count as not set */

/**
 * @param {Record<string, unknown>} env
 * @param {CredentialsSource} [credentials] instead of those of the environment
 * @returns {BackendOptions}
 */
export function optionsFrom(env, credentials) {
  insistOnSecrets(env, SECRETS);
  const text = (/** @type {string} */ name) => {
    const value = env[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const policies = policiesOf(text('FACE_POLICIES'));
  insistOnVariables(policies, text);
  const header = text('FACE_CLIENT_HEADER');
  const receiptSecret = text('FACE_RECEIPT_SECRET');
  return withoutUndefined({
    policies: withAdmin(policies, text),
    credentials: credentials ?? credentialsOf(text),
    region: text('ALIBABA_CLOUD_REGION_ID'),
    network: networkOf(text),
    endpoint: endpointOf(text),
    authenticate: authenticateOf(text),
    reference: referenceOf(text),
    receipts: receiptSecret && { secret: receiptSecret },
    origins: originsOf(text),
    userIdKey: userIdKeyOf(env),
    callsPerSecond: callsPerSecondOf(env),
    clientPerMinute: wholeNumberOf(env, 'FACE_CLIENT_PER_MINUTE'),
    clientAddress:
      header &&
      ((/** @type {Request} */ request, /** @type {any} */ client) => nearest(request, header) || client?.address),
    metricsToken: text('FACE_METRICS_TOKEN'),
    limits: withoutUndefined({
      attemptMs: wholeNumberOf(env, 'FACE_ATTEMPT_MS'),
      deadlineMs: wholeNumberOf(env, 'FACE_DEADLINE_MS'),
      queueMs: wholeNumberOf(env, 'FACE_QUEUE_MS'),
      transitMs: wholeNumberOf(env, 'FACE_TRANSIT_MS'),
      uploadsPerClient: wholeNumberOf(env, 'FACE_UPLOADS_PER_CLIENT'),
      bodyBytesPerSecond: wholeNumberOf(env, 'FACE_BODY_BYTES_PER_SECOND'),
      pictureMs: wholeNumberOf(env, 'FACE_PICTURE_MS'),
      pictureMemoryBytes: wholeNumberOf(env, 'FACE_PICTURE_MEMORY_BYTES', MOST_BYTES),
      requestMemoryBytes: wholeNumberOf(env, 'FACE_REQUEST_MEMORY_BYTES', MOST_BYTES),
    }),
  });
}

const SECRETS = [
  ...['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'ALIBABA_CLOUD_SECURITY_TOKEN'],
  ...['FACE_TOKEN_SECRET', 'FACE_RECEIPT_SECRET', 'FACE_USER_ID_KEY', 'FACE_METRICS_TOKEN'],
  ...['FACE_REFERENCE_AUTHORIZATION', 'FACE_ADMIN_TOKEN_SECRET'],
];

/** How long the process still listens after SIGTERM, in milliseconds. @param {Record<string, unknown>} env */
export function drainDelayOf({ FACE_DRAIN_DELAY_MS: value }) {
  return wholeNumberOf({ FACE_DRAIN_DELAY_MS: value ? String(value) : '' }, 'FACE_DRAIN_DELAY_MS') ?? 0;
}

/** @param {Record<string, unknown>} object @returns {any} */
function withoutUndefined(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

/** @param {string} [text] */
function policiesOf(text = '{}') {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`FACE_POLICIES is not JSON: ${/** @type {Error} */ (cause).message}`, { cause });
  }
}

/**
 * A policy of the type `admin` takes tokens of its own secret: one that lets a page verify a photo must not let it delete.
 * @param {any} policies
 * @param {Text} text
 */
function withAdmin(policies, text) {
  if (typeof policies !== 'object' || policies === null || Array.isArray(policies)) {
    return policies;
  }
  return Object.fromEntries(
    Object.entries(policies).map(([name, policy]) => {
      if (policy?.type !== 'admin') {
        return [name, policy];
      }
      const secret = text('FACE_ADMIN_TOKEN_SECRET');
      if (secret === undefined) {
        throw new Error(`FACE_ADMIN_TOKEN_SECRET is not set, and the policy ${name} deletes faces`);
      }
      if (secret === text('FACE_TOKEN_SECRET')) {
        throw new Error('FACE_ADMIN_TOKEN_SECRET must be another secret than FACE_TOKEN_SECRET');
      }
      return [name, { ...policy, authenticate: tokenAuthenticator({ secret }) }];
    }),
  );
}

/** @param {Text} text */
function credentialsOf(text) {
  const [accessKeyId, accessKeySecret] = ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET'].map(
    (name) => {
      const value = text(name);
      if (value === undefined) {
        throw new Error(`${name} is not set`);
      }
      return value;
    },
  );
  return withoutUndefined({ accessKeyId, accessKeySecret, securityToken: text('ALIBABA_CLOUD_SECURITY_TOKEN') });
}

/**
 * An address other than the vendor's gets signed requests with people's faces in them: it must be this machine, or
 * HTTPS and asked for twice.
 * @param {Text} text
 */
function endpointOf(text) {
  const address = text('FACE_ENDPOINT');
  if (address === undefined) {
    return undefined;
  }
  const { hostname, protocol } = new URL(address);
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  if (!isLoopback && !(text('FACE_ALLOW_ENDPOINT') === 'yes' && protocol === 'https:')) {
    throw new Error('FACE_ENDPOINT must be on this machine, or https with FACE_ALLOW_ENDPOINT=yes');
  }
  return address;
}

/** @param {Text} text */
function networkOf(text) {
  const network = text('FACE_NETWORK');
  if (network !== undefined && network !== 'public' && network !== 'vpc') {
    throw new Error('FACE_NETWORK must be public or vpc');
  }
  return network;
}

/** @param {Text} text */
function authenticateOf(text) {
  const [secret, jwksUrl] = [text('FACE_TOKEN_SECRET'), text('FACE_TOKEN_JWKS_URL')];
  if (secret === undefined && jwksUrl === undefined) {
    return undefined;
  }
  if (secret !== undefined && jwksUrl !== undefined) {
    throw new Error('FACE_TOKEN_SECRET and FACE_TOKEN_JWKS_URL exclude each other');
  }
  const [issuer, audience, type] = ['ISSUER', 'AUDIENCE', 'TYPE'].map((name) => text(`FACE_TOKEN_${name}`));
  return tokenAuthenticator(withoutUndefined({ secret, jwksUrl, issuer, audience, type }));
}

/** A store that gives a user's picture at an address of its own. @param {Text} text */
function referenceOf(text) {
  const template = text('FACE_REFERENCE_URL');
  if (template === undefined) {
    return undefined;
  }
  if (!template.includes('{userId}')) {
    throw new Error('FACE_REFERENCE_URL must hold {userId}, such as https://store.example/{userId}.jpg');
  }
  const authorization = text('FACE_REFERENCE_AUTHORIZATION');
  return (/** @type {{ userId: string }} */ { userId }) =>
    new Request(template.replaceAll('{userId}', encodeURIComponent(userId)), {
      headers: authorization === undefined ? {} : { authorization },
    });
}

/** What the trusted proxy nearest to this server wrote. @param {Request} request @param {string} header */
function nearest(request, header) {
  return request.headers.get(header)?.split(',').at(-1)?.trim();
}

/** @param {Text} text */
function originsOf(text) {
  const origins = text('FACE_ORIGINS')
    ?.split(',')
    .map((origin) => origin.trim());
  const wrong = origins?.find((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin);
  if (wrong !== undefined) {
    throw new Error(`FACE_ORIGINS: ${wrong} is not an origin such as https://example.com`);
  }
  return origins;
}

/** What the policies need of other variables, by the names that the operator knows. @param {unknown} policies @param {Text} text */
function insistOnVariables(policies, text) {
  for (const [name, policy] of Object.entries(Object(policies))) {
    const { mode, demo, hashUserId, targetFrom = demo ? 'browser' : 'reference' } = Object(policy);
    const compares = mode === 'compare' || mode === 'both';
    if (hashUserId === true && !text('FACE_USER_ID_KEY')) {
      throw new Error(`FACE_USER_ID_KEY is not set, and the policy ${name} hashes user ids`);
    }
    if (compares && targetFrom === 'reference' && !text('FACE_REFERENCE_URL')) {
      const other = 'or give the policy "targetFrom": "browser"';
      throw new Error(
        `FACE_REFERENCE_URL is not set, and the policy ${name} compares with the picture on file; ${other}`,
      );
    }
    if (mode !== undefined && demo !== true && !text('FACE_TOKEN_SECRET') && !text('FACE_TOKEN_JWKS_URL')) {
      const why = `the policy ${name} has to know who the user is`;
      throw new Error(`neither FACE_TOKEN_SECRET nor FACE_TOKEN_JWKS_URL is set, and ${why}`);
    }
  }
}

/** Ten million milliseconds are almost three hours, and timers take them. */
const MOST = 10_000_000;
/** As much as the backend takes. */
const MOST_BYTES = 2 ** 31 - 1;

/** @param {Record<string, unknown>} env @param {string} name @param {number} [most] */
function wholeNumberOf(env, name, most = MOST) {
  const value = numberOf(env, name, most);
  if (value !== undefined && !Number.isInteger(value)) {
    throw new Error(`${name} must be a whole number`);
  }
  return value;
}
