import { createTable, formatReport } from './table.js';
import { printable } from './text.js';

/** @import { Command } from './arguments.js' */
/** @import { Found } from './find-photos.js' */
/** @import { Terminal } from './progress-bar.js' */
/** @import { Counts, Kept } from './run.js' */

/**
 * Prints each photo's result in the requested form.
 *
 * @typedef {{ show: (result: Kept) => void, showSummary: (counts: Counts, beside: Beside) => void }} Presenter
 */
/** @typedef {{ others: number, skipped: number }} Beside files that are no photos, and photos whose pictures exist */

/**
 * @param {Command} command
 * @param {Found[]} photos
 * @param {{ stdout: Terminal, stderr: Terminal }} streams
 * @returns {Presenter}
 */
export function createPresenter(command, photos, { stdout, stderr }) {
  const inColour = stdout.isTTY === true && !process.env['NO_COLOR'];
  const print = (/** @type {string} */ text) => void stdout.write(`${text}\n`);
  const paths = photos.map(({ path }) => path);
  const isTable = !command.json && !command.quiet && !command.details && photos.length > 1;
  const table = createTable(paths, inColour);
  if (isTable) {
    print(table.head);
  }
  return {
    show(result) {
      const { path, report, error } = result;
      if (error) {
        stderr.write(`${printable(`${path}: ${error.message}`)} (${error.code})\n`);
      }
      if (command.json) {
        print(JSON.stringify(plain(result)));
      } else if (isTable) {
        print(table.row(result));
      } else if (report && !command.quiet) {
        print(formatReport(path, report, inColour));
      }
    },
    showSummary(counts, beside) {
      if (isTable || (beside.skipped > 0 && !command.json && !command.quiet)) {
        print(summary(photos.length, counts, beside));
      }
    },
  };
}

/** @param {Kept} result */
function plain({ path: file, ok, report, error, out }) {
  if (!report) {
    return { file, ok, error };
  }
  const { width, height } = report.output ?? { width: 0, height: 0 };
  return { file, ok, width, height, ...(out !== undefined && { out }), report };
}

/**
 * @param {number} total
 * @param {Counts} counts
 * @param {Beside} beside
 */
function summary(total, { fit, warns, unfit, error }, { others, skipped }) {
  const files = `${others} other ${others === 1 ? 'file' : 'files'} ignored`;
  const rest = [...(skipped > 0 ? [`${skipped} skipped`] : []), ...(others > 0 ? [files] : [])];
  const judged = `${total} photos: ${fit} fit, ${warns} fit with warnings, ${unfit} unfit, ${error} not judged`;
  return [judged, ...rest].join('; ');
}
