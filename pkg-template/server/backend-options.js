// The options of createBackend, checked once.

import { fingerprint, preflight } from '#preflight';
import { callerOf } from './client/create-client.js';
import { endpointOf } from './client/endpoint.js';
import { DEFAULT_REGION, callsPerSecond } from './contract.js';
import { ClientRates } from './http/client-rates.js';
import { Metrics } from './http/metrics.js';
import { readIssuer } from './identity/receipt.js';
import { readLimits } from './limits.js';
import { insistOnSecret } from './secret.js';
import { isWorkerd } from './platform.js';
import { memoryStore } from './stores/memory-store.js';
import { platformMonotonic, platformNow, platformRandom, platformTimer, platformUuid } from './timer.js';
import { takeAdminPolicy } from './records/admin-policy.js';
import { credentialsProvider } from './upstream/credentials.js';
import { needsReference } from './verification/call-fields.js';
import { readPolicies } from './verification/policy.js';
import { makeRoom } from './verification/room.js';

/** @import { Client } from './client/create-client.js' */
/** @import { AdminPolicy, AdminPolicyOptions } from './records/admin-policy.js' */
/** @import { SigningKey } from './identity/keys.js' */
/** @import { Identity } from './identity/token.js' */
/** @import { Limits } from './limits.js' */
/** @import { Store } from './stores/memory-store.js' */
/** @import { Timer, Uuid } from './timer.js' */
/** @import { CredentialsProvider, CredentialsSource } from './upstream/credentials.js' */
/** @import { VerdictEvent } from './verification/answers.js' */
/** @import { Fingerprint, Preflight } from './verification/pictures.js' */
/** @import { Policy, PolicyOptions } from './verification/policy.js' */
/** @import { Room } from './verification/room.js' */
/** @import { ReferenceHook } from './verification/reference.js' */

/** @typedef {{ policy?: string, address?: string }} AuthenticationContext `policy` where the address names it */
/** @typedef {(request: Request, context: AuthenticationContext) => Identity | null | Promise<Identity | null>} Authenticate */
/** @typedef {SigningKey & { issuer?: string, expiresInS?: number }} ReceiptOptions */
/**
 * @typedef {object} BackendOptions
 * @property {Record<string, PolicyOptions | AdminPolicyOptions>} policies by name: what a verification under that name does; of
 *   the type `admin`: how users delete their own faces
 * @property {Client | undefined} [client] of `createClient`, for its region, endpoint and credentials; instead of the next four
 * @property {string | undefined} [region] Default: `ap-southeast-1`, Singapore
 * @property {'public' | 'vpc' | undefined} [network] Default: `public`
 * @property {string | URL | undefined} [endpoint] instead of the region's own; https, except on this machine
 * @property {CredentialsSource | undefined} [credentials]
 * @property {Authenticate | undefined} [authenticate] says who asks, within ten seconds: gets the request without its body; null
 *   where it carries no sign of anybody, or throws a `Refusal`. Needed for every policy that is not a demo
 * @property {ReferenceHook | undefined} [reference] the picture on file that a user is compared with; null where a user has no picture
 * @property {ReceiptOptions | undefined} [receipts] signs a receipt into every verdict. `expiresInS` Default: 600
 * @property {((event: VerdictEvent) => void | Promise<void>) | undefined} [onVerdict] called with every verdict before the browser gets it.
 *   Where it throws, the browser must ask again with the same idempotency key, and it is called again with the
 *   same `event.id`: at least once for each verdict. A request without a key cannot be repeated
 * @property {Store | undefined} [store] what requests share. Default: the memory of this process
 * @property {string[] | 'same' | undefined} [origins] of pages that may call, such as `https://example.com`. Default: `same`, the
 *   origin that the request was sent to
 * @property {string | undefined} [basePath] Default: `/api`
 * @property {string | undefined} [userIdKey] secret of the keyed hash over user ids, for policies with `hashUserId`. Changing it
 *   changes every user's id
 * @property {Partial<Limits> | undefined} [limits]
 * @property {number | undefined} [callsPerSecond] of the account at this operation; the region's by default
 * @property {number | undefined} [clientPerMinute] requests of one address, and of one user. Default: 30
 * @property {((request: Request, env: any) => string | null | undefined) | undefined} [clientAddress] Default: Cloudflare's header on
 *   Workers, what `toNodeHandler` tells under Node
 * @property {string | undefined} [metricsToken] bearer token of `/metrics`; without one there are no metrics
 * @property {Preflight | undefined} [preflight] instead of the package's own, such as one that works in threads
 * @property {Fingerprint | undefined} [fingerprint] likewise
 * @property {((line: Record<string, unknown>) => void) | undefined} [log] takes one line per request; never pictures, ids of users or
 *   secrets. Default: JSON on the console
 * @property {typeof fetch | undefined} [fetch]
 * @property {(() => number) | undefined} [now] milliseconds since 1970
 * @property {(() => number) | undefined} [monotonic] milliseconds of a clock that nobody sets. Default: `now` where it is given, else
 *   `performance.now`
 * @property {(() => number) | undefined} [random] 0 to 1
 * @property {((ms: number) => Promise<void>) | undefined} [sleep]
 * @property {Timer | undefined} [timer] runs something after some milliseconds, unless what it returns is called before.
 *   Default: `setTimeout`
 * @property {Uuid | undefined} [uuid] for ids and nonces. Default: `crypto.randomUUID`
 */
/**
 * @typedef {object} Backend what every request shares
 * @property {Map<string, Policy>} policies
 * @property {AdminPolicy | null} admin null: no face is deleted here
 * @property {URL} endpoint
 * @property {CredentialsProvider} credentials
 * @property {string} region
 * @property {boolean} live whether the vendor's own service is called
 * @property {Authenticate | undefined} authenticate
 * @property {ReferenceHook | undefined} reference
 * @property {ReceiptOptions | undefined} receipts
 * @property {BackendOptions['onVerdict']} onVerdict
 * @property {Store} store
 * @property {string[] | 'same'} origins
 * @property {string} basePath
 * @property {string | undefined} userIdKey
 * @property {Limits} limits
 * @property {number} callsPerSecond
 * @property {number} clientPerMinute
 * @property {NonNullable<BackendOptions['clientAddress']>} clientAddress
 * @property {string | undefined} metricsToken
 * @property {Preflight} preflight
 * @property {Fingerprint} fingerprint
 * @property {(line: Record<string, unknown>) => void} log
 * @property {typeof fetch} fetch
 * @property {() => number} now
 * @property {() => number} monotonic
 * @property {() => number} random
 * @property {(ms: number) => Promise<void>} sleep
 * @property {Timer} timer
 * @property {Uuid} uuid
 * @property {Metrics} metrics
 * @property {{ offsetMs: number }} clock
 * @property {ClientRates} clientRates
 * @property {Room} room
 */

/** Each is a slot that is kept. */
const MOST_CALLS_PER_SECOND = 10_000;
const MOST_PER_MINUTE = 10_000_000;

/** @param {BackendOptions} options @returns {Backend} throws for what cannot work */
export function readBackendOptions(options) {
  insistOnKnown(options);
  const { receipts, userIdKey, authenticate, reference, onVerdict, metricsToken } = options;
  const service = serviceOf(options);
  const { others, admin } = takeAdminPolicy(options.policies);
  const policies = readPolicies(others);
  const limits = readLimits(options.limits);
  insistOnNeeds(policies, options);
  if (admin?.hashUserId && !userIdKey) {
    throw new Error(`policy ${admin.name}: hashUserId needs userIdKey`);
  }
  if (receipts) {
    readIssuer(receipts);
  }
  insistOnSecret('userIdKey', userIdKey);
  insistOnSecret('metricsToken', metricsToken);
  return {
    ...service,
    ...platformOf(options),
    policies,
    admin,
    authenticate,
    reference,
    receipts,
    onVerdict,
    userIdKey,
    metricsToken,
    store: options.store ?? ownStore(options),
    origins: readOrigins(options.origins),
    basePath: readBasePath(options.basePath),
    limits,
    callsPerSecond: within(
      'callsPerSecond',
      options.callsPerSecond ?? usualRate(service.region),
      MOST_CALLS_PER_SECOND,
    ),
    clientPerMinute: within('clientPerMinute', options.clientPerMinute ?? 30, MOST_PER_MINUTE),
    clientAddress: options.clientAddress ?? usualAddress,
    preflight: options.preflight ?? /** @type {Preflight} */ (/** @type {unknown} */ (preflight)),
    fingerprint: options.fingerprint ?? ((picture, call) => fingerprint(picture, { limits: 'server' }, call)),
    metrics: new Metrics(),
    clock: { offsetMs: 0 },
    clientRates: new ClientRates(),
    room: makeRoom(limits),
  };
}

const KNOWN = [
  ...['policies', 'client', 'region', 'network', 'endpoint', 'credentials', 'authenticate', 'reference', 'receipts'],
  ...['onVerdict', 'store', 'origins', 'basePath', 'userIdKey', 'limits', 'callsPerSecond', 'clientPerMinute'],
  ...['clientAddress', 'metricsToken', 'preflight', 'fingerprint', 'log', 'fetch', 'now', 'monotonic', 'random'],
  ...['sleep', 'timer', 'uuid'],
];

/** @param {object} options */
function insistOnKnown(options) {
  const unknown = Object.keys(options).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) {
    throw new Error(`createBackend: there is no option ${unknown}`);
  }
}

/** @param {Map<string, Policy>} policies @param {BackendOptions} options */
function insistOnNeeds(policies, { authenticate, reference, userIdKey }) {
  for (const [name, policy] of policies) {
    if (!policy.demo && !authenticate) {
      throw new Error(`policy ${name}: needs authenticate, by which the backend learns who the user is`);
    }
    if (needsReference(policy) && !reference) {
      throw new Error(
        `policy ${name}: needs the option reference, the picture on file to compare with; or targetFrom: 'browser'`,
      );
    }
    if (policy.hashUserId && !userIdKey) {
      throw new Error(`policy ${name}: hashUserId needs userIdKey`);
    }
  }
}

/** @param {BackendOptions} options */
function serviceOf({ client, credentials, endpoint, region, network, ...options }) {
  if (client) {
    const double = Object.entries({ region, network, endpoint, credentials }).find(
      ([, value]) => value !== undefined,
    );
    if (double) {
      throw new Error(`createBackend: ${double[0]} is the client's`);
    }
    const caller = callerOf(client);
    const { endpoint: address } = caller;
    return { region: caller.region, endpoint: address, credentials: caller.credentials, live: isVendors(address) };
  }
  if (credentials === undefined) {
    throw new Error('createBackend: credentials or client is needed');
  }
  const address = endpointOf({ endpoint, region, network });
  return {
    region: region ?? DEFAULT_REGION,
    endpoint: address,
    credentials: credentialsProvider(credentials, platformOf(options)),
    live: isVendors(address),
  };
}

/** @param {URL} endpoint */
function isVendors({ hostname }) {
  return hostname.endsWith('.aliyuncs.com');
}

/** @param {Partial<BackendOptions>} options */
function platformOf(options) {
  const timer = options.timer ?? platformTimer;
  return {
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    now: options.now ?? platformNow,
    monotonic: options.monotonic ?? options.now ?? platformMonotonic,
    random: options.random ?? platformRandom,
    timer,
    uuid: options.uuid ?? platformUuid,
    sleep:
      options.sleep ??
      ((/** @type {number} */ ms) =>
        new Promise((done) => {
          timer(ms, () => done(undefined));
        })),
    log: options.log ?? ((/** @type {unknown} */ line) => console.log(JSON.stringify(line))),
  };
}

/** @param {BackendOptions} options */
function ownStore(options) {
  const { log, now, monotonic, timer, uuid } = platformOf(options);
  if (isWorkerd()) {
    const meaning = 'Each isolate counts calls, keys and uses of tokens alone: pass store: durableStore(…).';
    log({ level: 'warn', event: 'store_not_shared', meaning });
  }
  return memoryStore(now, monotonic, { timer, uuid });
}

/** @param {string} region */
function usualRate(region) {
  try {
    return callsPerSecond(region);
  } catch {
    throw new Error(`createBackend: the calls per second of the region ${region} are not known; give callsPerSecond`);
  }
}

/** @param {string} name @param {number} value @param {number} most */
function within(name, value, most) {
  if (!(typeof value === 'number' && value > 0 && value <= most)) {
    throw new Error(`createBackend: ${name} must be a number above 0, at most ${most}`);
  }
  return value;
}

/** @param {BackendOptions['origins']} origins */
function readOrigins(origins = 'same') {
  for (const origin of origins === 'same' ? [] : origins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new Error(`createBackend: origins: ${origin} is not an origin such as https://example.com`);
    }
  }
  return origins;
}

/** @param {string} [basePath] */
function readBasePath(basePath = '/api') {
  if (!/^(\/[\w-]+)*$/.test(basePath)) {
    throw new Error('createBackend: basePath must be a path such as /api');
  }
  return basePath;
}

/** @param {Request} request @param {any} env */
function usualAddress(request, env) {
  return isWorkerd() ? request.headers.get('cf-connecting-ip') : env?.address;
}
