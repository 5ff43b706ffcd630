import { contract } from '../../contract.js';

/**
 * What the command line asks for.
 *
 * @typedef {object} Command
 * @property {string[]} photos files; `-` is the standard input
 * @property {string | undefined} out
 * @property {boolean} json
 * @property {boolean} payload
 * @property {boolean} help
 * @property {boolean} version
 * @property {Record<string, any>} options options of preflight, by their names in JavaScript
 * @property {Record<string, any>} request parameters of the request, by their names in JavaScript
 */

/** A command line that cannot be understood. */
export class UsageError extends Error {}

const SWITCHES = /** @type {const} */ (['json', 'payload', 'help', 'version']);

/** Flags that describe the request, as the contract names them; every other one is an option of preflight. */
const REQUEST = new Set([...contract.parameters.map(({ option }) => option), 'register']);

/**
 * @param {string[]} words
 * @returns {Command}
 */
export function parseArguments(words) {
  /** @type {Command} */
  const command = {
    photos: [],
    out: undefined,
    json: false,
    payload: false,
    help: false,
    version: false,
    options: {},
    request: {},
  };
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      command.photos.push(...rest.splice(0));
    } else if (word === '-h') {
      command.help = true;
    } else if (!word.startsWith('--')) {
      if (word.startsWith('-') && word !== '-') throw new UsageError(`${word} is no flag; flags begin with --`);
      command.photos.push(word);
    } else {
      takeFlag(command, word, rest);
    }
  }
  return command;
}

/**
 * @param {Command} command
 * @param {string} word `--flag` or `--flag=value`
 * @param {string[]} rest the words behind it
 */
function takeFlag(command, word, rest) {
  const [flag = '', ...parts] = word.slice(2).split('=');
  const given = parts.length > 0 ? parts.join('=') : undefined;
  const known = SWITCHES.find((name) => name === flag);
  if (known) {
    if (given !== undefined) throw new UsageError(`--${flag} takes no value`);
    command[known] = true;
    return;
  }
  const value = given ?? rest.shift();
  if (value === undefined || (given === undefined && value.startsWith('--'))) {
    throw new UsageError(`--${flag} needs a value`);
  }
  const path = flag.split('.').map(camelCase);
  if (path.some((name) => name === '' || name === '__proto__')) throw new UsageError(`--${flag} is no flag`);
  const [name = ''] = path;
  if (flag === 'out') command.out = value;
  else if (path.length === 1 && REQUEST.has(name)) command.request[name] = value;
  else put(command.options, path, literal(value));
}

/** @param {string} name `shorter-side-px` */
function camelCase(name) {
  return name.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

/**
 * @param {string} text
 * @returns {string | number | boolean | null}
 */
function literal(text) {
  if (text === 'null') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/**
 * @param {Record<string, any>} object
 * @param {string[]} path
 * @param {unknown} value
 */
function put(object, [name = '', ...inner], value) {
  if (inner.length === 0) object[name] = value;
  else put((object[name] = typeof object[name] === 'object' ? object[name] ?? {} : {}), inner, value);
}
