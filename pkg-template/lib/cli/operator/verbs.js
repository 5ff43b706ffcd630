// The verbs for operators, told apart from photos by the first words alone.

import { parseArgs } from 'node:util';
import { suggest } from '../../suggest.js';
import { UsageError } from '../arguments.js';

/**
 * @typedef {object} Verb
 * @property {string} name such as `records find`
 * @property {readonly string[]} values flags that take a value
 * @property {readonly string[]} switches
 * @property {readonly string[]} needed flags without which it cannot run
 * @property {number} operands
 */

const COMMON = ['json', 'help'];
const OF_USER = ['json', 'help', 'no-hash'];

/** @type {readonly Verb[]} */
const VERBS = [
  { name: 'groups', values: [], switches: COMMON, needed: [], operands: 0 },
  { name: 'records find', values: ['user', 'group'], switches: OF_USER, needed: ['user'], operands: 0 },
  { name: 'records delete', values: ['user', 'group'], switches: [...OF_USER, 'yes'], needed: ['user'], operands: 0 },
  { name: 'records id', values: ['user'], switches: ['help'], needed: ['user'], operands: 0 },
  {
    name: 'records import',
    values: ['group', 'per-second'],
    switches: [...OF_USER, 'dry-run'],
    needed: ['group'],
    operands: 1,
  },
  {
    name: 'results delete',
    values: ['transaction', 'type'],
    switches: [...COMMON, 'yes'],
    needed: ['transaction'],
    operands: 0,
  },
  {
    name: 'emulator',
    values: ['port', 'state', 'groups', 'seed', 'options'],
    switches: [...COMMON, 'log'],
    needed: [],
    operands: 0,
  },
];

/** First words of verbs. A photo or folder of that name is given as `./groups`. */
const FIRST = new Set(VERBS.map(({ name }) => name.split(' ')[0] ?? ''));

/** Whether a command line is for operators. @param {string[]} words */
export function isVerb([first = '']) {
  return FIRST.has(first);
}

/** @typedef {{ name: string, flags: Readonly<Record<string, string | true | undefined>>, operands: string[] }} Asked */

/** @param {string[]} words @returns {Asked} */
export function parseVerb(words) {
  const verb = VERBS.find(({ name }) => words.slice(0, name.split(' ').length).join(' ') === name);
  if (!verb) {
    const [first = '', second] = words;
    if (second === undefined || second === '--help' || second === '-h') {
      return { name: first, flags: { help: true }, operands: [] };
    }
    const near = suggest(
      `${first} ${second}`,
      VERBS.map(({ name }) => name),
    );
    throw new UsageError(`${first} ${second} does not exist${near === undefined ? '' : `; did you mean ${near}?`}`);
  }
  const rest = words.slice(verb.name.split(' ').length);
  const { flags, operands } = readFlags(verb, rest);
  const missing = verb.needed.find((name) => flags[name] === undefined);
  if (missing !== undefined && !flags['help']) {
    throw new UsageError(`${verb.name} needs --${missing}`);
  }
  if (operands.length !== verb.operands && !flags['help']) {
    throw new UsageError(`${verb.name} takes ${verb.operands === 0 ? 'flags only' : 'one folder or CSV file'}`);
  }
  return { name: verb.name, flags, operands };
}

/** @param {Verb} verb @param {string[]} words */
function readFlags({ name, values, switches }, words) {
  const known = [...values, ...switches];
  const options = Object.fromEntries(
    known.map((flag) => [
      flag,
      { type: /** @type {'string' | 'boolean'} */ (values.includes(flag) ? 'string' : 'boolean') },
    ]),
  );
  const { tokens } = parseArgs({ args: words, options, allowPositionals: true, strict: false, tokens: true });
  /** @type {Record<string, string | true>} */
  const flags = {};
  const operands = [];
  for (const token of tokens) {
    if (token.kind === 'positional') {
      operands.push(token.value);
    } else if (token.kind === 'option') {
      flags[token.name] = flagValue(token, { name, known, takesValue: values.includes(token.name), flags });
    }
  }
  return { flags, operands };
}

/**
 * @param {{ name: string, rawName: string, value?: string | undefined, inlineValue?: boolean | undefined }} token
 * @param {{ name: string, known: string[], takesValue: boolean, flags: object }} verb
 */
function flagValue({ name, rawName, value, inlineValue }, verb) {
  if (!verb.known.includes(name)) {
    const near = suggest(name, verb.known);
    throw new UsageError(
      `${rawName} is no flag of ${verb.name}${near === undefined ? '' : `; did you mean --${near}?`}`,
    );
  }
  if (Object.hasOwn(verb.flags, name)) {
    throw new UsageError(`${rawName} is given twice`);
  }
  if (!verb.takesValue) {
    if (value !== undefined) {
      throw new UsageError(`${rawName} takes no value`);
    }
    return /** @type {const} */ (true);
  }
  if (value === undefined || value === '' || (!inlineValue && value.startsWith('--'))) {
    throw new UsageError(`${rawName} needs a value`);
  }
  return value;
}
