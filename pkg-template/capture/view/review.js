// The photo and what would make it better: turn, crop, take another, or go on.

import { button, element, icon } from '../dom.js';
import { turnedPhoto } from '../review/edit.js';
import { needOf } from '../review/need.js';
import { adviceOf, outcomeOf } from '../review/outcome.js';
import { lookOf } from '../settings.js';
import { actionsView, badge, leadView, titleView } from './steps.js';
import { ways } from './ways.js';

/** @import { Photo } from '../../lib/types.js' */
/** @import { Need } from '../review/need.js' */
/** @import { Context } from './context.js' */

/** What would help each photo; null until it is known. @type {WeakMap<Photo, Need | null>} */
const needs = new WeakMap();

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
  const repair = repairOf(context);
  const go =
    flow.usable &&
    button(say(flow.sends ? 'capture.action.send' : 'capture.action.use'), () => flow.accept(), {
      kind: repair ? 'secondary' : 'primary',
      part: 'use-button',
    });
  return actionsView(repair, go, ...ways(context, { primary: !repair && !go, again: true }));
}

/** What would help at once comes first. @param {Context} context @returns {HTMLElement | false} */
function repairOf(context) {
  const need = needed(context);
  const { flow } = context;
  const { say } = context.words();
  const look = { kind: /** @type {const} */ ('primary'), part: 'repair-button' };
  if (!need || need.turn === 0) {
    return (
      need?.crop === true &&
      button(say('capture.action.crop_face'), () => flow.crop({ fit: true }), { ...look, icon: 'face' })
    );
  }
  const { turn } = need;
  return button(say('capture.action.turn_upright'), () => flow.edit((original) => turnedPhoto(original, turn)), {
    ...look,
    icon: 'turn_right',
  });
}

/** Looked for once a photo. @param {Context} context @returns {Need | null} */
function needed({ flow, host, redraw }) {
  const { photo, original } = flow;
  if (!photo || !original) {
    return null;
  }
  if (!needs.has(photo)) {
    needs.set(photo, null);
    needOf(photo, original, lookOf(host)).then(
      (need) => {
        needs.set(photo, need);
        if (flow.state === 'review' && flow.photo === photo) {
          redraw();
        }
      },
      () => {}, // The photo can be turned and cropped by hand.
    );
  }
  return needs.get(photo) ?? null;
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
      tool(say('capture.action.turn_left'), 'turn_left', () => flow.edit((original) => turnedPhoto(original, 3))),
      tool(say('capture.action.turn_right'), 'turn_right', () => flow.edit((original) => turnedPhoto(original, 1))),
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
