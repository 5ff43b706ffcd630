// The backend's answer in the person's words, and the way on.

import { button, element } from '../dom.js';
import { actionsView, badge, leadView, titleView } from './steps.js';
import { ways } from './ways.js';

/** @import { Answer } from '../../lib/client/types.js' */
/** @import { Context } from './context.js' */

/** @param {Context} context */
export function verdictView(context) {
  const { flow } = context;
  const { answer } = flow;
  if (!answer) {
    return [];
  }
  const { say, knows } = context.words();
  const mark = answer.passed ? 'pass' : answer.kind === 'verdict' ? 'fail' : 'warn';
  return [
    element(
      'div',
      { className: 'verdict', part: 'verdict' },
      badge(mark, 'large'),
      titleView(say(headline(answer, knows))),
      leadView(knows(answer.key) ? say(answer.key) : element('bdi', {}, answer.advice)),
    ),
    actionsView(...waysOn(context, answer)),
  ];
}

/** @param {Answer} answer @param {(key: string) => boolean} knows @returns {string} the key of the headline */
export function headline(answer, knows) {
  if (answer.passed) {
    return 'capture.verdict.passed';
  }
  if (answer.kind === 'verdict') {
    // Under a policy that recognises, another person's face asks for another photo.
    const isStranger = answer.subCode === '233' && answer.actor === 'photo';
    const key = `capture.verdict.${answer.subCode}`;
    if (!isStranger && knows(key)) {
      return key;
    }
  }
  if (answer.actor === 'photo') {
    return 'capture.verdict.photo';
  }
  return answer.kind === 'verdict' ? 'capture.verdict.not_passed' : 'capture.verdict.no_verdict';
}

/** @param {Context} context @param {Answer} answer */
function waysOn(context, answer) {
  const { flow } = context;
  const { say } = context.words();
  if (answer.passed) {
    return [];
  }
  if (answer.actor === 'photo') {
    return ways(context, { again: true });
  }
  const restart = button(say('capture.action.restart'), () => flow.reset());
  return answer.kind !== 'verdict' && answer.retryable
    ? [button(say('capture.action.retry'), () => flow.send(), { kind: 'primary' }), restart]
    : [restart];
}
