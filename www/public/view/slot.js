// The place of one photo: choose it, watch it being worked on, or read why it cannot be used.

import { announce } from '../announce.js';
import { button, byId, element, focusOn, icon } from '../dom.js';
import { STAGES, SIDES } from '../texts.js';
import { problemView } from './problem.js';
import { releaseUrl, urlOf } from './urls.js';

/** @import { Flow, Slot } from '../flow.js' */
/** @import { Side } from '../texts.js' */

/**
 * @template {Slot['state']} State
 * @typedef {Slot & { state: State }} SlotIn a slot in one of its states
 */

export class SlotView {
  #flow;
  #side;
  #openCamera;
  #title;
  #input;
  #section;
  #body = element('div', { className: 'slot-body' });
  /** @type {Slot | null} */
  #shown = null;
  /** Shows the progress of the slot in the state `working`. @type {((slot: SlotIn<'working'>) => void) | null} */
  #showProgress = null;

  /**
   * @param {Flow} flow
   * @param {Side} side
   * @param {(side: Side) => void} openCamera
   */
  constructor(flow, side, openCamera) {
    this.#flow = flow;
    this.#side = side;
    this.#openCamera = openCamera;
    const { name } = SIDES[side];
    this.#title = element('h2', { className: 'slot-title', tabIndex: -1 }, name);
    this.#input = element('input', {
      type: 'file',
      accept: 'image/*',
      hidden: true,
      id: `file-${side}`,
      onchange: () => this.#take(),
    });
    this.#section = element(
      'section',
      { className: 'slot', id: `slot-${side}`, 'aria-label': name },
      this.#title,
      this.#body,
      this.#input,
    );
    byId('slots').append(this.#section);
  }

  choose() {
    this.#input.click();
  }

  /** Shows what the flow has now. */
  update() {
    const { slots, sides } = this.#flow;
    const slot = slots[this.#side];
    this.#section.hidden = !sides.includes(this.#side);
    byId('slots').classList.toggle('single', sides.length === 1);
    if (slot === this.#shown) {
      if (slot.state === 'working') {
        this.#showProgress?.(slot);
      }
      return;
    }
    const hadFocus = this.#section.contains(document.activeElement);
    const before = this.#shown;
    this.#releasePicture(slot);
    this.#shown = slot;
    this.#section.dataset.state = slot.state;
    this.#body.replaceChildren(...this.#content(slot));
    if (before) {
      this.#moveFocus(slot, hadFocus);
    }
  }

  #take() {
    const [file] = this.#input.files ?? [];
    // The same file may be chosen again.
    this.#input.value = '';
    if (file) {
      void this.#flow.examine(this.#side, { file });
    }
  }

  /** @param {Slot} next */
  #releasePicture(next) {
    const before = this.#shown;
    if (before && before.state !== 'empty' && (next.state === 'empty' || next.original !== before.original)) {
      releaseUrl(before.original.file);
    }
  }

  /** @param {Slot} slot @param {boolean} hadFocus */
  #moveFocus(slot, hadFocus) {
    if (slot.state === 'problem') {
      focusOn(/** @type {HTMLElement | null} */ (this.#body.querySelector('.problem-title')));
    } else if (slot.state === 'working') {
      focusOn(this.#body.querySelector('button'));
      announce('The photo is being checked.');
    } else if (hadFocus) {
      focusOn(this.#title);
    }
  }

  /** @param {Slot} slot @returns {HTMLElement[] | (HTMLElement | SVGElement)[]} */
  #content(slot) {
    switch (slot.state) {
      case 'empty':
        return this.#empty();
      case 'working':
        return this.#working(slot);
      case 'ready':
        return this.#ready(slot);
      case 'problem':
        return this.#problem(slot);
    }
  }

  #empty() {
    return [
      icon('portrait', 'slot-figure'),
      element('p', { className: 'slot-invitation' }, SIDES[this.#side].invitation),
      actions(this.#cameraButton('primary'), this.#chooseButton('Choose a photo')),
      element('p', { className: 'slot-drop' }, 'or drop one here'),
    ];
  }

  /** @param {SlotIn<'working'>} slot */
  #working(slot) {
    const stage = element('p', { className: 'slot-stage', id: `stage-${this.#side}` });
    const bar = element('progress', { max: 1, 'aria-labelledby': stage.id });
    this.#showProgress = (now) => {
      stage.textContent = STAGES[now.stage] ?? '';
      if (now.fraction === null) {
        bar.removeAttribute('value');
      } else {
        bar.value = now.fraction;
      }
    };
    this.#showProgress(slot);
    const cancel = button('Cancel', () => this.#flow.clear(this.#side));
    return [picture(slot.original.file), stage, bar, actions(cancel)];
  }

  /** @param {SlotIn<'ready'>} slot */
  #ready({ original, photo }) {
    const text = photo.ok ? 'This photo is ready.' : 'This photo cannot be used yet.';
    const another = button('Choose another photo', () => this.#flow.clear(this.#side));
    return [picture(original.file), element('p', { className: 'slot-stage' }, text), actions(another)];
  }

  /** @param {SlotIn<'problem'>} slot */
  #problem({ problem, original }) {
    const again = problem.again && button('Try again', () => this.#flow.examine(this.#side, original));
    return [problemView(problem), actions(again, this.#chooseButton('Choose another photo'), this.#cameraButton(''))];
  }

  /** @param {string} text */
  #chooseButton(text) {
    return button(text, () => this.choose());
  }

  /** @param {string} kind */
  #cameraButton(kind) {
    return element(
      'button',
      { type: 'button', className: `button ${kind}`, onclick: () => this.#openCamera(this.#side) },
      icon('camera'),
      'Use the camera',
    );
  }
}

/** @param {...(HTMLElement | false)} buttons */
function actions(...buttons) {
  return element('div', { className: 'slot-actions' }, ...buttons);
}

/** @param {File} file */
function picture(file) {
  const image = element('img', { className: 'slot-picture', alt: '', decoding: 'async', src: urlOf(file) });
  // The browser cannot show every format that can be chosen.
  image.addEventListener('error', () => image.remove());
  return image;
}
