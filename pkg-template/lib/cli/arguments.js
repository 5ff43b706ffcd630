import { parseArgs } from 'node:util';
import { LIMIT_SETS } from '../limit-sets.js';
import { OPTION_PARAMETERS } from '../request-options.js';
import { suggest } from '../suggest.js';
import { OPTION_TABLE } from './option-table.js';

/** @import { Parameter } from '../contract-types.js' */

/**
 * What the command line asks for.
 *
 * @typedef {object} Command
 * @property {string[]} photos files and folders; `-` is the standard input
 * @property {string | undefined} out
 * @property {string | undefined} report
 * @property {number | undefined} jobs
 * @property {boolean} face whether the face is looked for
 * @property {boolean} details
 * @property {boolean} json
 * @property {boolean} payload
 * @property {boolean} quiet
 * @property {boolean} force
 * @property {boolean} skipExisting whether photos whose pictures exist are left out
 * @property {'short' | 'all' | undefined} help
 * @property {boolean} version
 * @property {Record<string, any>} options options of preflight, by their names in JavaScript
 * @property {Record<string, any>} request parameters of the request, by their names in JavaScript
 */

/** A command line that cannot be understood. */
export class UsageError extends Error {}

const SWITCHES = ['no-face', 'details', 'json', 'payload', 'quiet', 'force', 'skip-existing', 'help', 'version'];
const VALUES = ['out', 'report', 'jobs', 'limits'];

/** A larger number of threads is a typing mistake. */
const MOST_JOBS = 64;

/** Flags that are options of preflight, with their rows. */
export const OPTION_FLAGS = new Map(OPTION_TABLE.map((row) => [flagOf(row.name), row]));

/** Flags that describe the request, with their parameters; its source is the photo that is named. */
export const REQUEST_FLAGS = new Map(
  OPTION_PARAMETERS.filter(({ option }) => option !== 'source').map((row) => [flagOf(String(row.option)), row]),
);

const FLAGS = [...SWITCHES, ...VALUES, ...OPTION_FLAGS.keys(), ...REQUEST_FLAGS.keys()];

/** @type {import('node:util').ParseArgsConfig['options']} */
const CONFIG = {
  ...Object.fromEntries(FLAGS.map((flag) => [flag, { type: SWITCHES.includes(flag) ? 'boolean' : 'string' }])),
  help: { type: 'boolean', short: 'h' },
};

/**
 * @param {string[]} words
 * @returns {Command}
 */
export function parseArguments(words) {
  const { tokens } = parseArgs({ args: words, options: CONFIG, allowPositionals: true, strict: false, tokens: true });
  /** @type {Map<string, string | true>} */
  const given = new Map();
  /** @type {string[]} */
  const photos = [];
  for (const token of tokens) {
    if (token.kind === 'positional') {
      photos.push(token.value);
    }
    if (token.kind === 'option') {
      take(given, token.name, token.rawName, token.value, token.inlineValue === true);
    }
  }
  insistOnSense(given);
  return {
    photos,
    out: text(given, 'out'),
    report: text(given, 'report'),
    jobs: jobs(text(given, 'jobs')),
    ...switches(given),
    options: options(given),
    request: request(given),
  };
}

/** @param {Map<string, string | true>} given */
function insistOnSense(given) {
  if (given.has('skip-existing') && !given.has('out')) {
    throw new UsageError('--skip-existing needs --out');
  }
  if (given.has('skip-existing') && given.has('force')) {
    throw new UsageError('--skip-existing and --force exclude each other');
  }
}

/**
 * Every flag is known, has a value if and only if it takes one, and is given once.
 *
 * @param {Map<string, string | true>} given
 * @param {string} flag
 * @param {string} word the flag as it was typed
 * @param {string | undefined} value
 * @param {boolean} isInline whether the value follows `=`
 */
function take(given, flag, word, value, isInline) {
  if (!FLAGS.includes(flag)) {
    const near = suggest(flag, FLAGS);
    throw new UsageError(`${word} is not a flag${near && word.startsWith('--') ? `; did you mean --${near}?` : ''}`);
  }
  if (SWITCHES.includes(flag)) {
    if (value !== undefined && !(flag === 'help' && value === 'all')) {
      throw new UsageError(`--${flag} takes no value${flag === 'help' ? ' but all' : ''}`);
    }
    given.set(flag, value ?? true);
    return;
  }
  if (value === undefined || value === '' || (!isInline && value.startsWith('--'))) {
    throw new UsageError(`--${flag} needs a value`);
  }
  if (given.has(flag)) {
    throw new UsageError(`--${flag} is given twice`);
  }
  given.set(flag, value);
}

/**
 * @param {Map<string, string | true>} given
 * @param {string} flag
 * @returns {string | undefined}
 */
function text(given, flag) {
  const value = given.get(flag);
  return typeof value === 'string' ? value : undefined;
}

/** @param {Map<string, string | true>} given */
function switches(given) {
  const on = (/** @type {string} */ flag) => given.has(flag);
  return {
    face: !on('no-face'),
    details: on('details'),
    json: on('json'),
    payload: on('payload'),
    quiet: on('quiet'),
    force: on('force'),
    skipExisting: on('skip-existing'),
    help: helpOf(given.get('help')),
    version: on('version'),
  };
}

/** @param {string | true | undefined} value @returns {'short' | 'all' | undefined} */
function helpOf(value) {
  return value === undefined ? undefined : value === 'all' ? 'all' : 'short';
}

/** @param {string | undefined} value */
function jobs(value) {
  if (value === undefined) {
    return undefined;
  }
  const count = /^\d{1,3}$/.test(value) ? Number(value) : 0;
  if (count < 1 || count > MOST_JOBS) {
    throw new UsageError(`--jobs takes a number from 1 to ${MOST_JOBS}, not ${value}`);
  }
  return count;
}

/**
 * @param {Map<string, string | true>} given
 * @returns {Record<string, any>}
 */
function options(given) {
  const found = limits(text(given, 'limits'));
  for (const [flag, { name, unit }] of OPTION_FLAGS) {
    const value = text(given, flag);
    if (value !== undefined) {
      put(found, name.split('.'), unit === '' ? value : number(flag, value));
    }
  }
  return found;
}

/**
 * The set of limits of this name, which single flags change.
 *
 * @param {string | undefined} name
 * @returns {Record<string, any>}
 */
function limits(name) {
  if (name === undefined) {
    return {};
  }
  if (!isLimitSet(name)) {
    throw new UsageError(`--limits takes ${Object.keys(LIMIT_SETS).join(' or ')}, not ${name}`);
  }
  return { limits: { ...LIMIT_SETS[name] } };
}

/** @param {string} name @returns {name is keyof typeof LIMIT_SETS} */
function isLimitSet(name) {
  return Object.hasOwn(LIMIT_SETS, name);
}

/**
 * @param {Map<string, string | true>} given
 * @returns {Record<string, any>}
 */
function request(given) {
  const named = [...REQUEST_FLAGS].flatMap(([flag, parameter]) => {
    const value = text(given, flag);
    return value === undefined ? [] : [[parameter.option, asOption(flag, parameter, value)]];
  });
  return Object.fromEntries(named);
}

/**
 * @param {string} flag
 * @param {Parameter} parameter
 * @param {string} value
 */
function asOption(flag, { values, switch: isSwitch }, value) {
  if (isSwitch) {
    if (value !== 'true' && value !== 'false') {
      throw new UsageError(`--${flag} takes true or false, not ${value}`);
    }
    return value === 'true';
  }
  if (values.kind === 'list') {
    return value.split(',');
  }
  return values.kind === 'integer' ? number(flag, value) : value;
}

/**
 * @param {string} flag
 * @param {string} value
 * @returns {number | null}
 */
function number(flag, value) {
  if (value === 'null') {
    return null;
  }
  if (!/^\d+(\.\d+)?$/.test(value)) {
    throw new UsageError(`--${flag} takes a number, not ${value}`);
  }
  return Number(value);
}

/**
 * @param {Record<string, any>} object
 * @param {string[]} path
 * @param {unknown} value
 */
function put(object, [name = '', ...inner], value) {
  if (inner.length === 0) {
    object[name] = value;
  } else {
    put((object[name] ??= {}), inner, value);
  }
}

/**
 * `target.shorterSidePx` is `--target.shorter-side-px`.
 *
 * @param {string} name
 */
function flagOf(name) {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
