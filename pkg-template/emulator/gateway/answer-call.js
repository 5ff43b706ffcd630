// One call through the gateway: read, signature, version, operation, throttle, permission, then the operation itself.

import { contract } from '../../contract.js';
import { CHECKS, OPERATIONS } from '../operations/index.js';
import { GatewayError, jsonResponse } from './errors.js';
import { mergedParameters, readCall } from './read-call.js';
import { isV2, verifyV2 } from './signature-v2-check.js';
import { verifyV3 } from './signature-v3-check.js';

/** @import { State } from '../handler.js' */
/** @import { Call } from './read-call.js' */

/**
 * @param {Request} request
 * @param {string} requestId
 * @param {State} state
 * @returns {Promise<Response>} rejects with {@link GatewayError}
 */
export async function answerCall(request, requestId, state) {
  const call = await readCall(request, state.options.bodyLimitBytes);
  checkRoute(call);
  const nowMs = state.now();
  const { key, action, version } = await verifySignature(call, { ...state, nowMs });
  if (version !== contract.operation.version) {
    throw new GatewayError('NoSuchVersion', 'The specified version does not exist.');
  }
  const operation = OPERATIONS.get(action);
  if (!operation) {
    throw new GatewayError('InvalidApi.NotFound', 'Specified api is not found.');
  }
  // A share of all calls may well meet other operations; a call that asks for it itself would wait for it in vain.
  if (state.forced && !CHECKS.includes(action) && request.headers.has('x-emulator-fault')) {
    throw new GatewayError('EmulatorFaultUnknown', `${state.forced.name} is for checks: ${CHECKS.join(', ')}.`);
  }
  state.throttle(action, nowMs);
  if (key.denied) {
    throw new GatewayError(key.denied, 'The caller is not permitted to perform this operation.');
  }
  const { store, vision, options, download, forced } = state;
  const context = { store, vision, options, download, nowMs, ...(forced && { forced }) };
  const result = await operation(mergedParameters(call), context);
  return jsonResponse({ RequestId: requestId, ...result }, 200, requestId);
}

/** @param {Call} call */
function checkRoute({ method, path }) {
  if (method !== 'POST') {
    throw new GatewayError('UnsupportedHTTPMethod', 'This http method is not supported.');
  }
  if (path !== '/') {
    throw new GatewayError('InvalidApi.NotFound', 'Specified api is not found.');
  }
}

/** @param {Call} call @param {State & { nowMs: number }} gate */
function verifySignature(call, gate) {
  return isV2(call) ? verifyV2(call, gate) : verifyV3(call, gate);
}
