// The choice among the three uses, where the policy leaves it to the page.

import { byId, element } from '../dom.js';
import { MODES } from '../texts.js';

/** @import { Flow } from '../flow.js' */
/** @import { DemoMode } from '../texts.js' */

/** @param {Flow} flow */
export function modesView(flow) {
  const inputs = /** @type {DemoMode[]} */ (Object.keys(MODES)).map((mode) => ({
    mode,
    input: element('input', {
      type: 'radio',
      name: 'mode',
      id: `mode-${mode}`,
      value: mode,
      onchange: () => flow.change({ mode }),
    }),
  }));
  byId('mode-choices').append(
    ...inputs.map(({ mode, input }) =>
      element('label', { className: 'segment' }, input, element('span', {}, MODES[mode].name)),
    ),
  );
  return {
    update() {
      const { policy, mode: chosen } = flow.settings;
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
