// A process that can be killed: what it would do next does not happen. Its clock may be wrong, and be set.

/** @import { World } from './world.js' */

export class Process {
  alive = true;
  /** By how much its clock is wrong. */
  skewMs = 0;
  /** @type {Set<() => void>} what to do when it is killed */
  #watchers = new Set();

  /** @param {World} world */
  constructor(world) {
    this.world = world;
  }

  now = () => this.world.epoch() + this.skewMs;
  monotonic = () => this.world.nowMs;
  random = () => this.world.dice.next();
  uuid = () => this.world.dice.uuid();
  timer = (/** @type {number} */ ms, /** @type {() => void} */ run) =>
    this.world.after(ms, () => {
      if (this.alive) {
        run();
      }
    });
  /** @param {number} ms @returns {Promise<void>} */
  sleep = (ms) => new Promise((done) => void this.timer(ms, done));

  /**
   * The end of some work elsewhere, which a dead process does not hear of.
   * @template T
   * @param {Promise<T>} work
   * @returns {Promise<T>}
   */
  hear(work) {
    return new Promise((done, fail) => {
      work.then(
        (value) => this.alive && done(value),
        (error) => this.alive && fail(error),
      );
    });
  }

  /** @param {() => void} watcher @returns {() => void} */
  onKill(watcher) {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  kill() {
    this.alive = false;
    for (const watcher of this.#watchers) {
      watcher();
    }
  }
}
