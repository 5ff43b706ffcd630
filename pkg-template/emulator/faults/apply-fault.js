// What a fault does to a call.

import { GatewayError } from '../gateway/errors.js';
import { throttled } from '../gateway/throttle.js';
import { DroppedConnection } from './fault-plan.js';

/** @import { State } from '../handler.js' */
/** @import { Fault } from './fault-plan.js' */

const DEFAULT_LATENCY_MS = 1000;
const DEFAULT_LATE_MS = 15_000;

/**
 * @param {Fault | undefined} fault
 * @param {() => Promise<Response>} work carries the call out
 * @param {Pick<State, 'faults' | 'random' | 'sleep'>} state
 * @returns {Promise<Response>}
 */
export async function applyFault(fault, work, { faults, random, sleep }) {
  if (faults.latencyMs > 0) {
    await sleep(random() * faults.latencyMs);
  }
  switch (fault?.name) {
    case 'latency':
      await sleep(fault.ms ?? DEFAULT_LATENCY_MS);
      return work();
    case 'throttle':
      throw throttled(fault.ms);
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
      const response = await work();
      await sleep(fault.ms ?? DEFAULT_LATE_MS);
      return response;
    }
    case 'code':
      throw new GatewayError(fault.code, 'This answer was asked for.');
    // What a check comes to is the operation's affair.
    case 'subCode':
    case 'attack':
    case undefined:
      return work();
  }
}

/**
 * A whole answer cut in the middle: the content length promises more than is sent.
 * @param {Response} answer
 * @returns {Promise<Response>}
 */
async function halved(answer) {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const headers = new Headers(answer.headers);
  headers.set('content-length', String(bytes.length));
  let sent = false;
  const body = new ReadableStream({
    pull(controller) {
      if (sent) {
        return controller.error(new DroppedConnection('half a body was asked for'));
      }
      sent = true;
      return controller.enqueue(bytes.subarray(0, bytes.length >> 1));
    },
  });
  return new Response(body, { status: answer.status, headers });
}

/** The page of a load balancer whose server is gone. */
function html502() {
  const page =
    '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<h1>502 Bad Gateway</h1>\r\n</body>\r\n</html>\r\n';
  return new Response(page, { status: 502, headers: { 'content-type': 'text/html' } });
}
