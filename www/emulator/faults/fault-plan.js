// Which fault a request gets. A request asks for one with the header `x-emulator-fault: <name>[=<milliseconds>]`; a
// tester sets rates for all requests with `PUT /_emulator/faults` and
// `{"rates": {"error500": 0.1, "throttle": 0.1}, "ms": {"throttle": 300}, "latencyMs": 20}`.

/** `late` carries the operation out and answers after its milliseconds. */
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
 * @property {Partial<Record<FaultName, number>>} rates share of the requests that get the fault, 0 to 1
 * @property {Partial<Record<FaultName, number>>} ms delay of `latency` and `late`, `x-acs-retry-after` of `throttle`
 * @property {number} latencyMs longest random delay of every answer
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
