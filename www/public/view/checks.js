// Every check in plain words, with what was measured and what is allowed.

import { element, icon } from '../dom.js';
import { formatValue } from '../format.js';
import { STATUS_WORDS, checkWords } from '../words.js';

/** @typedef {import('../product.js').Check} Check */

/** What needs attention comes first. @type {Check['status'][]} */
const ORDER = ['fail', 'warn', 'pass', 'skipped'];

/** @param {readonly Check[]} checks */
export function checksView(checks) {
  const sorted = [...checks].sort((one, other) => ORDER.indexOf(one.status) - ORDER.indexOf(other.status));
  return element('ul', { className: 'checks' }, ...sorted.map(row));
}

/** @param {Check} check */
function row({ id, status, value, limit, unit, advice }) {
  const { good, bad, bound } = checkWords(id);
  const title = status === 'warn' || status === 'fail' ? bad : good;
  const measured = status === 'skipped' ? (STATUS_WORDS.skipped ?? '') : formatValue(value, unit, true);
  const allowed =
    limit === null || status === 'skipped'
      ? ''
      : `${bound ?? (typeof limit === 'number' ? 'limit' : '')} ${formatValue(limit, unit)}`.trim();
  return element(
    'li',
    { className: `check ${status}` },
    icon(status, `icon badge ${status}`),
    element(
      'p',
      { className: 'check-title' },
      element('span', { className: 'visually-hidden' }, `${STATUS_WORDS[status]}: `),
      title,
    ),
    element(
      'p',
      { className: 'check-values' },
      element('span', { className: 'check-value' }, measured),
      allowed !== '' && element('span', { className: 'check-limit' }, allowed),
    ),
    advice !== null && element('p', { className: 'check-advice' }, advice),
  );
}

/**
 * How a photo came out as a whole, for the person.
 * @param {readonly Check[]} checks
 * @returns {'fail' | 'warn' | 'noted' | 'pass'} noted: what warns would be the same with another photo
 */
export function overall(checks) {
  if (checks.some(({ status }) => status === 'fail')) return 'fail';
  const warned = checks.filter(({ status }) => status === 'warn');
  if (warned.length === 0) return 'pass';
  return warned.every(({ id }) => checkWords(id).technical) ? 'noted' : 'warn';
}
