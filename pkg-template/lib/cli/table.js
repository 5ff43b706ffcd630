/** @import { Check, Output, Report, Source } from '../types.js' */

/**
 * The report of one photo for the eyes.
 *
 * @param {string} file
 * @param {Report} report
 */
export function formatReport(file, report) {
  const heads = ['check', 'status', 'value', 'limit', 'unit', 'advice'];
  const checks = align([heads, ...report.checks.map(row)]);
  const lines = [formatSource(report.source), ...checks, formatOutput(report.output)];
  return `${file}: ${lines.join('\n  ')}`;
}

/** @param {Source} source */
function formatSource(source) {
  const { format, coding, orientation } = source;
  return `${format} ${coding}, ${size(source)} stored, orientation ${orientation}, ${bytes(source.bytes)}`;
}

/** @param {Output | null} output */
function formatOutput(output) {
  if (!output) return 'picture: none';
  const quality = `quality ${output.equivalentQuality} (${output.quality} of its own scale)`;
  return `picture: ${size(output)}, ${bytes(output.bytes)}, ${quality}, ${output.subsampling}`;
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

/**
 * @param {string[][]} rows
 * @returns {string[]}
 */
function align(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  return rows.map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
}
