// A problem in kind words: what happened, and what to do.

import { element, icon } from '../dom.js';
import { hasOtherWay } from './ways.js';

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
      element('p', { className: 'lead' }, say(textOf(context, known))),
      element('slot', { name: 'error' }),
    ),
  );
}

/** A text offers to go on without the camera only where that is possible. @param {Context} context @param {string} key */
function textOf({ host, words }, key) {
  const only = ['missing', 'busy', 'failed'].includes(key)
    ? 'capture.problem.lost.text'
    : `capture.problem.${key}.only`;
  return words().knows(only) && !hasOtherWay(host) ? only : `capture.problem.${key}.text`;
}
