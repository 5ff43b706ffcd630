// A problem in kind words, with the code small for engineers.

import { element, icon } from '../dom.js';

/** @import { Problem } from '../problem-texts.js' */

/**
 * @param {Problem} problem
 * @param {'h2' | 'h3'} [heading] as deep as its place on the page
 */
export function problemView({ title, text, code }, heading = 'h3') {
  return element(
    'div',
    { className: 'problem' },
    icon('warn', 'icon badge warn'),
    element(heading, { className: 'problem-title', tabIndex: -1 }, title),
    element('p', {}, text),
    code !== null && element('p', { className: 'fine' }, element('code', {}, code)),
  );
}
