// The element's events as they come, with the time since the page was opened.

import { byId, element } from './dom.js';

/** @import { FaceCapture } from '../package.js' */
/** @import { Side } from '../session.js' */

const NAMES = /** @type {const} */ (['state', 'camera', 'hint', 'photo', 'verdict', 'error']);
/** Older lines are dropped. */
const MOST = 100;

/** @param {Record<Side, FaceCapture>} captures */
export function eventsView(captures) {
  const list = byId('events');
  for (const [side, capture] of Object.entries(captures)) {
    for (const name of NAMES) {
      capture.addEventListener(`face-capture:${name}`, (event) => {
        const text = `${(event.timeStamp / 1000).toFixed(2)} s  ${side}  ${name}  ${JSON.stringify(told(event.detail))}`;
        list.prepend(element('li', {}, text));
        list.children[MOST]?.remove();
      });
    }
  }
}

/** The detail without what is shown elsewhere. @param {object} detail */
function told(detail) {
  return Object.fromEntries(
    Object.entries(detail).flatMap(([name, value]) => {
      if (name === 'photo') {
        return [['ok', value.ok]];
      }
      if (name === 'answer') {
        return [['code', value.code ?? value.reason]];
      }
      return value instanceof Blob || value instanceof Error ? [] : [[name, value]];
    }),
  );
}
