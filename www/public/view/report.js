// The second step: what was found in each photo, and what can be done now.

import { button, byId, element, focusOn } from '../dom.js';
import { REPORT, SIDES } from '../texts.js';
import { checksView, overall } from './checks.js';
import { picturesView } from './pictures.js';
import { problemView } from './problem.js';

/** @import { Flow } from '../flow.js' */
/** @import { Side } from '../texts.js' */

/** @param {Flow} flow */
export function reportView(flow) {
  const title = byId('title-check');
  const lead = byId('check-lead');
  const actions = byId('check-actions');
  const reports = byId('reports');
  const problem = byId('send-problem');

  /** @param {Side} side */
  function report(side) {
    const slot = flow.slots[side];
    if (slot.state !== 'ready') {
      return null;
    }
    const { checks } = slot.photo.report;
    const { name } = SIDES[side];
    const alone = flow.sides.length === 1;
    return element(
      'article',
      { className: 'report', 'aria-label': name },
      !alone && element('h2', { className: 'report-title' }, name),
      element(
        'div',
        { className: 'report-columns' },
        picturesView(slot.original.file, slot.photo, name),
        element(
          'div',
          { className: 'report-checks' },
          alone && element('h2', { className: 'report-title' }, 'What was checked'),
          checksView(checks),
          element('p', { className: 'fine' }, `Done on this device in ${(slot.tookMs / 1000).toFixed(1)} s.`),
        ),
      ),
      !alone && element('div', { className: 'actions' }, changeButton(side, name, slot.photo.ok)),
    );
  }

  /** @param {Side} side @param {string} name @param {boolean} ok */
  function changeButton(side, name, ok) {
    const change = button('Choose another photo', () => another(side), ok ? '' : 'primary');
    change.setAttribute('aria-label', `Choose another photo: ${name}`);
    return change;
  }

  /** @param {Side} side */
  function another(side) {
    flow.clear(side);
    focusOn(byId(`slot-${side}`).querySelector('button'));
  }

  /** Title and actions, which the settings can change as well. */
  function refresh() {
    const worst = overall(flow.sides.flatMap((side) => flow.photo(side)?.report.checks ?? []));
    const alone = flow.sides.length === 1;
    title.textContent = (alone ? REPORT.titles : REPORT.titlesOfTwo)[worst];
    lead.textContent = worst === 'fail' ? firstAdvice(flow) : REPORT.leads[worst];
    const built = flow.submission();
    const problemFound = 'problem' in built && flow.sendable && flow.settings.policy ? built.problem : null;
    problem.replaceChildren(...(problemFound ? [problemView(problemFound, 'h2')] : []));
    const send = button('Send for verification', () => flow.send(), 'primary');
    const { policy, billedIn } = flow.settings;
    const noService = policy === null;
    const note = noService
      ? 'The service cannot be reached, so sending has to wait.'
      : billedIn !== null && `Sending asks the real service in ${billedIn} and is billed.`;
    send.disabled = noService || problemFound !== null;
    actions.replaceChildren(
      ...(flow.sendable ? [send] : []),
      ...(alone ? [button('Choose another photo', () => another('source'), flow.sendable ? '' : 'primary')] : []),
      ...(note && flow.sendable ? [element('p', { className: 'fine' }, note)] : []),
    );
  }

  function update() {
    refresh();
    reports.replaceChildren(...flow.sides.map(report).filter((node) => node !== null));
  }

  return { update, refresh };
}

/** What to do about the first thing that failed. @param {Flow} flow */
function firstAdvice(flow) {
  for (const side of flow.sides) {
    const failed = flow.photo(side)?.report.checks.find(({ status }) => status === 'fail');
    if (failed?.advice) {
      return failed.advice;
    }
  }
  return REPORT.leads.fail;
}
