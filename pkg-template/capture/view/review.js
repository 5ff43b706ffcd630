// The photo and what would make it better: turn, crop, take another, or go on.

import { button, element, icon } from '../dom.js';
import { turnedPhoto } from '../review/edit.js';
import { needOf } from '../review/need.js';
import { adviceOf, outcomeOf } from '../review/outcome.js';
import { lookOf } from '../settings.js';
import { actionsView, badge, leadView, titleView } from './steps.js';
import { ways } from './ways.js';

/** @import { Flow } from '../flow.js' */
/** @import { Context } from './context.js' */

/** @param {Context} context */
export function reviewView(context) {
  const { flow } = context;
  const { say } = context.words();
  const { photo, original } = flow;
  if (!photo || !original) {
    return [];
  }
  const outcome = outcomeOf(photo, flow.usable);
  const advice = adviceOf(photo, context.words());
  const list = element(
    'ul',
    { className: 'advice', part: 'advice', role: 'list' },
    ...advice.map(({ status, text }) =>
      element('li', { className: status }, icon(status, 'icon mark'), element('span', {}, text)),
    ),
  );
  const noFace = photo.report.faceUnavailable === true;
  return [
    element(
      'div',
      { className: 'review' },
      pictureView(context),
      element(
        'div',
        { className: 'review-words' },
        element(
          'div',
          { className: 'review-title' },
          badge(outcome),
          titleView(say(`capture.review.title_${outcome}`)),
        ),
        leadView(say(`capture.review.lead_${outcome}`)),
        advice.length > 0 && list,
        noFace && element('p', { className: 'fine' }, say('capture.review.no_face_check')),
        decisions(context),
      ),
    ),
  ];
}

/** @param {Context} context */
function decisions(context) {
  const { flow } = context;
  const { say } = context.words();
  const go =
    flow.usable &&
    button(say(flow.sends ? 'capture.action.send' : 'capture.action.use'), () => flow.accept(), {
      kind: 'primary',
      part: 'use-button',
    });
  const actions = actionsView(go, ...ways(context, { primary: !go, again: true }));
  void offerRepair(context, actions);
  return actions;
}

/** Once it is known, what would help at once comes first. @param {Context} context @param {HTMLElement} actions */
async function offerRepair({ flow, host, words }, actions) {
  const { photo, original } = flow;
  if (!photo || !original) {
    return;
  }
  const { turn, crop } = await needOf(photo, original, lookOf(host)).catch(() => ({ turn: 0, crop: false }));
  const { say } = words();
  const look = { kind: /** @type {const} */ ('primary'), part: 'repair-button' };
  const repair =
    turn === 0
      ? crop && button(say('capture.action.crop_face'), () => flow.crop({ fit: true }), { ...look, icon: 'face' })
      : button(say('capture.action.turn_upright'), () => turnPhoto(flow, /** @type {1 | 2 | 3} */ (turn)), {
          ...look,
          icon: 'turn_right',
        });
  if (repair) {
    actions.querySelector('.primary')?.classList.replace('primary', 'secondary');
    actions.prepend(repair);
  }
}

/** @param {Flow} flow @param {1 | 2 | 3} turn */
async function turnPhoto(flow, turn) {
  if (flow.original) {
    await turnedPhoto(flow.original, turn).then(
      (next) => flow.examine(next),
      (error) => flow.fail(error),
    );
  }
}

/** @param {Context} context */
function pictureView(context) {
  const { flow, urls } = context;
  const { say } = context.words();
  const { photo, original } = flow;
  const src = (photo && urls.ofPhoto(photo)) ?? (original && urls.of(original.file));
  const image =
    src && element('img', { className: 'picture', part: 'picture', alt: say('capture.review.picture'), src });
  // The browser cannot show every format that can be chosen.
  if (image) {
    image.addEventListener('error', () => image.remove());
  }
  return element(
    'div',
    { className: 'review-picture' },
    image,
    element(
      'div',
      { className: 'tools', role: 'group', 'aria-label': say('capture.review.edit') },
      tool(say('capture.action.turn_left'), 'turn_left', () => turnPhoto(flow, 3)),
      tool(say('capture.action.turn_right'), 'turn_right', () => turnPhoto(flow, 1)),
      tool(say('capture.action.crop'), 'crop', () => flow.crop()),
    ),
  );
}

/** @param {string} text @param {string} name @param {() => unknown} onclick */
function tool(text, name, onclick) {
  return element(
    'button',
    {
      type: 'button',
      className: 'tool',
      part: `tool ${name.replace('_', '-')}`,
      onclick,
      title: text,
    },
    icon(name),
  );
}
