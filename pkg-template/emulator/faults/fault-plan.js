// Which fault a request gets. A request asks for one with the header `x-emulator-fault: <name>[=<value>]`; a tester sets
// rates for all requests with `PUT /_emulator/faults` and
// `{"rates": {"error500": 0.1, "code=UnqualifiedPhoto": 0.1}, "ms": {"throttle": 300}, "latencyMs": 20}`.

import { contract } from '../../contract.js';

/** With an optional `=<milliseconds>`. `late` carries the operation out and answers after its milliseconds. */
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

const ROWS = [...contract.codes, ...contract.gatewayCodes];
/** Codes that `code=` takes; one that ends with `*` stands for every code that begins like it. */
const CODES = ROWS.map(({ code }) => code).filter((code) => code !== 'Success');
const SUB_CODES = contract.subCodes.map(({ code }) => code);

/** @typedef {typeof FAULTS[number]} FaultName */
/**
 * @typedef {{ name: FaultName, ms: number | undefined } | { name: 'code', code: string } | Forced} Fault `code`: that
 *   answer instead of the operation's
 */
/** @typedef {{ name: 'subCode', subCode: string } | { name: 'attack', score: number }} Forced what a check comes to */
/**
 * @typedef {object} FaultPlan
 * @property {Record<string, number>} rates share of the requests that get the fault, 0 to 1, by its text
 * @property {Partial<Record<FaultName, number>>} ms delay of `latency` and `late`, `x-acs-retry-after` of `throttle`
 * @property {number} latencyMs longest random delay of every answer
 * @property {number} [callsPerSecond] before `Throttling.Api`; 0: none. Default: as the option of that name says
 */

/** Thrown through the handler; the adapter closes the connection without an answer. */
export class DroppedConnection extends Error {}

/** No such fault; the message lists those that exist. */
export class UnknownFault extends Error {}

/** @returns {FaultPlan} */
export function noFaults() {
  return { rates: {}, ms: {}, latencyMs: 0 };
}

const PLAN = ['rates', 'ms', 'latencyMs', 'callsPerSecond'];

/** @param {unknown} value @returns {FaultPlan} throws {@link UnknownFault} */
export function readFaultPlan(value) {
  const given = /** @type {Record<string, any>} */ (Object(value));
  const unknown = Object.keys(given).find((name) => !PLAN.includes(name));
  if (unknown !== undefined) {
    throw new UnknownFault(`there is no ${unknown}; a plan has ${PLAN.join(', ')}`);
  }
  const plan = noFaults();
  for (const [text, rate] of Object.entries(Object(given.rates))) {
    readFault(text);
    if (Number(rate) > 0) {
      plan.rates[text] = Number(rate);
    }
  }
  for (const [text, ms] of Object.entries(Object(given.ms))) {
    const { name } = readFault(text);
    if (Number(ms) > 0) {
      plan.ms[/** @type {FaultName} */ (name)] = Number(ms);
    }
  }
  plan.latencyMs = Number(given.latencyMs) || 0;
  if (given.callsPerSecond !== undefined) {
    plan.callsPerSecond = Math.max(0, Number(given.callsPerSecond) || 0);
  }
  return plan;
}

/**
 * @param {string | undefined} header
 * @param {FaultPlan} plan
 * @param {() => number} random
 * @returns {Fault | undefined} throws {@link UnknownFault}
 */
export function chooseFault(header, plan, random) {
  if (header) {
    return readFault(header);
  }
  let dice = random();
  for (const [text, rate] of Object.entries(plan.rates)) {
    dice -= rate;
    if (dice < 0) {
      const fault = readFault(text);
      return 'ms' in fault && fault.ms === undefined ? { ...fault, ms: plan.ms[fault.name] } : fault;
    }
  }
  return undefined;
}

/** @param {string} text such as `late=2000`, `code=UnqualifiedPhoto`, `subCode=206` or `attack=99` @returns {Fault} */
function readFault(text) {
  const [name = '', value] = text.split('=');
  const plain = FAULTS.find((one) => one === name);
  if (plain) {
    return { name: plain, ms: value === undefined ? undefined : Number(value) || 0 };
  }
  if (name === 'code' && value !== undefined && isCode(value)) {
    return { name, code: value };
  }
  if (name === 'subCode' && value !== undefined && SUB_CODES.includes(value)) {
    return { name, subCode: value };
  }
  const score = Number(value || Number.NaN);
  if (name === 'attack' && score >= 0 && score <= 100) {
    return { name, score };
  }
  const all = [...FAULTS, `subCode=${SUB_CODES.join('|')}`, 'attack=0…100', `code=${CODES.join('|')}`];
  throw new UnknownFault(`there is no fault ${text}; there are ${all.join(', ')}`);
}

/** @param {string} code */
function isCode(code) {
  return (
    /^[\w.]+$/.test(code) &&
    CODES.some((one) => one === code || (one.endsWith('*') && code.startsWith(one.slice(0, -1))))
  );
}
