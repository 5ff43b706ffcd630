// The place of one photo: choose it, watch it being worked on, or read why it cannot be used.

import { announce } from '../announce.js';
import { button, byId, element, focusOn, icon } from '../dom.js';
import { STAGES, SIDES } from '../words.js';
import { problemView } from './problem.js';
import { releaseUrl, urlOf } from './urls.js';

/** @import { Flow, Slot } from '../flow.js' */
/** @import { Side } from '../words.js' */

const PHOTOS = 'image/*';

/**
 * @param {Flow} flow
 * @param {Side} side
 * @param {(side: Side) => void} openCamera
 */
export function slotView(flow, side, openCamera) {
  const title = element('h2', { className: 'slot-title', tabIndex: -1 }, SIDES[side].name);
  const body = element('div', { className: 'slot-body' });
  const input = element('input', {
    type: 'file',
    accept: PHOTOS,
    hidden: true,
    id: `file-${side}`,
    onchange: take,
  });
  const section = element(
    'section',
    { className: 'slot', id: `slot-${side}`, 'aria-label': SIDES[side].name },
    title,
    body,
    input,
  );
  byId('slots').append(section);
  /** @type {Slot | null} */
  let shown = null;
  /** @type {((slot: Slot & { state: 'working' }) => void) | null} */
  let advance = null;

  function take() {
    const [file] = input.files ?? [];
    // The same file may be chosen again.
    input.value = '';
    if (file) {
      void flow.examine(side, { file });
    }
  }

  const choose = (/** @type {string} */ text) => button(text, () => input.click());

  const bodies = {
    empty: () => [
      icon('portrait', 'slot-figure'),
      element('p', { className: 'slot-invitation' }, SIDES[side].invitation),
      element('div', { className: 'slot-actions' }, cameraButton('primary'), choose('Choose a photo')),
      element('p', { className: 'slot-drop' }, 'or drop one here'),
    ],
    /** @param {Slot & { state: 'working' }} slot */
    working: (slot) => {
      const stage = element('p', { className: 'slot-stage', id: `stage-${side}` });
      const bar = element('progress', { max: 1, 'aria-labelledby': stage.id });
      advance = (now) => {
        stage.textContent = STAGES[now.stage] ?? '';
        if (now.fraction === null) {
          bar.removeAttribute('value');
        } else {
          bar.value = now.fraction;
        }
      };
      advance(slot);
      return [
        picture(slot.original.file),
        stage,
        bar,
        element(
          'div',
          { className: 'slot-actions' },
          button('Cancel', () => flow.clear(side)),
        ),
      ];
    },
    /** @param {Slot & { state: 'ready' }} slot */
    ready: (slot) => [
      picture(slot.original.file),
      element(
        'p',
        { className: 'slot-stage' },
        slot.photo.ok ? 'This photo is ready.' : 'This photo cannot be used yet.',
      ),
      element(
        'div',
        { className: 'slot-actions' },
        button('Choose another photo', () => flow.clear(side)),
      ),
    ],
    /** @param {Slot & { state: 'problem' }} slot */
    problem: (slot) => [
      problemView(slot.problem),
      element(
        'div',
        { className: 'slot-actions' },
        slot.problem.again && button('Try again', () => flow.examine(side, slot.original)),
        choose('Choose another photo'),
        cameraButton(''),
      ),
    ],
  };

  /** @param {string} kind */
  function cameraButton(kind) {
    return element(
      'button',
      { type: 'button', className: `button ${kind}`, onclick: () => openCamera(side) },
      icon('camera'),
      'Use the camera',
    );
  }

  return {
    choose: () => input.click(),
    /** Follows the flow. */
    update() {
      const slot = flow.slots[side];
      section.hidden = !flow.sides.includes(side);
      byId('slots').classList.toggle('single', flow.sides.length === 1);
      if (slot === shown) {
        if (slot.state === 'working') {
          advance?.(slot);
        }
        return;
      }
      const hadFocus = section.contains(document.activeElement);
      if (shown && shown.state !== 'empty' && !(slot.state !== 'empty' && slot.original === shown.original)) {
        releaseUrl(shown.original.file);
      }
      const first = shown === null;
      shown = slot;
      section.dataset.state = slot.state;
      body.replaceChildren(...bodies[slot.state](/** @type {any} */ (slot)));
      if (first) {
        return;
      }
      if (slot.state === 'problem') {
        focusOn(body.querySelector('.problem-title'));
      } else if (hadFocus || slot.state === 'working') {
        focusOn(slot.state === 'working' ? body.querySelector('button') : title);
      }
      if (slot.state === 'working') {
        announce('The photo is being checked.');
      }
    },
  };
}

/** @param {File} file */
function picture(file) {
  const image = element('img', { className: 'slot-picture', alt: '', decoding: 'async', src: urlOf(file) });
  // Not every format that can be chosen can be shown.
  image.addEventListener('error', () => image.remove());
  return image;
}
