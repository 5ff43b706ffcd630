// Every check in plain words, with what was measured and what is allowed.

import { element, icon } from './dom.js';
import { formatValue } from './format.js';
import { STATUS_WORDS, checkWords } from './texts.js';

/** @import { Check } from '../package.js' */

/**
 * What passed is folded away: it is most of the list, and nothing has to be done about it.
 * @param {readonly Check[]} checks
 */
export function checksView(checks) {
  const of = (/** @type {Check['status'][]} */ ...wanted) =>
    wanted.flatMap((status) => checks.filter((check) => check.status === status));
  const bad = of('fail', 'warn');
  const rest = of('pass', 'note', 'skipped');
  return element(
    'div',
    {},
    bad.length > 0 && list(bad),
    rest.length > 0 &&
      element(
        'details',
        { className: 'passed' },
        element('summary', {}, icon('pass', 'icon badge pass'), summary(checks)),
        list(rest),
      ),
  );
}

/** @param {readonly Check[]} checks */
function summary(checks) {
  const passed = checks.filter(({ status }) => status === 'pass' || status === 'note').length;
  const skipped = checks.filter(({ status }) => status === 'skipped').length;
  const all = passed === checks.length ? 'All ' : '';
  return `${all}${passed} ${passed === 1 ? 'check' : 'checks'} passed${skipped === 0 ? '' : `, ${skipped} not measured`}`;
}

/** @param {readonly Check[]} checks */
function list(checks) {
  return element('ul', { className: 'checks' }, ...checks.map(row));
}

/** A note is for engineers: the person sees what passed. @param {Check} check */
function row({ id, status: found, value, limit, unit, advice: words, apiCode }) {
  const status = found === 'note' ? 'pass' : found;
  const advice = found === 'note' ? null : words;
  const { good, bad, bound } = checkWords(id);
  const isBad = status === 'warn' || status === 'fail';
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
      isBad ? bad : good,
    ),
    element(
      'p',
      { className: 'check-values' },
      element('span', { className: 'check-value' }, measured),
      allowed !== '' && element('span', { className: 'check-limit' }, allowed),
    ),
    advice !== null && element('p', { className: 'check-advice' }, advice),
    isBad &&
      apiCode !== null &&
      element('p', { className: 'check-prevents' }, 'Prevents ', element('code', {}, apiCode)),
  );
}
