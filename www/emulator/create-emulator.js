// The emulator: one more endpoint of the API. A fetch handler over the gateway's checks and the operations.

import { VERSION } from '../server/contract.js';
import { GatewayError, errorResponse, jsonResponse } from './gateway/errors.js';
import { DroppedConnection, chooseFault, halved, html502, noFaults, readFaultPlan } from './faults.js';
import { DEFAULT_OPTIONS } from './options.js';
import { OPERATIONS } from './operations/index.js';
import { isV2, verifyV2 } from './gateway/signature-v2-check.js';
import { verifyV3 } from './gateway/signature-v3-check.js';
import { mergedParameters, readWire } from './gateway/wire.js';

/** @import { Fault } from './faults.js' */
/** @import { AccessKey } from './gateway/keys.js' */
/** @import { Options } from './options.js' */
/** @import { Vision } from './pictures/take-picture.js' */
/** @import { Store } from './stores/memory-store.js' */

/**
 * @typedef {object} Parts
 * @property {AccessKey[]} keys
 * @property {Store} store
 * @property {Vision} vision
 * @property {Partial<Options>} [options]
 * @property {boolean} [control] whether `/_emulator/...` answers
 * @property {() => number} [now] milliseconds since 1970
 * @property {() => number} [random] 0 to 1
 * @property {(ms: number) => Promise<void>} [sleep]
 * @property {(line: Record<string, unknown>) => void} [log] never gets parameters, keys or signatures
 * @property {typeof fetch} [download]
 */

/** @param {Parts} parts */
export function createEmulator(parts) {
  const {
    store,
    vision,
    control = false,
    now = Date.now,
    random = Math.random,
    log = () => {},
    download = fetch,
    sleep = (ms) =>
      new Promise((done) => {
        setTimeout(done, ms);
      }),
  } = parts;
  const options = { ...DEFAULT_OPTIONS, ...parts.options };
  const keys = new Map(parts.keys.map((key) => [key.accessKeyId, key]));
  const state = { faults: noFaults(), calls: 0, arrivals: /** @type {number[]} */ ([]) };

  /** @param {Request} request @param {string} requestId */
  async function answer(request, requestId) {
    const wire = await readWire(request, options.bodyLimitBytes);
    if (wire.method !== 'POST') {
      throw new GatewayError('UnsupportedHTTPMethod', 'This http method is not supported.');
    }
    if (wire.path !== '/') {
      throw new GatewayError('InvalidApi.NotFound', 'Specified api is not found.');
    }
    const gate = { keys, store, options, nowMs: now() };
    const { key, action, version } = isV2(wire) ? await verifyV2(wire, gate) : await verifyV3(wire, gate);
    if (version !== VERSION) {
      throw new GatewayError('NoSuchVersion', 'The specified version does not exist.');
    }
    const operation = OPERATIONS.get(action);
    if (!operation) {
      throw new GatewayError('InvalidApi.NotFound', 'Specified api is not found.');
    }
    throttle(gate.nowMs);
    if (key.denied) {
      throw new GatewayError(key.denied, 'The caller is not permitted to perform this operation.');
    }
    const result = await operation(mergedParameters(wire), { store, vision, options, download, nowMs: gate.nowMs });
    return jsonResponse({ RequestId: requestId, ...result }, 200, requestId);
  }

  /** @param {number} nowMs */
  function throttle(nowMs) {
    if (options.callsPerSecond === 0) {
      return;
    }
    state.arrivals = state.arrivals.filter((time) => time > nowMs - 1000);
    if (state.arrivals.length >= options.callsPerSecond) {
      throw new GatewayError('Throttling.Api', 'Request was denied due to api flow control.', {
        headers: { 'x-acs-retry-after': '1000' },
      });
    }
    state.arrivals.push(nowMs);
  }

  /** @param {Fault | undefined} fault @param {() => Promise<Response>} work @returns {Promise<Response>} */
  async function withFault(fault, work) {
    if (state.faults.latencyMs > 0) {
      await sleep(random() * state.faults.latencyMs);
    }
    switch (fault?.name) {
      case 'latency':
        await sleep(fault.ms ?? 1000);
        return work();
      case 'throttle':
        throw new GatewayError('Throttling.Api', 'Request was denied due to api flow control.', {
          headers: fault.ms === undefined ? {} : { 'x-acs-retry-after': String(fault.ms) },
        });
      case 'error500':
        throw new GatewayError('InternalError', 'The request processing has failed due to some unknown error.');
      case 'html502':
        return html502();
      case 'drop':
        throw new DroppedConnection('a dropped connection was asked for');
      case 'half':
        return halved(await work());
      case 'empty':
        await work();
        return new Response(null, { status: 200 });
      case 'late': {
        const done = await work();
        await sleep(fault.ms ?? 15_000);
        return done;
      }
      case undefined:
        return work();
    }
  }

  /** @param {Request} request @returns {Promise<Response>} */
  async function handle(request) {
    const url = new URL(request.url);
    if (control && url.pathname.startsWith('/_emulator/')) {
      return controlRoute(request, url.pathname);
    }
    const startMs = now();
    const requestId = crypto.randomUUID().toUpperCase();
    const fault = chooseFault(request.headers.get('x-emulator-fault') ?? undefined, state.faults, random);
    let code = 'Success';
    const guarded = async (/** @type {() => Promise<Response>} */ work) => {
      try {
        return await work();
      } catch (error) {
        if (error instanceof DroppedConnection) {
          throw error;
        }
        const known =
          error instanceof GatewayError ? error : new GatewayError('InternalError', 'The emulator failed.');
        if (known !== error) {
          log({ level: 'error', requestId, error: String(error) });
        }
        code = known.code;
        return errorResponse(known, { requestId, host: url.host, statuses: options.statuses });
      }
    };
    state.calls += 1;
    const done = await guarded(() => withFault(fault, () => guarded(() => answer(request, requestId))));
    log({
      requestId,
      action: request.headers.get('x-acs-action'),
      code,
      status: done.status,
      fault: fault?.name,
      ms: now() - startMs,
    });
    return done;
  }

  /** @param {Request} request @param {string} path */
  async function controlRoute(request, path) {
    if (path === '/_emulator/health') {
      return Response.json({ ok: true, calls: state.calls, groups: store.groups().length });
    }
    // A JSON content type cannot be sent across origins without a permission that is never given here.
    if (
      path === '/_emulator/faults' &&
      request.method === 'PUT' &&
      request.headers.get('content-type') === 'application/json'
    ) {
      state.faults = readFaultPlan(await request.json().catch(() => ({})));
      return Response.json(state.faults);
    }
    return Response.json({ error: 'not found' }, { status: 404 });
  }

  return { fetch: handle };
}
