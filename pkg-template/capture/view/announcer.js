// Announces to screen readers what changed without the focus moving there.

import { element } from '../dom.js';

/** Faster changes would interrupt each other. */
const PAUSE_MS = 2000;

export class Announcer {
  /** The live region: the only one of its element. */
  region = element('p', { className: 'visually-hidden', role: 'status', 'aria-live': 'polite' });
  #spokenAtMs = -PAUSE_MS;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;

  /**
   * The newest text wins.
   * @param {string} text
   * @param {{ again?: boolean }} [how] again: whether to repeat a text that was the last one announced
   */
  announce(text, { again = true } = {}) {
    this.stop();
    this.#waiting = setTimeout(
      () => {
        if (again || this.region.textContent !== text) {
          this.#spokenAtMs = performance.now();
          this.region.textContent = text;
        }
      },
      Math.max(0, this.#spokenAtMs + PAUSE_MS - performance.now()),
    );
  }

  /** What was said is over: who reads on to it would take it for what holds now. */
  clear() {
    this.stop();
    this.region.textContent = '';
  }

  /** Screen readers do not speak what is outside of a modal dialog. @param {Node} place */
  speakFrom(place) {
    place.appendChild(this.region);
  }

  stop() {
    clearTimeout(this.#waiting);
  }
}
