// An element without steps of its own, for pages that draw them, and what is known of it.

import { EVENT_NAMES } from '../events.js';
import { attributesOf, objectsOf, setObjects } from './properties.js';

/** @import { FaceCapture } from '../element.js' */
/** @import { FaceCaptureEvent } from '../types.js' */
/** @import { CaptureActions, CaptureSnapshot, ObjectProperties, WrapperProperties } from './types.js' */

/** @type {CaptureSnapshot} */
export const NOTHING_YET = Object.freeze({ state: 'idle', hint: null, photo: null, error: null });

/** @param {CaptureSnapshot} before @param {FaceCaptureEvent} event @returns {CaptureSnapshot} */
function after(before, event) {
  switch (event.type) {
    case 'face-capture:state': {
      const { state } = event.detail;
      const { photo, state: now } = /** @type {FaceCapture} */ (event.target);
      return {
        ...before,
        state: now,
        photo,
        hint: state === 'camera' ? before.hint : null,
        error: state === 'problem' ? before.error : null,
      };
    }
    case 'face-capture:hint':
      return { ...before, hint: event.detail };
    case 'face-capture:photo':
      return { ...before, photo: event.detail.photo };
    case 'face-capture:error':
      return { ...before, error: event.detail };
    case 'face-capture:camera':
      // It runs after all.
      return { ...before, error: null };
    default:
      return before;
  }
}

/** One headless element: it stands at the end of the page while it is mounted. */
export class HeadlessCapture {
  /** @type {FaceCapture | null} */
  #element = null;
  /** @type {CaptureSnapshot} */
  #snapshot = NOTHING_YET;
  /** @type {Set<() => void>} */
  #listeners = new Set();
  /** @type {WrapperProperties} */
  #properties = {};
  /** @type {ObjectProperties} */
  #objects = {};

  /** @type {CaptureActions} */
  actions = {
    start: () => this.#element?.start(),
    stop: () => this.#element?.stop(),
    reset: () => {
      this.#element?.reset();
      // No event tells where the state stays the same.
      this.#show({ ...this.#snapshot, photo: this.#element?.photo ?? null, error: null });
    },
    capture: () => this.#element?.capture(),
    check: async (file) => this.#element?.check(file),
  };

  /** @param {() => void} listener @returns {() => void} ends it */
  subscribe = (listener) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  snapshot = () => this.#snapshot;

  /** @returns {() => void} takes the element away, and lets its camera go */
  mount() {
    const element = document.createElement('face-capture');
    this.#element = element;
    this.#objects = {};
    this.#apply();
    for (const name of EVENT_NAMES) {
      element.addEventListener(`face-capture:${name}`, (event) =>
        this.#follow(/** @type {FaceCaptureEvent} */ (event)),
      );
    }
    document.body.append(element);
    return () => {
      element.remove();
      this.#element = null;
      this.#show(NOTHING_YET);
    };
  }

  /** @param {WrapperProperties} properties */
  configure(properties) {
    this.#properties = properties;
    this.#apply();
  }

  #apply() {
    if (!this.#element) {
      return;
    }
    for (const [name, value] of Object.entries(attributesOf({ ...this.#properties, steps: [] }))) {
      if (value === undefined) {
        this.#element.removeAttribute(name);
      } else {
        this.#element.setAttribute(name, value === true ? '' : value);
      }
    }
    const objects = objectsOf(this.#properties);
    setObjects(this.#element, objects, this.#objects);
    this.#objects = objects;
  }

  /** @param {FaceCaptureEvent} event */
  #follow(event) {
    this.#show(after(this.#snapshot, event));
  }

  /** @param {CaptureSnapshot} snapshot */
  #show(snapshot) {
    this.#snapshot = snapshot;
    for (const listener of this.#listeners) {
      listener();
    }
  }
}
