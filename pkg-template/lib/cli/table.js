import { coloured, formatBytes, formatSize, formatValue, printable, photoVerdict } from './text.js';

/** @import { Check, Output, Report, Source } from '../types.js' */
/** @import { Judged } from './judge.js' */

/** A longer path shifts the other columns of its row and does not widen every row. */
const WIDEST_PATH = 60;

/**
 * The report of one photo as text.
 *
 * @param {string} path
 * @param {Report} report
 * @param {boolean} inColour
 */
export function formatReport(path, report, inColour) {
  const heads = ['check', 'status', 'value', 'limit', 'unit', 'advice'];
  const checks = align([heads, ...report.checks.map(checkRow)]);
  const lines = [
    formatSource(report.source),
    ...checks.map((cells) => join(cells, inColour)),
    formatOutput(report.output),
  ];
  return `${printable(path)}: ${lines.join('\n  ')}`;
}

/**
 * One line for each photo.
 *
 * @param {string[]} paths of all photos, for the width of their column
 * @param {boolean} inColour
 */
export function createTable(paths, inColour) {
  const widest = Math.max(5, ...paths.map((path) => Math.min(WIDEST_PATH, printable(path).length)));
  const widths = [widest, 7, 13, 11, 7];
  const line = (/** @type {string[]} */ cells) =>
    join(
      cells.map((cell, column) => pad(cell, widths[column] ?? 0, column === 4)),
      inColour,
    );
  return {
    head: line(['photo', 'verdict', 'came as', 'goes as', 'bytes', 'why']),
    /** @param {Judged} judged */
    row({ path, report, error }) {
      const { source, output = null } = report ?? {};
      return line([
        printable(path),
        photoVerdict(report),
        source ? formatSize(source) : '-',
        output ? formatSize(output) : '-',
        output ? formatBytes(output.bytes) : '-',
        report ? reasons(report) : (error?.code ?? ''),
      ]);
    },
  };
}

/**
 * Failed checks with their advice, then those that only warn.
 *
 * @param {Report} report
 */
function reasons({ checks }) {
  const failed = checks.filter((check) => check.status === 'fail').map(({ id, advice }) => `${id}: ${advice ?? ''}`);
  const warned = checks.filter((check) => check.status === 'warn').map((check) => check.id);
  return [...failed, ...(warned.length > 0 ? [`(${warned.join(', ')})`] : [])].join(' ');
}

/** @param {Source} source */
function formatSource(source) {
  const { format, coding, orientation } = source;
  return `${format} ${coding}, ${formatSize(source)} stored, orientation ${orientation}, ${formatBytes(source.bytes)} bytes`;
}

/** @param {Output | null} output */
function formatOutput(output) {
  if (!output) {
    return 'picture: none';
  }
  const quality = `quality ${output.equivalentQuality} (${output.quality} of its own scale)`;
  return `picture: ${formatSize(output)}, ${formatBytes(output.bytes)} bytes, ${quality}, ${output.subsampling}`;
}

/** @param {Check} check */
function checkRow(check) {
  return [check.id, check.status, formatValue(check.value), formatValue(check.limit), check.unit, check.advice ?? ''];
}

/**
 * @param {string[][]} rows
 * @returns {string[][]}
 */
function align(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows.map((cells) => cells.map((cell, column) => pad(cell, widths[column] ?? 0, false)));
}

/**
 * @param {string} cell
 * @param {number} width
 * @param {boolean} toTheRight
 */
function pad(cell, width, toTheRight) {
  return toTheRight ? cell.padStart(width) : cell.padEnd(width);
}

/**
 * Joins cells; the second one is the verdict and may have a colour.
 *
 * @param {string[]} cells
 * @param {boolean} inColour
 */
function join(cells, inColour) {
  return cells
    .map((cell, column) => (column === 1 ? coloured(cell, inColour) : cell))
    .join('  ')
    .trimEnd();
}
