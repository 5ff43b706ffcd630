// The answer, as engineers want to know it.

import { checksView } from './checks.js';
import { byId, element } from './dom.js';
import { DUPLICATES, ENGINES, actorWords } from './texts.js';

/** @import { Check } from '../package.js' */
/** @import { Answered, Session, Understood as Answer } from '../session.js' */
/** @import { Settings } from '../settings.js' */

/** @typedef {Extract<Answer, { kind: 'verdict' }>} Verdict */

/** @param {Session} session */
export function verdictView(session) {
  const place = byId('answer');
  return {
    update() {
      const { answered } = session;
      place.replaceChildren(...(answered ? contentOf(answered, session.settings.engine) : []));
    },
  };
}

/** @param {Answered} answered @param {Settings['engine']} engine */
function contentOf({ answer, receipt }, engine) {
  if (answer.kind === 'unreachable') {
    return [
      factsOf([
        ['Not reached', answer.reason],
        ['Meaning', answer.meaning],
      ]),
    ];
  }
  const failed = failedChecks(answer);
  return [...(failed.length > 0 ? [checksView(failed)] : []), facts(answer, receipt, engine)];
}

/** The failed checks of the backend's own preflight. @param {Answer} answer @returns {Check[]} */
function failedChecks(answer) {
  const { checks } = /** @type {{ checks?: Check[] }} */ (Object(answer.kind === 'refused' && answer.report));
  return checks?.filter(({ status }) => status === 'fail') ?? [];
}

/**
 * What engineers want to know.
 * @param {Answer} answer
 * @param {boolean | null} receipt whether the server accepted the verdict's receipt
 * @param {Settings['engine']} engine
 */
function facts(answer, receipt, engine) {
  const rows = /** @type {[string, string | null | undefined][]} */ ([
    ['Code', answer.code],
    ['SubCode', answer.kind === 'verdict' ? answer.subCode : null],
    ['Meaning', answer.meaning],
    ['Advice', answer.advice],
    ['Who must act', actorWords(answer.passed ? null : answer.actor)],
    ['Field', answer.kind === 'refused' ? answer.field : null],
    ...(answer.kind === 'verdict' ? verdictFacts(answer) : []),
    ['Decided by', answer.kind === 'verdict' && engine ? ENGINES[engine] : null],
    ['Receipt', receipt === null ? null : receipt ? 'verified' : 'refused'],
    ['Request id', answer.requestId],
    ['Calls made', String(answer.attempts)],
  ]);
  return factsOf(rows);
}

/** @param {[string, string | null | undefined][]} rows */
function factsOf(rows) {
  return element(
    'section',
    { className: 'facts', 'aria-label': 'Details of the answer' },
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
