// Says to screen readers what has changed without the focus moving there.

import { byId } from './dom.js';

/** Faster changes would cut each other off. */
const PAUSE_MS = 2000;

let spokenAtMs = -PAUSE_MS;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

/**
 * The newest text wins.
 * @param {string} text
 * @param {{ again?: boolean }} [how] again: whether it is said even if it was the last that was said; else what only
 *   came and went in between is passed over
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

/** Puts the region that is spoken where it is not inert. @param {HTMLElement} place */
export function speakFrom(place) {
  place.append(byId('announcer'));
}
