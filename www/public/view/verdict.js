// The third step: waiting for the answer, the answer, or why there is none.

import { announce } from '../announce.js';
import { button, byId, element, focusOn, icon } from '../dom.js';
import { explain } from '../package.js';
import { actorWords, headline } from '../texts.js';
import { checksView } from './checks.js';
import { problemView } from './problem.js';

/** @import { Answer } from '../api.js' */
/** @import { Flow } from '../flow.js' */
/** @import { Problem } from '../problem-texts.js' */

/** @param {Flow} flow */
export function verdictView(flow) {
  const place = byId('verdict');
  const title = byId('title-verdict');

  function asking() {
    title.textContent = 'Asking the service …';
    announce('The photo was sent. Waiting for the verdict.');
    return [
      title,
      element('progress', { 'aria-label': 'Waiting for the verdict' }),
      element(
        'div',
        { className: 'actions' },
        button('Cancel', () => flow.stopAsking()),
      ),
    ];
  }

  /** @param {Answer} answer */
  function answered(answer) {
    const mark = answer.passed ? 'pass' : answer.ok ? 'fail' : 'warn';
    title.textContent = headline(answer);
    const failed = answer.report?.checks?.filter(({ status }) => status === 'fail') ?? [];
    return [
      icon(mark, `icon badge large ${mark}`),
      title,
      element('p', { className: 'lead' }, forPerson(answer)),
      failed.length > 0 && checksView(failed),
      element('div', { className: 'actions' }, ...ways(answer)),
      facts(answer),
    ];
  }

  /** @param {Answer} answer */
  function ways({ passed, ok, actor, retryable }) {
    const anew = (/** @type {string} */ text, kind = '') => button(text, () => flow.restart(), kind);
    if (passed) {
      return [anew('Check another photo', 'primary')];
    }
    if (actor === 'photo') {
      return [anew('Take another photo', 'primary'), button('Back to the check', () => flow.go('check'))];
    }
    if (!ok && retryable !== false) {
      return [button('Try again', () => flow.send(), 'primary'), anew('Start over')];
    }
    return [anew('Start over', 'primary')];
  }

  return {
    update() {
      const { asked } = flow;
      place.dataset.state = asked.state;
      if (asked.state === 'none') {
        return;
      }
      const content =
        asked.state === 'asking'
          ? asking()
          : asked.state === 'answered'
            ? answered(asked.answer)
            : failed(asked.problem);
      place.replaceChildren(...content.filter((node) => node !== false));
      if (flow.step === 'verdict') {
        focusOn(title);
      }
    },
  };

  /** @param {Problem} problem */
  function failed(problem) {
    title.textContent = 'No verdict yet';
    return [
      title,
      problemView(problem, 'h2'),
      element(
        'div',
        { className: 'actions' },
        button('Try again', () => flow.send(), 'primary'),
        button('Back to the check', () => flow.go('check')),
      ),
    ];
  }
}

/** @param {Answer} answer */
function forPerson({ ok, subCode, code, meaning, registered }) {
  const words = explain({ code, subCode: ok ? subCode : null });
  const text = words.known ? words.forPerson : meaning;
  return registered ? `${text} Your face is registered now.` : text;
}

/** What engineers want to know. @param {Answer} answer */
function facts(answer) {
  const {
    code,
    subCode,
    meaning,
    advice,
    actor,
    requestId,
    score,
    registered,
    registrationFailed,
    attack,
    attackScore,
    attempts,
    field,
  } = answer;
  const rows = /** @type {[string, string | null | undefined][]} */ ([
    ['Code', code],
    ['SubCode', subCode],
    ['Meaning', meaning],
    ['Advice', advice],
    ['Who must act', actorWords(answer.passed ? null : actor)],
    ['Field', field],
    ['Comparison score', score === null || score === undefined ? null : `${score} of 100`],
    ['Registered', registered === undefined ? null : registered ? 'yes' : registrationFailed ? 'failed' : 'no'],
    [
      'Live person',
      attack === undefined
        ? null
        : `${attack ? 'doubtful' : 'yes'}${typeof attackScore === 'number' ? ` (risk ${attackScore} of 100)` : ''}`,
    ],
    ['Request id', requestId],
    ['Calls made', attempts?.toString()],
  ]);
  return element(
    'section',
    { className: 'facts', 'aria-label': 'Details of the answer' },
    element('h2', {}, 'Details'),
    element(
      'dl',
      {},
      ...rows.flatMap(([term, value]) => (value ? [element('dt', {}, term), element('dd', {}, value)] : [])),
    ),
  );
}
