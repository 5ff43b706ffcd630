// Which fault a request gets. A request asks for one with the header `x-emulator-fault: <name>[=<value>]`; a tester sets
// rates for all requests with `PUT /_emulator/faults` and
// `{"rates": {"error500": 0.1, "code=UnqualifiedPhoto": 0.1}, "ms": {"throttle": 300}, "latencyMs": 20}`.

import { contract } from '../../contract.js';
import { suggest } from '../../lib/suggest.js';
import { KNOWN_CODES } from './known-codes.js';

/** Those of `TIMED` with an optional `=<milliseconds>`. `late` carries the operation out and answers after its milliseconds. */
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

/** Faults that take milliseconds. */
const TIMED = ['latency', 'throttle', 'late'];
/** An hour: long for a test, and short enough for a timer. */
const MOST_MS = 3_600_000;

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

/** No such fault, with those that exist, or a value that it does not take. */
export class WrongFault extends Error {}

/** @returns {FaultPlan} */
export function noFaults() {
  return { rates: {}, ms: {}, latencyMs: 0 };
}

const PLAN = ['rates', 'ms', 'latencyMs', 'callsPerSecond'];

/** @param {unknown} value @returns {FaultPlan} throws {@link WrongFault} */
export function readFaultPlan(value) {
  const given = membersOf('a plan', value, '{"rates":{"error500":0.1}}');
  const unknown = Object.keys(given).find((name) => !PLAN.includes(name));
  if (unknown !== undefined) {
    throw new WrongFault(`there is no ${unknown}; a plan has ${PLAN.join(', ')}`);
  }
  const { rates = {}, ms = {}, latencyMs = 0, callsPerSecond } = given;
  return {
    rates: ratesOf(rates),
    ms: msOf(ms),
    latencyMs: numberOf('latencyMs', latencyMs, MOST_MS),
    ...(callsPerSecond !== undefined && { callsPerSecond: numberOf('callsPerSecond', callsPerSecond, MOST_CALLS) }),
  };
}

const MOST_CALLS = 1_000_000;
/** Shares such as ten tenths come to a little more than 1. */
const ALL = 1 + 1e-9;

/** @param {unknown} rates */
function ratesOf(rates) {
  /** @type {FaultPlan['rates']} */
  const read = {};
  for (const [text, rate] of Object.entries(membersOf('rates', rates, '{"error500":0.1}'))) {
    readFault(text);
    const share = numberOf(`rates: ${text}`, rate, 1);
    if (share > 0) {
      read[text] = share;
    }
  }
  const sum = Object.values(read).reduce((all, share) => all + share, 0);
  if (sum > ALL) {
    throw new WrongFault(`rates: together they are ${sum}; a call meets one fault, so that 1 is the most`);
  }
  return read;
}

/** @param {unknown} ms */
function msOf(ms) {
  /** @type {FaultPlan['ms']} */
  const read = {};
  for (const [text, value] of Object.entries(membersOf('ms', ms, '{"late":2000}'))) {
    const { name } = readFault(text);
    if (!TIMED.includes(text)) {
      throw new WrongFault(`ms: ${text} takes no milliseconds; ${TIMED.join(', ')} do`);
    }
    const time = numberOf(`ms: ${text}`, value, MOST_MS);
    if (time > 0) {
      read[/** @type {FaultName} */ (name)] = time;
    }
  }
  return read;
}

/** @param {string} what @param {unknown} value @param {string} example @returns {Record<string, unknown>} */
function membersOf(what, value, example) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new WrongFault(`${what} must be an object such as ${example}`);
  }
  return /** @type {Record<string, unknown>} */ (value);
}

/** @param {string} what @param {unknown} value @param {number} most */
function numberOf(what, value, most) {
  if (typeof value !== 'number' || !(value >= 0 && value <= most)) {
    throw new WrongFault(`${what} must be a number from 0 to ${most}, not ${JSON.stringify(value)}`);
  }
  return value;
}

/**
 * @param {string | undefined} header
 * @param {FaultPlan} plan
 * @param {() => number} random
 * @returns {Fault | undefined} throws {@link WrongFault}
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
  const at = text.indexOf('=');
  const [name, value] = at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
  const plain = FAULTS.find((one) => one === name);
  if (plain) {
    return { name: plain, ms: value === undefined ? undefined : timeOf(plain, value) };
  }
  if (name === 'code' && value !== undefined && KNOWN_CODES.includes(value)) {
    return { name, code: value };
  }
  if (name === 'subCode' && value !== undefined && SUB_CODES.includes(value)) {
    return { name, subCode: value };
  }
  if (name === 'attack' && value !== undefined && DECIMAL.test(value) && Number(value) <= 100) {
    return { name, score: Number(value) };
  }
  const all = [...FAULTS, `subCode=${SUB_CODES.join('|')}`, 'attack=0…100', `code=${KNOWN_CODES.join('|')}`];
  const near = suggest(text, [...FAULTS, ...KNOWN_CODES.map((code) => `code=${code}`)]);
  const hint = near === undefined ? '' : ` (did you mean ${near}?)`;
  throw new WrongFault(`there is no fault ${text}${hint}; there are ${all.join(', ')}`);
}

const DECIMAL = /^\d+(\.\d+)?$/;

/** @param {FaultName} name @param {string} value */
function timeOf(name, value) {
  if (!TIMED.includes(name)) {
    throw new WrongFault(`${name} takes no value; ${TIMED.join(', ')} take milliseconds`);
  }
  if (!DECIMAL.test(value) || Number(value) > MOST_MS) {
    throw new WrongFault(`${name}=${value}: the value must be milliseconds from 0 to ${MOST_MS}, without a unit`);
  }
  return Number(value);
}
