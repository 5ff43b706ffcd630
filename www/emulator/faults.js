// Faults on demand. A request asks for one with the header `x-emulator-fault: <name>[=<milliseconds>]`; a tester sets
// rates for all requests with `PUT /_emulator/faults` and
// `{"rates": {"error500": 0.1, "throttle": 0.1}, "ms": {"throttle": 300}, "latencyMs": 20}`.

/** What a request can meet. `late` carries the operation out and answers after its milliseconds. */
export const FAULTS = /** @type {const} */ ([
  'latency',
  'throttle',
  'error500',
  'html502',
  'drop',
  'half',
  'late',
  'empty',
]);

/** @typedef {typeof FAULTS[number]} FaultName */
/** @typedef {{ name: FaultName, ms: number | undefined }} Fault */
/**
 * @typedef {object} FaultPlan
 * @property {Partial<Record<FaultName, number>>} rates share of the requests that meet the fault, 0 to 1
 * @property {Partial<Record<FaultName, number>>} ms milliseconds of the fault: how late, or when to come back
 * @property {number} latencyMs most that every answer is held back
 */

/** Thrown through the handler; the adapter closes the connection without an answer. */
export class DroppedConnection extends Error {}

/** @returns {FaultPlan} */
export function noFaults() {
  return { rates: {}, ms: {}, latencyMs: 0 };
}

/** @param {unknown} value @returns {FaultPlan} */
export function readFaultPlan(value) {
  const plan = noFaults();
  const given = /** @type {Record<string, any>} */ (value ?? {});
  for (const name of FAULTS) {
    const [rate, ms] = [given.rates, given.ms].map((of) => of && Object.hasOwn(of, name) && of[name]);
    if (Number(rate) > 0) {
      plan.rates[name] = Number(rate);
    }
    if (Number(ms) > 0) {
      plan.ms[name] = Number(ms);
    }
  }
  plan.latencyMs = Number(given.latencyMs) || 0;
  return plan;
}

/**
 * @param {string | undefined} header
 * @param {FaultPlan} plan
 * @param {() => number} random
 * @returns {Fault | undefined}
 */
export function chooseFault(header, plan, random) {
  const [asked, ms] = (header ?? '').split('=');
  const named = FAULTS.find((name) => name === asked);
  if (named) {
    return { name: named, ms: ms === undefined ? undefined : Number(ms) || 0 };
  }
  let dice = random();
  for (const name of FAULTS) {
    dice -= plan.rates[name] ?? 0;
    if (dice < 0) {
      return { name, ms: plan.ms[name] };
    }
  }
  return undefined;
}

/**
 * A whole answer cut in the middle: the length promises more than comes.
 * @param {Response} answer
 * @returns {Promise<Response>}
 */
export async function halved(answer) {
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
export function html502() {
  const page =
    '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<h1>502 Bad Gateway</h1>\r\n</body>\r\n</html>\r\n';
  return new Response(page, { status: 502, headers: { 'content-type': 'text/html' } });
}
