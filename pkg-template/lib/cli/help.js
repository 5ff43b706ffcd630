import { LIMIT_SETS } from '../limit-sets.js';
import { OPTION_FLAGS, REQUEST_FLAGS } from './arguments.js';

/** @import { OptionRow } from './option-table.js' */
/** @import { Parameter } from '../contract-types.js' */

const INDENT = '      ';

const HEAD = `Usage: face-preflight [flags] PHOTO|FOLDER...

Judges photos and makes them fit for FaceDuplicationCheckIntl. Of a folder it takes all photos below it; "-" is the
standard input. One photo is reported in full, several as a table.

Examples:
  face-preflight photo.jpg
  face-preflight photos/ --out ready/ --report report.html
  face-preflight photos/ --out ready/ --skip-existing

Flags:
  --no-face        do not look for the face, and do not judge it
  --out PATH       write the pictures of fit photos below this folder; for one photo, PATH may be a name like a.jpg
  --report FILE    write a page (HTML) with a small picture and the checks of each photo
  --json           print one line of JSON for each photo instead of the table
  --details        tell each photo in full
  --payload        print the request's parameters of one photo as JSON
  --quiet          no progress bar, no table
  --force          overwrite existing files, but never a photo that is judged
  --skip-existing  leave out photos whose pictures are there already, to go on with a run that was stopped
  --jobs N         photos at once; as many as there are cores unless said otherwise
  --help           print this; --help=all with the options of preflight and the request's parameters
  --version        print the version

For operators: face-preflight groups, records, results; for tests: face-preflight emulator; each with --help.

Exit status: 0 every photo is fit, 1 a check failed, 2 something could not run, 130 interrupted.
`;

const OPTIONS = `
Options of preflight:
`;

const LIMITS =
  'A set of limits: for a person who waits for one photo, or for a machine that takes photos from anybody; --limits.scans ' +
  'and the like change single ones of it. (default device)';

const REQUEST = `
Parameters of the request, with --payload:
`;

/** @param {'short' | 'all'} extent @param {number} columns of the terminal */
export function help(extent, columns) {
  if (extent === 'short') {
    return HEAD;
  }
  const width = Math.min(Math.max(columns, 40), 110);
  const options = [...OPTION_FLAGS].map(([flag, row]) => entry(flag, choice(row), explanation(row), width));
  const limits = entry('limits', Object.keys(LIMIT_SETS).join('|'), LIMITS, width);
  const request = [...REQUEST_FLAGS].map(([flag, row]) => entry(flag, placeholder(row), parameter(row), width));
  return HEAD + OPTIONS + limits + options.join('') + REQUEST + request.join('');
}

/**
 * @param {string} flag
 * @param {string} value
 * @param {string} meaning
 * @param {number} width
 */
function entry(flag, value, meaning, width) {
  return `  --${flag} ${value}\n${wrap(meaning, width - INDENT.length)}`;
}

/** @param {OptionRow} row */
function choice({ unit, range }) {
  return unit === '' ? range.split(', ').join('|') : 'N';
}

/** @param {OptionRow} row */
function explanation({ unit, range, default: usual, meaning }) {
  return `${meaning} (${unit === '' ? '' : `${range} ${unit}; `}default ${usual})`;
}

/** @param {Parameter} parameter */
function parameter({ description, default: usual, switch: isSwitch }) {
  const said = isSwitch ? String(usual === isSwitch.on) : usual;
  return `${description}${usual === null ? '' : ` (default ${said})`}`;
}

/** @param {Parameter} parameter */
function placeholder({ values, switch: isSwitch }) {
  if (isSwitch) {
    return 'true|false';
  }
  if (values.kind === 'oneOf') {
    return values.values.map(({ word }) => word).join('|');
  }
  const names = { integer: 'N', text: 'TEXT', list: 'A,B', base64: 'PHOTO', url: 'URL' };
  return names[values.kind];
}

/**
 * @param {string} text
 * @param {number} width
 */
function wrap(text, width) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines.map((line) => `${INDENT}${line}\n`).join('');
}
