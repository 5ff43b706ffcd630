// The choice among the three uses, where the policy leaves it to the page.

import { byId, element } from './dom.js';
import { MODES } from './texts.js';

/** @import { Session } from '../session.js' */
/** @import { DemoMode } from './texts.js' */

/** @param {Session} session */
export function modesView(session) {
  const inputs = /** @type {DemoMode[]} */ (Object.keys(MODES)).map((mode) => ({
    mode,
    input: element('input', {
      type: 'radio',
      name: 'mode',
      id: `mode-${mode}`,
      value: mode,
      onchange: () => session.change({ mode }),
    }),
  }));
  byId('mode-choices').append(
    ...inputs.map(({ mode, input }) =>
      element('label', { className: 'segment' }, input, element('span', {}, MODES[mode].name)),
    ),
  );
  return {
    update() {
      const { policy, mode: chosen } = session.settings;
      // A search needs a group.
      byId('modes').hidden = !policy?.demo;
      for (const { mode, input } of inputs) {
        input.checked = mode === chosen;
        input.disabled = mode !== 'compare' && policy?.groups?.length === 0;
      }
      byId('mode-meaning').textContent = MODES[chosen].meaning;
    },
  };
}
