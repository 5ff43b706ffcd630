// What the tests need of a browser, whichever it is.
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 100;

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {string} version
 * @property {(url: string) => Promise<void>} open goes to a page
 * @property {(code: string) => Promise<any>} evaluate runs statements in the page and gives what they return
 * @property {() => Promise<void>} close
 */

/**
 * Waits until a script of the page has left its result, or its error, in `window.outcome`.
 * @param {Engine} engine
 * @param {number} limitMs
 */
export async function outcomeIn(engine, limitMs) {
  for (let waited = 0; waited < limitMs; waited += POLL_MS) {
    const outcome = await engine.evaluate('return window.outcome ?? null;');
    if (outcome?.error) {
      throw new Error(`${engine.name}: ${outcome.error}`);
    }
    if (outcome) {
      return outcome.result;
    }
    await wait(POLL_MS);
  }
  throw new Error(`${engine.name} gave no result`);
}
