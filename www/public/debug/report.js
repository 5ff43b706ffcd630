// What was found in each photo, before and after.

import { checksView } from './checks.js';
import { byId, element } from './dom.js';
import { picturesView } from './pictures.js';
import { SIDES } from './texts.js';
import { releaseOthers } from './urls.js';

/** @import { Session, Side } from '../session.js' */

/** @param {Session} session */
export function reportView(session) {
  const reports = byId('reports');

  /** @param {Side} side */
  function report(side) {
    const checked = session.checked[side];
    if (!checked) {
      return null;
    }
    const { photo, original, tookMs } = checked;
    const name = SIDES[side];
    return element(
      'article',
      { className: 'report', 'aria-label': name },
      element('h3', { className: 'report-title' }, name),
      element(
        'div',
        { className: 'report-columns' },
        picturesView(original, photo, name),
        element(
          'div',
          { className: 'report-checks' },
          checksView(photo.report.checks),
          element('p', { className: 'fine' }, `Done on this device in ${(tookMs / 1000).toFixed(1)} s.`),
        ),
      ),
    );
  }

  return {
    update() {
      reports.dataset.complete = String(session.complete);
      reports.replaceChildren(...session.sides.map(report).filter((node) => node !== null));
      releaseOthers();
    },
  };
}
