// The emulator as a fetch handler: faults and the log around the gateway's checks and the operations.

import { answerControl } from './control.js';
import { applyFault } from './faults/apply-fault.js';
import { DroppedConnection, WrongFault, chooseFault, noFaults, readFaultPlan } from './faults/fault-plan.js';
import { takePlan } from './faults/take-plan.js';
import { answerCall } from './gateway/answer-call.js';
import { GatewayError, errorResponse } from './gateway/errors.js';
import { createThrottle } from './gateway/throttle.js';
import { DEFAULT_OPTIONS } from './options.js';

/** @import { Fault, FaultPlan, Forced } from './faults/fault-plan.js' */
/** @import { AccessKey } from './gateway/access-keys.js' */
/** @import { Options } from './options.js' */
/** @import { Vision } from './pictures/take-picture.js' */
/** @import { Store } from './stores/memory-store.js' */

/** Says with each answer what tells people apart. */
const ENGINE_HEADER = 'x-emulator-engine';

/**
 * @typedef {object} Parts
 * @property {AccessKey[]} keys
 * @property {Store} store
 * @property {Vision} vision
 * @property {Partial<Options>} [options]
 * @property {boolean} [control] whether `/_emulator/...` answers
 * @property {() => Promise<void>} [reset] makes the state what it was at the start
 * @property {() => number} [now] milliseconds since 1970
 * @property {() => number} [random] 0 to 1
 * @property {(ms: number) => Promise<void>} [sleep]
 * @property {(line: Record<string, unknown>) => void} [log] never gets parameters, keys or signatures
 * @property {typeof fetch} [download]
 */
/**
 * @typedef {object} State what a running emulator consists of
 * @property {Map<string, AccessKey>} keys by their id
 * @property {Store} store
 * @property {Vision} vision
 * @property {Options} options
 * @property {() => number} now
 * @property {() => number} random
 * @property {(ms: number) => Promise<void>} sleep
 * @property {(line: Record<string, unknown>) => void} log
 * @property {typeof fetch} download
 * @property {(action: string, nowMs: number) => void} throttle
 * @property {FaultPlan} faults
 * @property {() => Promise<void>} reset
 * @property {Forced} [forced] of this call
 * @property {number} calls how many came since the start
 */

/** @param {number} ms @returns {Promise<void>} */
function wait(ms) {
  return new Promise((done) => {
    setTimeout(done, ms);
  });
}

/** @param {Parts} parts */
export function emulatorHandler({ keys, options, control = false, ...parts }) {
  const allOptions = { ...DEFAULT_OPTIONS, ...options };
  /** @type {State} */
  const state = {
    now: Date.now,
    random: Math.random,
    sleep: wait,
    log: () => {},
    download: fetch,
    reset: async () => parts.store.clear(),
    ...parts,
    keys: new Map(keys.map((key) => [key.accessKeyId, key])),
    options: allOptions,
    throttle: createThrottle(allOptions),
    faults: noFaults(),
    calls: 0,
  };
  return {
    /** @param {Request} request @returns {Promise<Response>} */
    async fetch(request) {
      const isControl = control && new URL(request.url).pathname.startsWith('/_emulator/');
      const answer = await (isControl ? answerControl(request, state) : answerWithFaults(request, state));
      answer.headers.set(ENGINE_HEADER, state.vision.engine);
      return answer;
    },
    /** @param {unknown} plan `{ rates, ms, latencyMs, callsPerSecond }`; `{}` ends the faults */
    setFaults(plan) {
      takePlan(state, readFaultPlan(plan));
    },
    async reset() {
      await state.reset();
      takePlan(state, noFaults());
    },
  };
}

/** @param {Request} request @param {State} state */
async function answerWithFaults(request, state) {
  const startMs = state.now();
  const requestId = crypto.randomUUID().toUpperCase();
  const { host } = new URL(request.url);
  let code = 'Success';
  /** @type {Fault | undefined} */
  let fault;
  const guarded = async (/** @type {() => Promise<Response>} */ work) => {
    try {
      return await work();
    } catch (error) {
      const known = asGatewayError(error, (line) => state.log({ ...line, requestId }));
      code = known.code;
      return errorResponse(known, { requestId, host, statuses: state.options.statuses });
    }
  };
  state.calls += 1;
  // A fault cuts or delays an error's answer too, so both are guarded.
  const response = await guarded(() => {
    fault = chosenFault(request, state);
    const forced = fault?.name === 'subCode' || fault?.name === 'attack' ? fault : undefined;
    return applyFault(fault, () => guarded(() => answerCall(request, requestId, { ...state, forced })), state);
  });
  state.log({
    requestId,
    action: request.headers.get('x-acs-action'),
    code,
    status: response.status,
    fault: fault?.name,
    ms: state.now() - startMs,
  });
  return response;
}

/** @param {Request} request @param {State} state */
function chosenFault(request, { faults, random }) {
  try {
    return chooseFault(request.headers.get('x-emulator-fault') ?? undefined, faults, random);
  } catch (error) {
    if (!(error instanceof WrongFault)) {
      throw error;
    }
    throw new GatewayError('EmulatorFaultUnknown', `${error.message}.`);
  }
}

/**
 * @param {unknown} error
 * @param {(line: Record<string, unknown>) => void} log
 * @returns {GatewayError}
 */
function asGatewayError(error, log) {
  if (error instanceof DroppedConnection) {
    throw error;
  }
  if (error instanceof GatewayError) {
    return error;
  }
  log({ level: 'error', error: String(error) });
  return new GatewayError('InternalError', 'The emulator failed.');
}
