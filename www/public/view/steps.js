// The three steps: which one is shown, and the way between them.

import { byId, focusOn } from '../dom.js';

/** @import { Flow, Step } from '../flow.js' */

/** @type {Step[]} */
const STEPS = ['photo', 'check', 'verdict'];

/** @param {Flow} flow */
export function stepsView(flow) {
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (byId('steps').querySelectorAll('[data-step]'));
  for (const step of buttons) {
    step.addEventListener('click', () => flow.go(stepOf(step)));
  }
  // The browser's way back leads to the step before.
  history.replaceState({ step: flow.step }, '');
  window.addEventListener('popstate', (event) => {
    const step = STEPS.find((name) => name === event.state?.step) ?? 'photo';
    leaving = true;
    flow.go(flow.canGo(step) ? step : 'photo');
    leaving = false;
  });
  let leaving = false;

  function mark() {
    const at = STEPS.indexOf(flow.step);
    for (const button of buttons) {
      const step = stepOf(button);
      button.disabled = step !== flow.step && !flow.canGo(step);
      button.classList.toggle('done', STEPS.indexOf(step) < at);
      if (step === flow.step) {
        button.setAttribute('aria-current', 'step');
      } else {
        button.removeAttribute('aria-current');
      }
    }
  }

  byId('settings').hidden = false;
  mark();
  return {
    mark,
    /** Shows the step that the flow has gone to. */
    show() {
      for (const step of STEPS) {
        byId(`step-${step}`).hidden = step !== flow.step;
      }
      byId('settings').hidden = flow.step === 'verdict';
      if (!leaving && history.state?.step !== flow.step) {
        history.pushState({ step: flow.step }, '');
      }
      mark();
      const title = byId(`title-${flow.step}`);
      document.title = `${buttons[STEPS.indexOf(flow.step)]?.textContent} – Selfie check`;
      scrollTo(0, 0);
      focusOn(title);
    },
  };
}

/** @param {HTMLElement} button */
function stepOf(button) {
  return /** @type {Step} */ (button.dataset.step);
}
