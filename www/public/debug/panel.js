// What engineers want to see: the settings, the report, the payload, the answer, the events, and the emulator's faults.

import { byId } from './dom.js';
import { engineView } from './engine.js';
import { eventsView } from './events.js';
import { faultsView } from './faults.js';
import { modesView } from './modes.js';
import { payloadView } from './payload.js';
import { reportView } from './report.js';
import { settingsView } from './settings.js';
import { verdictView } from './verdict.js';

/** @import { FaceCapture } from '../package.js' */
/** @import { Session, Side } from '../session.js' */

let isShown = false;

/** @param {Session} session @param {Record<Side, FaceCapture>} captures */
export function showDebug(session, captures) {
  if (isShown) {
    return;
  }
  isShown = true;
  byId('debug').hidden = false;
  byId('debug-toggle').hidden = true;
  byId('restart').addEventListener('click', () => session.restart());
  eventsView(captures);
  const views = {
    settings: [engineView(session), modesView(session), settingsView(session), faultsView(session)],
    photo: [reportView(session), payloadView(session)],
    answer: [verdictView(session)],
  };
  /** Each change shows in its own views and in those after it. */
  const shown = {
    settings: [...views.settings, ...views.photo, ...views.answer],
    photo: [...views.photo, ...views.answer],
    answer: views.answer,
  };
  session.follow((change) => shown[change].forEach((view) => view.update()));
  shown.settings.forEach((view) => view.update());
}
