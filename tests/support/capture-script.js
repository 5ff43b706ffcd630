// Steps through `<face-capture>` that are run in the page, for engines without Playwright.
import { outcomeIn } from './engine.js';

/** @import { Engine } from './engine.js' */

const LIMIT_MS = 90_000;

/** What the scripts have at hand, as code of the page. `files` are fetched from the server that serves the page. */
export const HELPERS = `
  window.faults = [];
  document.addEventListener('securitypolicyviolation', (event) => faults.push(event.violatedDirective + ' ' + event.blockedURI));
  addEventListener('error', ({ message }) => faults.push(message));
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  window.until = async (what, holds) => {
    for (const began = performance.now(); performance.now() - began < 60_000; await sleep(50)) {
      const found = await holds();
      if (found) return found;
    }
    throw new Error('waited for ' + what + ', but: ' + (window.capture?.shadowRoot?.textContent ?? ''));
  };
  /** Starts anew, with other markup. */
  window.fresh = (markup) => {
    window.events.length = 0;
    document.querySelector('main').innerHTML = markup;
    window.capture = document.querySelector('face-capture');
  };
  window.part = (name, of = capture) => of.shadowRoot.querySelector('[part~="' + name + '"]');
  window.dialog = (of = capture) => of.shadowRoot.querySelector('dialog');
  window.press = async (name, of = capture) => (await until(name, () => part(name, of))).click();
  window.inState = (state, of = capture) => until(state, () => of.state === state);
  window.live = (of = capture) => until('a live camera', () => dialog(of).dataset.state === 'live');
  window.good = (of = capture) => until('all good', () => dialog(of).dataset.hint === 'good');
  window.choose = async (path, of = capture) => {
    const chosen = new DataTransfer();
    chosen.items.add(new File([await (await fetch(path)).blob()], 'photo.png', { type: 'image/png' }));
    const input = of.shadowRoot.querySelector('input[type=file]');
    input.files = chosen.files;
    input.dispatchEvent(new Event('change'));
  };
  window.titleOf = (node) => node.querySelector('h2.title')?.textContent;
  window.told = (name) => window.events.filter((event) => event.name === name);
  window.ended = () => window.tracks.every(({ readyState }) => readyState === 'ended');`;

/**
 * Runs the body of an async function in the page and gives what it returns, which is plain data.
 *
 * @param {Engine} engine
 * @param {string} code
 */
export async function scripted(engine, code) {
  await engine.evaluate(`
    window.outcome = null;
    (async () => { ${code} })().then(
      (result) => { window.outcome = { result }; },
      (error) => { window.outcome = { error: String(error?.stack ?? error) + ' ' + String(error) }; },
    );
    return null;`);
  return outcomeIn(engine, LIMIT_MS);
}
