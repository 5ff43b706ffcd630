// The element's steps besides camera, review and crop: what each of them shows.

import { button, element, icon } from '../dom.js';
import { problemView } from './problem.js';
import { ways } from './ways.js';

/** @import { Context } from './context.js' */

/** @param {string} text */
export function titleView(text) {
  return element('h2', { className: 'title', part: 'title', tabIndex: -1 }, text);
}

/** @param {string | HTMLElement} text */
export function leadView(text) {
  return element('p', { className: 'lead', part: 'lead' }, text);
}

/** @param {...(Node | false | null)} buttons */
export function actionsView(...buttons) {
  return element('div', { className: 'actions', part: 'actions' }, ...buttons);
}

const TIPS = [
  ['light', 'capture.intro.tip_light'],
  ['face', 'capture.intro.tip_face'],
  ['people', 'capture.intro.tip_alone'],
];

/** @param {Context} context */
export function introView(context) {
  const { say } = context.words();
  const tips = TIPS.map(([name = '', key = '']) => element('li', {}, icon(name, 'icon tip-icon'), say(key)));
  const slot = element(
    'slot',
    { name: 'intro' },
    titleView(say('capture.intro.title')),
    leadView(say(context.flow.sends ? 'capture.intro.lead_send' : 'capture.intro.lead')),
    element('ul', { className: 'tips', part: 'tips', role: 'list' }, ...tips),
  );
  const buttons = element('slot', { name: 'buttons' }, actionsView(...ways(context)));
  return [slot, buttons, element('p', { className: 'fine', part: 'note' }, say('capture.intro.privacy'))];
}

/** @param {Context} context */
export function workingView(context) {
  const { flow, urls } = context;
  const { say } = context.words();
  const stage = element('p', { className: 'stage', id: 'stage' });
  const bar = element('progress', { max: 1, part: 'progress', 'aria-labelledby': 'stage' });
  const sending = flow.state === 'sending';
  const pictured = () =>
    sending ? flow.photo && urls.ofPhoto(flow.photo) : flow.original && urls.of(flow.original.file);
  const src = pictured();
  const image = src && thumbnail(src, 'working');
  return {
    nodes: [
      titleView(say(sending ? 'capture.send.title' : 'capture.working.title')),
      image,
      stage,
      bar,
      actionsView(button(say('capture.action.cancel'), () => flow.stop())),
    ],
    update() {
      const { stage: name, fraction } = flow.progress;
      // A photo that was edited shows what came of it.
      const now = pictured();
      if (image && now && image.src !== now) {
        image.src = now;
      }
      stage.textContent = say(`capture.${sending ? 'send' : 'working'}.${name}`);
      if (fraction === null) {
        bar.removeAttribute('value');
      } else {
        bar.value = fraction;
      }
    },
  };
}

/** @param {string} src @param {string} kind */
export function thumbnail(src, kind) {
  const image = element('img', { className: `thumbnail ${kind}`, part: 'picture', alt: '', src });
  // The browser cannot show every format that can be chosen.
  image.addEventListener('error', () => image.remove());
  return image;
}

/** @param {Context} context */
export function doneView(context) {
  const { flow, urls } = context;
  const { say } = context.words();
  const src = flow.photo && urls.ofPhoto(flow.photo);
  const change = button(say('capture.done.change'), () => flow.reset());
  return [
    element(
      'div',
      { className: 'done' },
      src && thumbnail(src, 'small'),
      element(
        'div',
        { className: 'done-words' },
        element('div', { className: 'done-title' }, badge('pass'), titleView(say('capture.done.title'))),
        actionsView(change),
      ),
    ),
  ];
}

/** @param {'pass' | 'warn' | 'fail'} kind @param {string} [size] */
export function badge(kind, size = '') {
  return icon(kind, `icon badge ${kind} ${size}`.trim());
}

/** @param {Context} context */
export function problemStep(context) {
  const { flow } = context;
  const { say } = context.words();
  const { problem } = flow;
  if (!problem) {
    return [];
  }
  const retry = problem.retryable && button(say('capture.action.retry'), () => flow.retry(), { kind: 'primary' });
  // What was not accepted goes back to the review when it is tried again.
  const back =
    flow.photo !== null && (flow.accepted || !retry) && button(say('capture.action.back'), () => flow.backToReview());
  return [
    problemView(context, problem),
    actionsView(retry, back, ...(flow.photo ? [] : ways(context, { primary: !retry }))),
  ];
}
