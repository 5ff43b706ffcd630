// What a file of tests needs from before its first test until after its last.

import { after, before } from 'node:test';
import { visit } from './browser.js';
import { filmFolder } from './film.js';
import { startDemo } from './demo-process.js';

/**
 * @param {Parameters<typeof startDemo>[0]} [engine]
 * @returns {Awaited<ReturnType<typeof startDemo>>} the service, which runs by the time of the first test
 */
export const standingService = (engine) =>
  standing(
    () => startDemo(engine),
    (service) => service.stop(),
  );

/** @returns {Awaited<ReturnType<typeof filmFolder>>} the folder for films, which is there by the time of the first test */
export const standingFilms = () => standing(filmFolder, (films) => films.remove());

/**
 * @param {{ page: string }} service
 * @param {Parameters<typeof visit>[1]} [options]
 * @returns {Awaited<ReturnType<typeof visit>>} one browser for all tests
 */
export const standingVisitor = (service, options) =>
  standing(
    () => visit(service.page, options),
    (visitor) => visitor.end(),
  );

/** One after the other: hooks of a file begin together. */
let begun = Promise.resolve();

/**
 * @template {object} Thing
 * @param {() => Promise<Thing>} start
 * @param {(thing: Thing) => Promise<void>} end not called where the start failed
 * @returns {Thing} whose properties come with the start
 */
function standing(start, end) {
  const thing = /** @type {Thing} */ ({});
  let started = false;
  before(() => {
    begun = begun.then(start).then((found) => {
      Object.assign(thing, found);
      started = true;
    });
    return begun;
  });
  after(() => (started ? end(thing) : undefined));
  return thing;
}
