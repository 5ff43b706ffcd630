// The third step: waiting for the answer, the answer, or why there is none.

import { announce } from '../announce.js';
import { button, byId, element, focusOn, icon } from '../dom.js';
import { DUPLICATES, actorWords, headline } from '../texts.js';
import { checksView } from './checks.js';
import { problemView } from './problem.js';

/** @import { Asked, Flow } from '../flow.js' */
/** @import { Check } from '../package.js' */
/** @import { Problem } from '../problem-texts.js' */

/** @typedef {(Asked & { state: 'answered' })['answer']} Answer */
/** @typedef {Extract<Answer, { kind: 'verdict' }>} Verdict */

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

  /** @param {Asked & { state: 'answered' }} asked */
  function answered({ answer, receipt }) {
    const mark = answer.passed ? 'pass' : answer.kind === 'verdict' ? 'fail' : 'warn';
    title.textContent = headline(answer);
    const failed = failedChecks(answer);
    return [
      icon(mark, `icon badge large ${mark}`),
      title,
      element('p', { className: 'lead' }, forPerson(answer)),
      failed.length > 0 && checksView(failed),
      element('div', { className: 'actions' }, ...ways(answer)),
      facts(answer, receipt),
    ];
  }

  /** @param {Answer} answer */
  function ways(answer) {
    const anew = (/** @type {string} */ text, kind = '') => button(text, () => flow.restart(), kind);
    if (answer.passed) {
      return [anew('Check another photo', 'primary')];
    }
    if (answer.actor === 'photo') {
      return [anew('Take another photo', 'primary'), button('Back to the check', () => flow.go('check'))];
    }
    if (answer.kind !== 'verdict' && answer.retryable) {
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
        asked.state === 'asking' ? asking() : asked.state === 'answered' ? answered(asked) : failed(asked.problem);
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

/** The failed checks of the backend's own preflight. @param {Answer} answer @returns {Check[]} */
function failedChecks(answer) {
  const { checks } = /** @type {{ checks?: Check[] }} */ (Object(answer.kind === 'refused' && answer.report));
  return checks?.filter(({ status }) => status === 'fail') ?? [];
}

/** @param {Answer} answer */
function forPerson(answer) {
  const isNew = answer.kind === 'verdict' && answer.registered && !answer.registeredEarlier;
  return isNew ? `${answer.advice} Your face is registered now.` : answer.advice;
}

/**
 * What engineers want to know.
 * @param {Answer} answer
 * @param {boolean | null} receipt whether the server accepted the verdict's receipt
 */
function facts(answer, receipt) {
  const rows = /** @type {[string, string | null | undefined][]} */ ([
    ['Code', answer.code],
    ['SubCode', answer.kind === 'verdict' ? answer.subCode : null],
    ['Meaning', answer.meaning],
    ['Advice', answer.advice],
    ['Who must act', actorWords(answer.passed ? null : answer.actor)],
    ['Field', answer.kind === 'refused' ? answer.field : null],
    ...(answer.kind === 'verdict' ? verdictFacts(answer) : []),
    ['Receipt', receipt === null ? null : receipt ? 'verified' : 'refused'],
    ['Request id', answer.requestId],
    ['Calls made', String(answer.attempts)],
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

/** @param {Verdict} verdict @returns {[string, string | null][]} */
function verdictFacts(verdict) {
  const { score, duplicate, attack, attackScore, transactionId } = verdict;
  const risk = typeof attackScore === 'number' ? ` (risk ${attackScore} of 100)` : '';
  return [
    ['Comparison score', score === null ? null : `${score} of 100`],
    ['Known as', duplicate ? DUPLICATES[duplicate] : null],
    ['Registered', registration(verdict)],
    ['Live person', attack === undefined ? null : `${attack ? 'doubtful' : 'yes'}${risk}`],
    ['Transaction id', transactionId],
  ];
}

/** @param {Verdict} verdict */
function registration({ registered, registeredEarlier, registrationFailed }) {
  if (registered) {
    return registeredEarlier ? 'yes, earlier' : 'yes';
  }
  return registrationFailed ? 'failed' : 'no';
}
