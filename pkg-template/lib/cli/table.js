/** @import { Check, Report } from '../types.js' */

/**
 * The report of one photo for the eyes.
 *
 * @param {string} file
 * @param {Report} report
 */
export function formatReport(file, report) {
  const { source, output } = report;
  const lines = [
    `${file}: ${source.format} ${source.coding}, ${size(source)} stored, orientation ${source.orientation}, ${bytes(source.bytes)}`,
    ...align([['check', 'status', 'value', 'limit', 'unit', 'advice'], ...report.checks.map(row)]).map(indent),
    output
      ? `  picture: ${size(output)}, ${bytes(output.bytes)}, quality ${output.equivalentQuality} (${output.quality} of its own scale), ${output.subsampling}`
      : '  picture: none',
  ];
  return lines.join('\n');
}

/** @param {Check} check */
function row(check) {
  return [check.id, check.status, text(check.value), text(check.limit), check.unit, check.advice ?? ''];
}

/** @param {number | string | null} value */
function text(value) {
  if (typeof value === 'number') return String(Math.round(value * 1000) / 1000);
  return value ?? '-';
}

/** @param {{ width: number, height: number }} picture */
function size({ width, height }) {
  return `${width} x ${height}`;
}

/** @param {number | null} count */
function bytes(count) {
  return `${count?.toLocaleString('en') ?? 'unknown'} bytes`;
}

/** @param {string} line */
function indent(line) {
  return `  ${line}`;
}

/**
 * @param {string[][]} rows
 * @returns {string[]}
 */
function align(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows.map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}
