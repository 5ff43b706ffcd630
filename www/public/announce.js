// Announces to screen readers what changed without the focus moving there.

import { byId } from './dom.js';

/** Faster changes would interrupt each other. */
const PAUSE_MS = 2000;

let spokenAtMs = -PAUSE_MS;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

/**
 * The newest text wins.
 * @param {string} text
 * @param {{ again?: boolean }} [how] again: whether to repeat a text that was the last one announced
 */
export function announce(text, { again = true } = {}) {
  clearTimeout(waiting);
  waiting = setTimeout(
    () => {
      const place = byId('announcer');
      if (!again && place.textContent === text) {
        return;
      }
      spokenAtMs = performance.now();
      place.textContent = text;
    },
    Math.max(0, spokenAtMs + PAUSE_MS - performance.now()),
  );
}

/** Moves the live region to where it is not inert. @param {HTMLElement} place */
export function speakFrom(place) {
  place.append(byId('announcer'));
}
