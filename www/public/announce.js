// Says to screen readers what has changed without the focus moving there.

import { byId } from './dom.js';

/** Faster changes would cut each other off. */
const PAUSE_MS = 2000;

let spokenAtMs = -PAUSE_MS;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

/** The newest text wins. @param {string} text */
export function announce(text) {
  clearTimeout(waiting);
  waiting = setTimeout(
    () => {
      spokenAtMs = performance.now();
      byId('announcer').textContent = text;
    },
    Math.max(0, spokenAtMs + PAUSE_MS - performance.now()),
  );
}

/** Puts the region that is spoken where it is not inert. @param {HTMLElement} place */
export function speakFrom(place) {
  place.append(byId('announcer'));
}
