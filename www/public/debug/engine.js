// What tells people apart, said before anything is sent.

import { byId } from './dom.js';
import { ENGINES } from './texts.js';

/** @import { Session } from '../session.js' */

/** @param {Session} session */
export function engineView(session) {
  const place = byId('engine');
  return {
    update() {
      const { engine } = session.settings;
      place.textContent = engine ? `People are told apart by ${ENGINES[engine]}.` : '';
    },
  };
}
