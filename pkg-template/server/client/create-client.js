// Calls of the service from a server: typed requests and answers, signed, with no more than web standards.

import { rejection } from '../../lib/client/clock.js';
import { misuse, refuseUnknown } from '../../lib/misuse.js';
import { DEFAULT_REGION, contract } from '../contract.js';
import { Refusal } from '../http/refusal.js';
import { DEFAULT_LIMITS } from '../limits.js';
import { integerWithin } from '../options.js';
import { pause, platformMonotonic, platformNow, platformRandom, platformTimer, platformUuid } from '../timer.js';
import { credentialsProvider } from '../upstream/credentials.js';
import { callUpstream, newTally } from '../upstream/service-call.js';
import { textOf } from './answer-fields.js';
import { ApiError } from './api-error.js';
import { endpointOf } from './endpoint.js';
import { turnsOf } from './turns.js';
import { faceDuplicationCheckIntl, faceVerifyIntl } from './face-duplication-check.js';
import { addFaceRecord, deleteFaceRecordV2, queryFaceGroup, queryFaceRecord } from './face-records.js';
import { checkVerifyLog, deleteVerifyResult } from './verify-results.js';

/** @import { Store } from '../stores/memory-store.js' */
/** @import { CredentialsSource } from '../upstream/credentials.js' */
/** @import { Call, Line, Reply, Tally } from '../upstream/service-call.js' */
/** @import { Where } from './endpoint.js' */
/** @import { FaceDuplicationCheckAnswer, FaceDuplicationCheckRequest, FaceVerifyRequest } from './face-duplication-check.js' */
/** @import { AddFaceAnswer, AddFaceRequest, DeleteFaceAnswer, DeleteFaceRequest, QueryFacesAnswer, QueryFacesRequest, QueryGroupsAnswer, QueryGroupsRequest } from './face-records.js' */
/** @import { DeleteResultAnswer, DeleteResultRequest, VerifyLogAnswer, VerifyLogRequest } from './verify-results.js' */
/** @import { Operation } from './operation.js' */
/** @import { Timer, Uuid } from '../timer.js' */
/** @import { Turns } from './turns.js' */

/**
 * @typedef {object} CallBehaviour
 * @property {CredentialsSource} credentials
 * @property {number | undefined} [timeoutMs] for one call, from connecting to the last byte of the answer, and as much for the function of the
 *   credentials; 100 to 120,000. Default: 15,000, the sum of the vendor's 5 s to connect and 10 s to read
 * @property {number | undefined} [attempts] the most calls for one request, 1 to 5. A throttled call is repeated; after a lost answer
 *   or a failure of the service, only one that registers nobody. Each is signed anew. Default: 1
 * @property {Pick<Store, 'take' | 'giveBack'> | undefined} [store] keeps the account's calls per second, over all that share
 *   it; a call waits for its turn. Default: none, and the service throttles who exceeds the rate
 * @property {number | undefined} [callsPerSecond] with a store: the rate, above 0, at most 1,000. Default: that of the checks in the
 *   region
 * @property {number | undefined} [queueMs] with a store: the longest wait for a turn, 0 to 600,000; then `service_busy`. Default: 60,000
 * @property {typeof globalThis.fetch | undefined} [fetch] Default: the platform's
 * @property {(() => number) | undefined} [now] milliseconds since 1970. Default: `Date.now`
 * @property {(() => number) | undefined} [monotonic] milliseconds of a clock that nobody sets. Default: `performance.now`
 * @property {(() => number) | undefined} [random] 0 to 1. Default: `Math.random`
 * @property {Timer | undefined} [timer] runs something after some milliseconds, unless what it returns is called before.
 *   Default: `setTimeout`
 * @property {Uuid | undefined} [uuid] for nonces. Default: `crypto.randomUUID`
 */
/** @typedef {Where & CallBehaviour} ClientOptions */
/** @typedef {{ signal?: AbortSignal | undefined }} CallOptions */
/**
 * @typedef {object} Client one method per operation, named as the vendor names it. Each rejects with an
 *   {@link ApiError}, with a `PreflightError` for a request that the service would refuse, or with the signal's reason.
 * @property {(request: FaceDuplicationCheckRequest, options?: CallOptions) => Promise<FaceDuplicationCheckAnswer>} faceDuplicationCheckIntl
 *   searches a face in groups, compares two, or both. Whether the person passed is the answer's `passed`.
 * @property {(request: FaceVerifyRequest, options?: CallOptions) => Promise<FaceDuplicationCheckAnswer>} faceVerifyIntl
 *   the same by the successor, which always looks for liveness
 * @property {(request: AddFaceRequest, options?: CallOptions) => Promise<AddFaceAnswer>} addFaceRecord puts a face into a
 *   group, without a search; 50 calls per second
 * @property {(request: QueryFacesRequest, options?: CallOptions) => Promise<QueryFacesAnswer>} queryFaceRecord lists the
 *   faces of a group
 * @property {(request: DeleteFaceRequest, options?: CallOptions) => Promise<DeleteFaceAnswer>} deleteFaceRecordV2 deletes a
 *   user's faces, in one group or in all; 50 calls per second
 * @property {(request?: QueryGroupsRequest, options?: CallOptions) => Promise<QueryGroupsAnswer>} queryFaceGroup lists the
 *   groups of the account in this region
 * @property {(request: DeleteResultRequest, options?: CallOptions) => Promise<DeleteResultAnswer>} deleteVerifyResult
 *   deletes what is kept of a verification; the service keeps it for 30 days otherwise. Whether it covers these
 *   operations is not documented
 * @property {(request: VerifyLogRequest, options?: CallOptions) => Promise<VerifyLogAnswer>} checkVerifyLog asks how a
 *   verification went
 */
/** @typedef {Omit<Line, 'sleep' | 'takeSlot' | 'giveBack'> & { turns: (signal: AbortSignal) => Turns }} Caller */

const OPTIONS = [
  ...['region', 'network', 'endpoint', 'credentials', 'timeoutMs', 'attempts', 'fetch', 'now'],
  ...['store', 'callsPerSecond', 'queueMs', 'monotonic', 'random', 'timer', 'uuid'],
];

const USUAL_QUEUE_MS = 60_000;
const USUAL_TIMEOUT_MS = contract.operation.connectTimeoutMs + contract.operation.readTimeoutMs;

/**
 * A client of the service. It belongs on a server: anyone who has the keys can call in the account's name.
 *
 * @param {ClientOptions} options
 * @returns {Client}
 * @throws {import('../../lib/errors.js').PreflightError} `invalid_option`
 *
 * @example
 * ```js
 * const client = createClient({
 *   region: 'ap-southeast-1',
 *   credentials: { accessKeyId: 'key', accessKeySecret: 'secret' },
 * });
 * const { passed, subCode } = await client.faceDuplicationCheckIntl({
 *   mode: 'search',
 *   bizId: 'a1b2c3',
 *   userId: 'user-42',
 *   source: photo,
 *   groups: ['customers'],
 * });
 * console.log(passed, subCode);
 * ```
 */
export function createClient(options) {
  const caller = readOptions(options);
  /** @type {Client} */
  const client = Object.freeze({
    faceDuplicationCheckIntl: (request, { signal } = {}) => call(faceDuplicationCheckIntl, request, caller, signal),
    faceVerifyIntl: (request, { signal } = {}) => call(faceVerifyIntl, request, caller, signal),
    addFaceRecord: (request, { signal } = {}) => call(addFaceRecord, request, caller, signal),
    queryFaceRecord: (request, { signal } = {}) => call(queryFaceRecord, request, caller, signal),
    deleteFaceRecordV2: (request, { signal } = {}) => call(deleteFaceRecordV2, request, caller, signal),
    queryFaceGroup: (request = {}, { signal } = {}) => call(queryFaceGroup, request, caller, signal),
    deleteVerifyResult: (request, { signal } = {}) => call(deleteVerifyResult, request, caller, signal),
    checkVerifyLog: (request, { signal } = {}) => call(checkVerifyLog, request, caller, signal),
  });
  callers.set(client, { ...caller, region: options.region ?? DEFAULT_REGION });
  return client;
}

/** @type {WeakMap<Client, Caller & { region: string }>} */
const callers = new WeakMap();

/** Region, endpoint and credentials of a client, for the backend that was given it. @param {Client} client */
export function callerOf(client) {
  const caller = callers.get(client);
  if (!caller) {
    throw misuse('client', 'was not made by createClient');
  }
  return caller;
}

/**
 * @param {ClientOptions} options
 * @returns {Caller}
 */
function readOptions(options) {
  refuseUnknown(options, OPTIONS);
  const { credentials, timeoutMs = USUAL_TIMEOUT_MS, attempts = 1, fetch, now = platformNow } = options;
  const {
    monotonic = platformMonotonic,
    random = platformRandom,
    timer = platformTimer,
    uuid = platformUuid,
  } = options;
  return {
    endpoint: endpointOf(options),
    credentials: credentialsProvider(credentials, { now, timer }),
    limits: {
      attempts: integerWithin('attempts', attempts, { least: 1, most: 5 }),
      attemptMs: integerWithin('timeoutMs', timeoutMs, { least: 100, most: 120_000 }),
      deadlineMs: Infinity,
      queueMs: integerWithin('queueMs', options.queueMs ?? USUAL_QUEUE_MS, { least: 0, most: 600_000 }),
      transitMs: options.store ? DEFAULT_LIMITS.transitMs : Infinity,
    },
    // Called as a function of its own: the platform's refuses to be a method of something else.
    fetch: fetch ?? ((input, init) => globalThis.fetch(input, init)),
    now,
    monotonic,
    random,
    uuid,
    timer,
    clock: { offsetMs: 0 },
    turns: turnsOf(options),
  };
}

/**
 * @template Request
 * @template Answer
 * @param {Operation<Request, Answer>} operation
 * @param {Request} request
 * @param {Caller} caller
 * @param {AbortSignal} [signal]
 * @returns {Promise<Answer>}
 */
async function call(operation, request, caller, signal = new AbortController().signal) {
  signal.throwIfAborted();
  const parameters = operation.parameters(request);
  const pairs = Object.entries(parameters);
  const isInQuery = (/** @type {string} */ name) => operation.inQuery.includes(name);
  const tally = newTally();
  const reply = await replyTo(
    {
      action: operation.action,
      version: operation.version,
      query: pairs.filter(([name]) => isInQuery(name)),
      form: pairs.filter(([name]) => !isInQuery(name)),
      clientLeft: signal,
      repeatable: operation.isRepeatable(parameters),
    },
    { ...caller, ...caller.turns(signal), sleep: (ms) => pause(ms, caller.timer, signal) },
    tally,
  );
  const isSuccess = reply.code === 'Success' || reply.code === '200';
  const answer = isSuccess && reply.httpStatus === 200 ? operation.read(reply) : null;
  if (answer === null) {
    throw failure(reply, isSuccess, tally);
  }
  return answer;
}

/**
 * @param {Call} call
 * @param {Line} line
 * @param {Tally} tally
 * @returns {Promise<Reply>}
 */
async function replyTo(call, line, tally) {
  try {
    // Whatever hangs, the function of the credentials for example, an abort ends it.
    return await Promise.race([callUpstream(call, line, tally), rejection(call.clientLeft)]);
  } catch (error) {
    call.clientLeft.throwIfAborted();
    if (!(error instanceof Refusal)) {
      throw error;
    }
    const { httpStatus, requestId = null, retryAfterMs, cause } = error.more;
    throw new ApiError(error.code, {
      httpStatus,
      requestId,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      attempts: tally.attempts,
      mayHaveRun: tally.uncertain > 0,
      cause,
    });
  }
}

/**
 * @param {Reply} reply
 * @param {boolean} isSuccess the service calls it one, and there is no verdict in it
 * @param {Tally} tally
 */
function failure({ code, httpStatus, requestId, retryAfterMs, result }, isSuccess, { attempts, uncertain }) {
  return new ApiError(isSuccess ? 'upstream_not_understood' : code, {
    httpStatus,
    requestId,
    transactionId: textOf(result['TransactionId']),
    retryAfterMs,
    attempts,
    mayHaveRun: isSuccess || uncertain > 0,
  });
}
