// A problem in kind words: what happened, and what to do.

import { element, icon } from '../dom.js';

/** @import { Problem } from '../problems.js' */
/** @import { Context } from './context.js' */

/** @param {Context} context @param {Problem} problem */
export function problemView(context, { key, retryable }) {
  const { say, knows } = context.words();
  const known = knows(`capture.problem.${key}.title`) ? key : retryable ? 'other' : 'not_understood';
  return element(
    'div',
    { className: 'problem', part: 'error' },
    icon('warn', 'icon badge warn'),
    element(
      'div',
      { className: 'problem-words' },
      element('h2', { className: 'title', part: 'title', tabIndex: -1 }, say(`capture.problem.${known}.title`)),
      element('p', { className: 'lead' }, say(`capture.problem.${known}.text`)),
      element('slot', { name: 'error' }),
    ),
  );
}
